// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import java.util.EnumSet;
import java.util.Set;

/**
 * A path that leads to the same file from any working directory. The JVM's knowledge of its own
 * goes through the charset of names: with LANG=C it is wrong where a name isn't ASCII.
 */
public final class AbsolutePath {
  private static final RawPath WORKING_DIRECTORY = RawPath.of("/proc/self/cwd");

  /** There is no proc(5), or it tells no path of this length: the JVM's has to do. */
  private static final Set<Errno> UNTOLD =
      EnumSet.of(Errno.ENOENT, Errno.ENOTDIR, Errno.EACCES, Errno.ENAMETOOLONG);

  private AbsolutePath() {}

  /**
   * Of a path from the working directory, or an absolute one.
   *
   * @param paths how
   * @param path as a caller gives it
   * @return an absolute path without a slash at its end
   * @throws ErrnoException if the working directory can't be asked for
   */
  public static RawPath of(PathCalls paths, RawPath path) throws ErrnoException {
    RawPath given = RawPath.of(path.toPath());
    if (given.isAbsolute()) {
      return given;
    }
    try {
      return paths.readlinkat(Fd.CWD, WORKING_DIRECTORY).resolve(given);
    } catch (ErrnoException e) {
      if (!UNTOLD.contains(e.errno())) {
        throw e;
      }
      return RawPath.of(given.toPath().toAbsolutePath());
    }
  }
}
