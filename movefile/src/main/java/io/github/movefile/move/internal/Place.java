// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import org.jspecify.annotations.Nullable;

/** A name in an open directory. Immutable; it doesn't own the descriptor. */
public final class Place {
  private final Fd dir;
  private final RawPath path;
  private final RawPath shownPath;
  private final boolean isShownDir;
  private @Nullable RawPath joined;

  private Place(Fd dir, RawPath path, RawPath shownPath, boolean isShownDir) {
    this.dir = dir;
    this.path = path;
    this.shownPath = shownPath;
    this.isShownDir = isShownDir;
  }

  /**
   * A path that messages name otherwise.
   *
   * @param dir where the path starts
   * @param path the file, relative to {@code dir}
   * @param shown how messages name the file
   */
  public Place(Fd dir, RawPath path, RawPath shown) {
    this(dir, path, shown, false);
  }

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
   * A name in a directory; what messages need of it is made when one does.
   *
   * @param dir the directory
   * @param name one component
   * @param shownDir how messages name the directory
   * @return its place
   */
  public static Place in(Fd dir, RawPath name, RawPath shownDir) {
    return new Place(dir, name, shownDir, true);
  }

  /**
   * Where the path starts.
   *
   * @return {@link Fd#CWD} for a path of a caller
   */
  public Fd dir() {
    return dir;
  }

  /**
   * The file, relative to {@link #dir}.
   *
   * @return one component, or a path of a caller or the rest of one
   */
  public RawPath path() {
    return path;
  }

  /**
   * How messages name the file.
   *
   * @return a path
   */
  public RawPath shown() {
    if (!isShownDir) {
      return shownPath;
    }
    RawPath known = joined;
    if (known == null) {
      known = shownPath.resolve(path);
      joined = known; // whoever else does it meanwhile makes the same
    }
    return known;
  }

  /**
   * Another name in the same directory.
   *
   * @param name one component
   * @return its place
   */
  public Place sibling(RawPath name) {
    return isShownDir
        ? in(dir, name, shownPath)
        : new Place(dir, path.sibling(name), shownPath.sibling(name));
  }

  /**
   * The directory that holds the name.
   *
   * @return its place
   */
  Place directory() {
    return new Place(dir, path.parent(), shown().parent());
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
