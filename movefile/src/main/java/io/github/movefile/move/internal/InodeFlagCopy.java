// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveStep;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.InodeFlags;
import java.io.IOException;

/**
 * Gives a new file the inode flags that were asked for. {@link InodeFlags#NO_COPY_ON_WRITE} takes
 * effect on an empty file only, so it comes before the contents; the others come after.
 */
final class InodeFlagCopy {
  private final MoveContext move;
  private final Fd target;
  private final InodeFlags wanted;

  private InodeFlagCopy(MoveContext move, Fd target, InodeFlags wanted) {
    this.move = move;
    this.target = target;
    this.wanted = wanted;
  }

  static InodeFlagCopy between(MoveContext move, Fd source, Fd target) throws IOException {
    InodeFlags mask = move.options().inodeFlags();
    InodeFlags wanted = mask.isEmpty() ? mask : read(move, source).only(mask);
    return new InodeFlagCopy(move, target, wanted);
  }

  private static InodeFlags read(MoveContext move, Fd source) throws IOException {
    move.enter(MoveStep.INODE_FLAGS);
    try {
      return move.calls().data().getInodeFlags(source);
    } catch (ErrnoException e) {
      if (Unsupported.INODE_FLAGS.contains(e.errno())) {
        return InodeFlags.NONE; // a file system without flags has none to keep
      }
      if (!Unsupported.METADATA.contains(e.errno())) {
        throw e;
      }
      move.lose(Loss.INODE_FLAGS, "inode flags of the source can't be read", e);
      return InodeFlags.NONE;
    }
  }

  void beforeContents() throws IOException {
    add(wanted.only(InodeFlags.NO_COPY_ON_WRITE));
  }

  void afterContents() throws IOException {
    add(wanted);
  }

  private void add(InodeFlags flags) throws IOException {
    if (flags.isEmpty()) {
      return;
    }
    move.enter(MoveStep.INODE_FLAGS);
    DataCalls data = move.calls().data();
    try {
      InodeFlags present = data.getInodeFlags(target);
      if (!present.has(flags)) {
        data.setInodeFlags(target, present.with(flags));
      }
    } catch (ErrnoException e) {
      if (!Unsupported.METADATA.contains(e.errno())) {
        throw e;
      }
      move.lose(
          Loss.INODE_FLAGS, "inode flags 0x" + Integer.toHexString(flags.bits()) + " not kept", e);
    }
  }
}
