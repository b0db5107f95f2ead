// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.xattr.XattrFile;
import java.io.IOException;

/** A new symbolic link with the owner, times and attributes of the source. */
final class SymlinkMove implements MoveStrategy {
  private final Metadata metadata;

  SymlinkMove(Metadata metadata) {
    this.metadata = metadata;
  }

  @Override
  public Attempt attempt(MoveContext move, FileFacts facts) throws IOException {
    if (!facts.source().isSymlink()) {
      return NotApplicable.IN_THIS_CASE; // no symbolic link
    }
    move.enter(MoveStep.OPEN_SOURCE);
    RawPath text = SymlinkText.read(move);
    Timespec mtime;
    try (PendingTarget temp =
        PendingTarget.symlink(move, SymlinkText.rewritten(move, text).orElse(text))) {
      InodeHandle inode = new InodeHandle.PathOnly(move.calls(), temp.fd(), move.target());
      XattrFile source = XattrFile.path(move.source().withoutDirectory());
      metadata.apply(move, inode, facts.source(), source);
      mtime = metadata.setTimes(move, inode, facts.source());
      temp.publish();
    }
    SourceRemoval.finishIfUnchanged(move, facts.source());
    return Moved.by(MoveMethod.SYMLINK_RECREATED, facts.source(), mtime, 0);
  }
}
