// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.Timespec;
import java.util.List;

/**
 * One name of a world that is to be made.
 *
 * @param path relative to the world
 * @param type what it is
 * @param contents of a regular file
 * @param text of a symbolic link; or the path of the file that this is another hard link of
 * @param rdev of a device
 * @param metadata of all but hard links
 */
record FileSpec(
    String path, FileType type, Contents contents, String text, long rdev, Metadata metadata) {

  /**
   * Owner, mode, times, attributes.
   *
   * @param uid unsigned
   * @param gid unsigned
   * @param mode permission bits
   * @param atime last access
   * @param mtime last change
   * @param xattrs what is set, as far as the file system takes it
   * @param flags set last of all
   */
  record Metadata(
      int uid,
      int gid,
      int mode,
      Timespec atime,
      Timespec mtime,
      List<Xattr> xattrs,
      InodeFlags flags) {
    Metadata withFlags(InodeFlags more) {
      return new Metadata(uid, gid, mode, atime, mtime, xattrs, more);
    }
  }

  /**
   * An extended attribute, or an ACL.
   *
   * @param name with its namespace
   * @param value its bytes
   */
  record Xattr(String name, String value) {}

  static FileSpec regular(String path, Contents contents, Metadata metadata) {
    return new FileSpec(path, FileType.REGULAR, contents, "", 0, metadata);
  }

  static FileSpec directory(String path, Metadata metadata) {
    return new FileSpec(path, FileType.DIRECTORY, Contents.EMPTY, "", 0, metadata);
  }

  static FileSpec symlink(String path, String text, Metadata metadata) {
    return new FileSpec(path, FileType.SYMLINK, Contents.EMPTY, text, 0, metadata);
  }

  static FileSpec node(String path, FileType type, long rdev, Metadata metadata) {
    return new FileSpec(path, type, Contents.EMPTY, "", rdev, metadata);
  }

  static FileSpec hardLink(String path, FileSpec to) {
    return new FileSpec(path, to.type, to.contents, to.path, 0, to.metadata);
  }

  FileSpec withFlags(InodeFlags flags) {
    return new FileSpec(path, type, contents, text, rdev, metadata.withFlags(flags));
  }

  boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }

  boolean isHardLink() {
    return type != FileType.SYMLINK && !text.isEmpty();
  }
}
