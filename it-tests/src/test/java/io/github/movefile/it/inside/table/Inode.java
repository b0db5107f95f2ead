// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a sample is. Immutable.
 *
 * @param type file, directory, link or node
 * @param contents of a regular file
 * @param text of a symbolic link
 * @param rdev of a device node
 * @param mode permission bits
 * @param owner uid, or {@link #MOVER}
 * @param group gid, or {@link #MOVER}
 * @param attributes extended ones, by name
 * @param flags of chattr(1)
 * @param atime last access
 * @param mtime last change of the contents
 */
record Inode(
    FileType type,
    Contents contents,
    RawPath text,
    long rdev,
    int mode,
    int owner,
    int group,
    Map<String, byte[]> attributes,
    InodeFlags flags,
    Timespec atime,
    Timespec mtime) {
  /** Whoever moves the file. */
  static final int MOVER = Integer.MIN_VALUE;

  /** Late enough that no reader sets it (relatime, mount(8)). */
  private static final Timespec ATIME = new Timespec(2_119_755_967L, 123_456_789);

  private static final Timespec MTIME = new Timespec(981_173_106L, 987_654_321);

  private static Inode of(FileType type, Contents contents, RawPath text, long rdev) {
    return new Inode(
        type, contents, text, rdev, 0640, MOVER, MOVER, Map.of(), InodeFlags.NONE, ATIME, MTIME);
  }

  static Inode file(Contents contents) {
    return of(FileType.REGULAR, contents, RawPath.EMPTY, 0);
  }

  static Inode file() {
    return file(Contents.TEXT);
  }

  static Inode symlink(String text) {
    return of(FileType.SYMLINK, Contents.TEXT, RawPath.of(text), 0);
  }

  static Inode node(FileType type, long rdev) {
    return of(type, Contents.TEXT, RawPath.EMPTY, rdev);
  }

  Inode mode(int chosen) {
    return new Inode(
        type, contents, text, rdev, chosen, owner, group, attributes, flags, atime, mtime);
  }

  Inode owner(int uid, int gid) {
    return new Inode(type, contents, text, rdev, mode, uid, gid, attributes, flags, atime, mtime);
  }

  Inode attribute(String name, byte[] value) {
    Map<String, byte[]> more = new TreeMap<>(attributes);
    more.put(name, value);
    return new Inode(type, contents, text, rdev, mode, owner, group, more, flags, atime, mtime);
  }

  Inode flags(InodeFlags chosen) {
    return new Inode(
        type, contents, text, rdev, mode, owner, group, attributes, chosen, atime, mtime);
  }

  Inode times(Timespec both) {
    return new Inode(type, contents, text, rdev, mode, owner, group, attributes, flags, both, both);
  }
}
