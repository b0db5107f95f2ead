// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;

/**
 * A name in an open directory. Immutable; it doesn't own the descriptor.
 *
 * @param dir where the path starts, {@link Fd#CWD} for a path of a caller
 * @param path the file, relative to {@code dir}
 * @param shown how messages name the file
 */
public record Place(Fd dir, RawPath path, RawPath shown) {
  /**
   * A path as a caller gives it.
   *
   * @param path absolute, or relative to the working directory
   * @return its place
   */
  public static Place of(RawPath path) {
    return new Place(Fd.CWD, path, path);
  }

  /**
   * Another name in the same directory.
   *
   * @param name one component
   * @return its place
   */
  public Place sibling(RawPath name) {
    return new Place(dir, path.sibling(name), shown.sibling(name));
  }

  /**
   * The directory that holds the name.
   *
   * @return its place
   */
  Place directory() {
    return new Place(dir, path.parent(), shown.parent());
  }

  /**
   * A path for the calls that take no directory, such as lgetxattr(2).
   *
   * @return the path itself, or one through /proc/self/fd
   */
  public RawPath withoutDirectory() {
    return dir == Fd.CWD || path.isAbsolute() ? path : ProcPaths.of(dir).resolve(path);
  }
}
