// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.Errno;
import java.util.EnumSet;
import java.util.Set;

/** Errnos that say "not here" rather than "something is broken". */
final class Unsupported {
  /**
   * A call that sets metadata is refused: for want of a privilege (EPERM, EACCES), since an id has
   * no number in this user namespace (EINVAL, EOVERFLOW), or since the file system has no such
   * thing.
   */
  static final Set<Errno> METADATA =
      EnumSet.of(
          Errno.EPERM,
          Errno.EACCES,
          Errno.EINVAL,
          Errno.EOVERFLOW,
          Errno.EOPNOTSUPP,
          Errno.ENOTSUPP,
          Errno.ENOSYS,
          Errno.ENOTTY);

  /** There are no inode flags here: the file system or the kernel doesn't know of them. */
  static final Set<Errno> INODE_FLAGS =
      EnumSet.of(Errno.EOPNOTSUPP, Errno.ENOTSUPP, Errno.ENOSYS, Errno.ENOTTY);

  /**
   * A hard link can't be made here: another file system or mount (EXDEV), too many links (EMLINK),
   * a file system without links or fs.protected_hardlinks (EPERM, EACCES), a candidate that went
   * away (ENOENT, ENOTDIR, ELOOP) or that nothing can be called (ENAMETOOLONG), or no such call at
   * all.
   */
  static final Set<Errno> HARD_LINK =
      EnumSet.of(
          Errno.EXDEV,
          Errno.EMLINK,
          Errno.EPERM,
          Errno.EACCES,
          Errno.ENOENT,
          Errno.ENOTDIR,
          Errno.ELOOP,
          Errno.ENAMETOOLONG,
          Errno.EOPNOTSUPP,
          Errno.ENOTSUPP,
          Errno.ENOSYS);

  /**
   * fsync(2) of a directory isn't known to the file system. EROFS is none of these: a name was just
   * changed there, so that the file system has become read-only since, as ext4 and btrfs do after
   * an error, and won't store it.
   */
  static final Set<Errno> DIRECTORY_SYNC =
      EnumSet.of(Errno.EINVAL, Errno.EOPNOTSUPP, Errno.ENOTSUPP);

  private Unsupported() {}
}
