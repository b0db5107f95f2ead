// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveStep;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.InodeFlags;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    add(wanted.without(InodeFlags.NO_COPY_ON_WRITE));
  }

  private void add(InodeFlags flags) throws IOException {
    if (flags.isEmpty()) {
      return;
    }
    move.enter(MoveStep.INODE_FLAGS);
    try {
      InodeFlags present = move.calls().data().getInodeFlags(target);
      if (!present.has(flags)) {
        set(present, flags);
      }
    } catch (ErrnoException e) {
      lose(flags, e);
    }
  }

  /** A flag that a file system doesn't know fails the call for all: then each is set alone. */
  private void set(InodeFlags present, InodeFlags flags) throws IOException {
    try {
      move.calls().data().setInodeFlags(target, present.with(flags));
    } catch (ErrnoException e) {
      List<InodeFlags> each = flags.each();
      if (each.size() == 1) {
        lose(flags, e);
      } else {
        requireTolerable(e);
        for (InodeFlags flag : each) {
          add(flag);
        }
      }
      return;
    }
    // ext4 accepts some flags that it never sets.
    InodeFlags ignored = flags.without(move.calls().data().getInodeFlags(target));
    if (!ignored.isEmpty()) {
      lose(ignored, null);
    }
  }

  private void lose(InodeFlags flags, @Nullable ErrnoException cause) throws IOException {
    if (cause != null) {
      requireTolerable(cause);
    }
    String hex = Integer.toHexString(flags.bits());
    move.lose(Loss.INODE_FLAGS, "inode flags 0x" + hex + " not kept", cause);
  }

  private static void requireTolerable(ErrnoException e) throws ErrnoException {
    if (!Unsupported.METADATA.contains(e.errno())) {
      throw e;
    }
  }
}
