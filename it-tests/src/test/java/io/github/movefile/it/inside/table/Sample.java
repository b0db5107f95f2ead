// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.RawPath;
import java.util.List;

/**
 * A file with something that a move could lose. Immutable.
 *
 * @param key the name of its directory
 * @param label of its row in the tables
 * @param inode what it is
 * @param names of the file, or of its hard links
 * @param asked the inode flags that the move is asked to keep
 * @param imposing whether the target's directory gives what is made in it a group and an ACL
 * @param why where and why it may not be kept; empty for what always is
 */
record Sample(
    String key,
    String label,
    Inode inode,
    List<RawPath> names,
    InodeFlags asked,
    boolean imposing,
    String why) {
  private static final List<RawPath> ONE_NAME = List.of(RawPath.of("file"));

  static Sample of(String key, String label, Inode inode) {
    return new Sample(key, label, inode, ONE_NAME, InodeFlags.NONE, false, "");
  }

  Sample why(String reason) {
    return new Sample(key, label, inode, names, asked, imposing, reason);
  }

  Sample named(RawPath... chosen) {
    return new Sample(key, label, inode, List.of(chosen), asked, imposing, why);
  }

  /** The move is asked to keep the flags that it has. */
  Sample askingForFlags() {
    return new Sample(key, label, inode, names, inode.flags(), imposing, why);
  }

  Sample intoImposingDirectory() {
    return new Sample(key, label, inode, names, asked, true, why);
  }

  /** Whether it takes a merge: {@code MoveFile} moves one name of what is no directory. */
  boolean isTree() {
    return inode.type() == FileType.DIRECTORY || names.size() > 1;
  }

  @Override
  public String toString() {
    return key;
  }
}
