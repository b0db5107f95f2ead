// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

/** In what an entry of a root can differ from what it should be. */
public enum Attribute {
  /** The root has nothing of that name. */
  MISSING,
  /** It is of another type; nothing else is compared then. */
  TYPE,
  /** A file of that length has other bytes. */
  CONTENTS,
  /** A file is shorter or longer; its bytes aren't compared then. */
  SIZE,
  /** Permission bits, setuid, setgid, sticky bit; not of symbolic links. */
  MODE,
  /** The uid. */
  OWNER,
  /** The gid. */
  GROUP,
  /** Time of the last change. */
  MTIME,
  /** The text of a symbolic link. */
  LINK,
  /** The device of a device node. */
  DEVICE,
  /** An extended attribute, an ACL or capabilities. */
  XATTR,
  /** Names of one file in the image are names of several files in the root. */
  HARD_LINKS,
  /** It can't be found out whether it differs: a system call failed, on one side or the other. */
  UNREADABLE
}
