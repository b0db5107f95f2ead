// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.internal.journal.JournalFiles;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.internal.Discarding;
import io.github.movefile.move.internal.Refusal;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.Identity;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The directory in the root where a transaction keeps its journal: there from before its first
 * change until after the last. What files it has tells how far the transaction got; each step from
 * one such state to the next is one system call. Of one thread, under the root's lock.
 */
final class StateDirectory implements AutoCloseable {
  /** Its name, at the top of the root. */
  static final RawPath NAME = RawPath.of(".movefile-transaction");

  private static final int PRIVATE_MODE = 0700;
  private static final int NOT_PRIVATE = 077;
  private static final OpenFlags DIRECTORY =
      OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY).with(OpenFlags.NOFOLLOW);

  private final Syscalls calls;
  private final PathCalls paths;
  private final Fd root;
  private final Fd directory;

  private StateDirectory(Syscalls calls, Fd root, Fd directory) {
    this.calls = calls;
    this.paths = calls.paths();
    this.root = root;
    this.directory = directory;
  }

  /** How far a transaction got. */
  enum Progress {
    /** Nothing in the root was changed. */
    BEGUN,
    /** New files may be there under temp names; or all was undone again. */
    STAGING,
    /** All new files are there; some of them may have their names. */
    COMMITTED,
    /** All new files have their names, and of the old ones and the image nothing is left to do. */
    DONE
  }

  static boolean isIn(PathCalls paths, Fd directory) throws ErrnoException {
    return Looking.at(paths, directory, NAME) != null;
  }

  /**
   * Makes it.
   *
   * @param facts the root as it was before
   */
  static StateDirectory create(Syscalls calls, Fd root, FileStat facts) throws ErrnoException {
    RootTimes.remember(calls, root, facts);
    try {
      calls.paths().mkdirat(root, NAME, PRIVATE_MODE);
      return new StateDirectory(calls, root, calls.paths().openat(root, NAME, DIRECTORY, 0));
    } catch (ErrnoException e) {
      try {
        removeDirectory(calls.paths(), root);
        RootTimes.restore(calls, root);
      } catch (ErrnoException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /**
   * Opens the one that a transaction has left.
   *
   * @return null if there is none
   * @throws Refusal if it is another user's or others could have written to it
   * @throws IOException if it can't be opened
   */
  static @Nullable StateDirectory find(Syscalls calls, Fd root) throws IOException {
    Fd directory;
    try {
      directory = calls.paths().openat(root, NAME, DIRECTORY, 0);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      return null;
    }
    try {
      requirePrivate(calls.data().fstat(directory));
      return new StateDirectory(calls, root, directory);
    } catch (IOException e) {
      Discarding.closing(directory, e);
      throw e;
    }
  }

  /** What others may have written there is nothing to go by. */
  private static void requirePrivate(FileStat facts) throws Refusal {
    int user = Identity.effectiveUser();
    if (facts.uid() != user || (facts.permissions() & NOT_PRIVATE) != 0) {
      String reason =
          NAME.quoted()
              + " belongs to user "
              + Integer.toUnsignedString(facts.uid())
              + " and has mode 0"
              + Integer.toOctalString(facts.permissions())
              + "; it has to belong to user "
              + Integer.toUnsignedString(user)
              + " and to be closed to all others";
      throw new Refusal(MoveFailure.DENIED, reason, null);
    }
  }

  Fd fd() {
    return directory;
  }

  Progress progress() throws ErrnoException {
    if (has(JournalFiles.DONE)) {
      return Progress.DONE;
    }
    if (has(JournalFiles.COMMIT)) {
      return Progress.COMMITTED;
    }
    return has(JournalFiles.CHANGES) ? Progress.STAGING : Progress.BEGUN;
  }

  private boolean has(RawPath file) throws ErrnoException {
    return Looking.at(paths, directory, file) != null;
  }

  /** Stores it, and that it is there. */
  void sync() throws ErrnoException {
    syncEntries();
    calls.data().fsync(root);
  }

  /**
   * Stores which files it has: that there may be temps has to be known before there are any. On
   * btrfs an fsync(2) of one of them would store it alone, and not the file that tells of it.
   */
  void syncEntries() throws ErrnoException {
    calls.data().fsync(directory);
  }

  /** All was taken back: from here on it is a transaction that is being rolled back. */
  void withdrawCommit(boolean durable) throws ErrnoException {
    remove(JournalFiles.COMMIT);
    if (durable) {
      calls.data().fsync(directory);
    }
  }

  /** Nothing is left to do of a committed transaction. */
  void done() throws ErrnoException {
    try {
      paths.renameat2(
          directory, JournalFiles.COMMIT, directory, JournalFiles.DONE, RenameFlags.NONE);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  /** After {@link #done}: removes it. */
  void endCommitted() throws ErrnoException {
    RootTimes.forget(calls, root);
    remove(JournalFiles.CHANGES);
    remove(JournalFiles.SURVEY);
    remove(JournalFiles.COMMIT_NEW);
    remove(JournalFiles.DONE);
    removeDirectory(paths, root);
  }

  /**
   * Nothing of the transaction is left in the root: removes it.
   *
   * @param times gives the root its times where they were not remembered
   * @return whether they were: not by a transaction that has come to its end
   */
  boolean endRolledBack(FileStatTimes times) throws ErrnoException {
    remove(JournalFiles.CHANGES);
    remove(JournalFiles.COMMIT_NEW);
    remove(JournalFiles.SURVEY);
    RootTimes.beforeEnd(calls, root);
    removeDirectory(paths, root);
    boolean remembered = RootTimes.restore(calls, root);
    if (!remembered) {
      times.restore(calls, root);
    }
    return remembered;
  }

  /** Times of the root that are known from elsewhere. */
  interface FileStatTimes {
    void restore(Syscalls calls, Fd root) throws ErrnoException;
  }

  private void remove(RawPath file) throws ErrnoException {
    try {
      paths.unlinkat(directory, file, AtFlags.NONE);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  private static void removeDirectory(PathCalls paths, Fd root) throws ErrnoException {
    try {
      paths.unlinkat(root, NAME, AtFlags.REMOVE_DIRECTORY);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  @Override
  public void close() throws ErrnoException {
    directory.close();
  }
}
