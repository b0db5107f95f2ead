// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.Processes;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.util.List;

/**
 * A directory of this process, mode 0700, that is removed with all that is in it: by {@link
 * #close}, or when the JVM is told to end, as by Ctrl-C. Thread-safe.
 */
public final class ScratchDirectory implements AutoCloseable {
  /** Somebody may still be making files while the JVM ends. */
  private static final int TRIES = 20;

  private enum State {
    NOT_YET_MADE,
    MADE,
    /** Removed, kept, or never to be made. */
    ENDED
  }

  private static final OpenFlags DIRECTORY =
      OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY).with(OpenFlags.NOFOLLOW);

  private final Syscalls calls;
  private final RawPath path;
  private final Thread hook = new Thread(this::removeQuietly, "scratch removal");
  private State state = State.NOT_YET_MADE;

  private ScratchDirectory(Syscalls calls, RawPath path) {
    this.calls = calls;
    this.path = path;
  }

  /**
   * Makes one.
   *
   * @param calls the system calls
   * @param base an existing directory
   * @param prefix what the name begins with
   * @return a new directory
   * @throws ErrnoException if none can be made there
   */
  public static ScratchDirectory in(Syscalls calls, RawPath base, String prefix)
      throws ErrnoException {
    for (int number = 0; ; number++) {
      String name = prefix + Processes.self() + "-" + number;
      RawPath path = base.resolve(RawPath.of(name));
      ScratchDirectory scratch = new ScratchDirectory(calls, path);
      if (scratch.create()) {
        return scratch;
      }
    }
  }

  /** Makes the directory, unless its name is taken; never after the JVM was told to end. */
  private boolean create() throws ErrnoException {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException ending) {
      throw new ErrnoException("mkdirat", Errno.EINTR);
    }
    synchronized (this) {
      if (state == State.ENDED) {
        throw new ErrnoException("mkdirat", Errno.EINTR);
      }
      try {
        calls.paths().mkdirat(Fd.CWD, path, 0700);
        state = State.MADE;
        return true;
      } catch (ErrnoException e) {
        state = State.ENDED;
        if (e.errno() == Errno.EEXIST) {
          return false;
        }
        throw e;
      }
    }
  }

  /**
   * Where it is.
   *
   * @return below the base
   */
  public RawPath path() {
    return path;
  }

  /** Lets the directory stay. */
  public synchronized void keep() {
    state = State.ENDED;
  }

  /**
   * Removes the directory; a second call does nothing.
   *
   * @throws ErrnoException if something in it can't be removed
   */
  @Override
  public synchronized void close() throws ErrnoException {
    State before = state;
    state = State.ENDED;
    if (before == State.MADE) {
      removePatiently();
    }
  }

  private void removePatiently() throws ErrnoException {
    for (int tries = 1; ; tries++) {
      try {
        removeTree(Fd.CWD, path);
        return;
      } catch (ErrnoException e) {
        if (e.errno() == Errno.ENOENT && tries > 1) {
          return;
        }
        boolean isRace = e.errno() == Errno.ENOTEMPTY || e.errno() == Errno.ENOENT;
        if (!isRace || tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private void removeQuietly() {
    try {
      close();
    } catch (ErrnoException e) {
      // The JVM ends: nobody is left to tell, and the name says whose it was.
    }
  }

  private void removeTree(Fd dir, RawPath name) throws ErrnoException {
    try (Fd fd = calls.paths().openat(dir, name, DIRECTORY, 0)) {
      calls.data().fchmod(fd, 0700); // what is in it has to be removed
      for (List<DirectoryEntry> entries = calls.paths().getdents64(fd);
          !entries.isEmpty();
          entries = calls.paths().getdents64(fd)) {
        for (DirectoryEntry entry : entries) {
          if (entry.type() == FileType.DIRECTORY) {
            removeTree(fd, entry.name());
          } else {
            calls.paths().unlinkat(fd, entry.name(), AtFlags.NONE);
          }
        }
      }
    }
    calls.paths().unlinkat(dir, name, AtFlags.REMOVE_DIRECTORY);
  }
}
