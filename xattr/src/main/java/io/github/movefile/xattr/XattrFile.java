// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;

/**
 * What the attributes belong to: an open file, or a path with or without following a final symlink.
 *
 * <p>Immutable and thread-safe. It opens and closes nothing: a descriptor stays its opener's.
 */
public final class XattrFile {
  private final XattrAccess access;
  private final RawPath name;

  private XattrFile(XattrAccess access, RawPath name) {
    this.access = access;
    this.name = name;
  }

  /**
   * An open file, reached by its descriptor alone, so that no rename can swap it. An {@code O_PATH}
   * descriptor won't do (EBADF): see {@link #pathFollowing(RawPath, RawPath)}.
   *
   * @param fd the file, open for reading or writing
   * @param name what messages call it
   * @return the file
   */
  public static XattrFile open(Fd fd, RawPath name) {
    return new XattrFile(new XattrAccess.OpenFile(fd), name);
  }

  /**
   * A path; a final symlink is taken itself.
   *
   * @param path the file
   * @return the file
   */
  public static XattrFile path(RawPath path) {
    return new XattrFile(new XattrAccess.Itself(path), path);
  }

  /**
   * A path; a final symlink is followed.
   *
   * @param path the file
   * @return the file
   */
  public static XattrFile pathFollowing(RawPath path) {
    return pathFollowing(path, path);
  }

  /**
   * A path that messages call otherwise; a final symlink is followed. This is how the inode of an
   * {@code O_PATH} descriptor N is reached, also that of a symlink: as {@code /proc/self/fd/N}.
   *
   * @param path the file
   * @param name what messages call it
   * @return the file
   */
  public static XattrFile pathFollowing(RawPath path, RawPath name) {
    return new XattrFile(new XattrAccess.Following(path), name);
  }

  /**
   * What messages call the file.
   *
   * @return the path, or the name that was given with it
   */
  public RawPath name() {
    return name;
  }

  XattrAccess access() {
    return access;
  }

  /**
   * For messages only.
   *
   * @return the name, printable
   */
  @Override
  public String toString() {
    return name.toString();
  }
}
