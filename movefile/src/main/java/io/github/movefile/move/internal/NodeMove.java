// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveMethod;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.xattr.XattrFile;
import java.io.IOException;

/** A new FIFO, socket node or device node with the metadata of the source. */
final class NodeMove implements MoveStrategy {
  private final Metadata metadata;

  NodeMove(Metadata metadata) {
    this.metadata = metadata;
  }

  @Override
  public Attempt attempt(MoveContext move, FileFacts facts) throws IOException {
    FileType type = facts.source().type();
    switch (type) {
      case FIFO, SOCKET, BLOCK_DEVICE, CHARACTER_DEVICE -> {}
      default -> {
        return NotApplicable.IN_THIS_CASE; // no node
      }
    }
    Timespec mtime;
    try (PendingTarget temp = PendingTarget.node(move, type, facts.source().rdev())) {
      InodeHandle inode = new InodeHandle.PathOnly(move.calls(), temp.fd(), move.target());
      XattrFile source = XattrFile.path(move.source().withoutDirectory());
      metadata.apply(move, inode, facts.source(), source);
      mtime = metadata.setTimes(move, inode, facts.source());
      temp.publish();
    }
    SourceRemoval.finishIfUnchanged(move, facts.source());
    return Moved.by(MoveMethod.NODE_RECREATED, facts.source(), mtime, 0);
  }
}
