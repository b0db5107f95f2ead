// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

/** Why a move failed, for a program to decide by; {@link MoveException#errno()} has the detail. */
public enum MoveFailure {
  /** There is no source (ENOENT). */
  SOURCE_MISSING,
  /** The directory of the target is missing (ENOENT). */
  TARGET_PARENT_MISSING,
  /** Both are one name, or the target is an alias of the source that can't be told from it. */
  SAME_FILE,
  /** A file over a directory (EISDIR). */
  TARGET_IS_DIRECTORY,
  /** A directory over a file, or a path through a file (ENOTDIR). */
  NOT_A_DIRECTORY,
  /** A directory over one that isn't empty (ENOTEMPTY). */
  DIRECTORY_NOT_EMPTY,
  /** A directory to a place inside itself (EINVAL). */
  DIRECTORY_INTO_ITSELF,
  /** A directory to another file system (EXDEV): that takes a tree merge. */
  DIRECTORY_ACROSS_FILE_SYSTEMS,
  /** The source is a directory, and only its contents can be copied: that takes a tree merge. */
  SOURCE_IS_DIRECTORY,
  /** The source was written to or replaced while it was copied, each time that it was tried. */
  SOURCE_CHANGED,
  /** No space, no inode or no quota is left (ENOSPC, EDQUOT). */
  NO_SPACE,
  /** A file would be larger than the file system or a limit allows (EFBIG). */
  FILE_TOO_LARGE,
  /** A read-only file system (EROFS). */
  READ_ONLY,
  /** Not permitted, or an immutable file (EACCES, EPERM). */
  DENIED,
  /** A loop of symbolic links (ELOOP). */
  LINK_LOOP,
  /** A name or path is too long (ENAMETOOLONG). */
  NAME_TOO_LONG,
  /** The target is a mount point, as of a bind-mounted file (EBUSY). */
  BUSY,
  /** The file is in use as a program or as swap space (ETXTBSY). */
  TEXT_BUSY,
  /** Metadata can't be kept, and {@link LossPolicy#FAIL} was asked for. */
  LOSS_REFUSED,
  /** The owner, the group or an ACL names an id that {@link MoveOptions#owners()} doesn't map. */
  OWNER_NOT_MAPPED,
  /** Another merge is at work in the root. */
  LOCKED,
  /** A transaction in the root was cut off: it has to be recovered before anything else. */
  RECOVERY_NEEDED,
  /** The journal of a transaction is damaged: nothing was done by it. */
  JOURNAL_DAMAGED,
  /**
   * Something in the root was changed by others while a transaction was at work; or the target
   * while the source, another name of it, was to go.
   */
  TARGET_CHANGED,
  /**
   * The image has two entries for one name of the root, by two paths that a link of the root makes
   * one, or one for the name that a pending update gets: no transaction takes both. Or two sources
   * of one command have the same name: the first would be lost.
   */
  SAME_TARGET,
  /** The image has an entry of the name that transactions keep for themselves. */
  RESERVED_NAME,
  /** The caller cancelled. */
  CANCELLED,
  /** Anything else, such as EIO. */
  OTHER
}
