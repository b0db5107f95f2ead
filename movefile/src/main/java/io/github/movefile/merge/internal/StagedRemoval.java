// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.move.internal.Listing;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Removes a staged directory with all that is in it. It is the transaction's own and private, so
 * that the way back up is what it was on the way down; and it takes two descriptors, however deep
 * it is. Of one thread.
 */
final class StagedRemoval {
  private static final int OWNER_ALL = 0700;
  private static final RawPath ABOVE = RawPath.of("..");
  private static final OpenFlags DIRECTORY =
      OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY).with(OpenFlags.NOFOLLOW);

  private final Syscalls calls;

  StagedRemoval(Syscalls calls) {
    this.calls = calls;
  }

  /** One directory on the way down: its name in the one above, and those in it that are left. */
  private record Level(RawPath name, Deque<RawPath> directories) {}

  /** Removes it; that it is gone already is fine. */
  void remove(Fd parent, RawPath name) throws ErrnoException {
    Deque<Level> way = new ArrayDeque<>();
    Fd at;
    try {
      at = open(parent, name);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return;
      }
      throw e;
    }
    try {
      way.push(new Level(name, removeFiles(at)));
      while (true) {
        RawPath next = way.element().directories().poll();
        Fd here = at;
        if (next != null) {
          at = open(here, next);
          here.close();
          way.push(new Level(next, removeFiles(at)));
        } else if (way.size() > 1) {
          RawPath emptied = way.pop().name();
          at = calls.paths().openat(here, ABOVE, DIRECTORY, 0);
          here.close();
          calls.paths().unlinkat(at, emptied, AtFlags.REMOVE_DIRECTORY);
        } else {
          break;
        }
      }
    } finally {
      at.close();
    }
    calls.paths().unlinkat(parent, name, AtFlags.REMOVE_DIRECTORY);
  }

  /** Its mode may be final already, and not let its owner in. */
  private Fd open(Fd parent, RawPath name) throws ErrnoException {
    Fd opened;
    try {
      opened = calls.paths().openat(parent, name, DIRECTORY, 0);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EACCES) {
        throw e;
      }
      calls.paths().fchmodat(parent, name, OWNER_ALL);
      return calls.paths().openat(parent, name, DIRECTORY, 0);
    }
    try {
      FileStat facts = calls.data().fstat(opened);
      if ((facts.permissions() & OWNER_ALL) != OWNER_ALL) {
        calls.data().fchmod(opened, OWNER_ALL);
      }
      return opened;
    } catch (ErrnoException e) {
      opened.close();
      throw e;
    }
  }

  /** Removes all but the directories, which it returns. */
  private Deque<RawPath> removeFiles(Fd directory) throws ErrnoException {
    Deque<RawPath> directories = new ArrayDeque<>(0);
    for (DirectoryEntry entry : Listing.of(calls.paths(), directory)) {
      if (entry.type() == FileType.DIRECTORY) {
        directories.add(entry.name());
      } else {
        calls.paths().unlinkat(directory, entry.name(), AtFlags.NONE);
      }
    }
    return directories;
  }
}
