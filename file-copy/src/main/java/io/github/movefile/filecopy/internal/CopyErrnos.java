// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopySide;
import io.github.movefile.syscalls.Errno;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an errno means for a copy. Falling back is the rule: which errno says "not here" differs
 * between file systems and kernels (CIFS answers ENOENT, seccomp filters EPERM, old kernels EBADF),
 * so only those are final that a plainer method would meet as well, or whose retry does harm.
 */
final class CopyErrnos {
  /** The device or the memory failed: reading it again another way hides it at best. */
  private static final Set<Errno> BROKEN = EnumSet.of(Errno.EIO, Errno.ENOMEM, Errno.ESTALE);

  /** The target takes no more: the next method would only find that out later. */
  private static final Set<Errno> FULL =
      EnumSet.of(Errno.ENOSPC, Errno.EDQUOT, Errno.EFBIG, Errno.EROFS);

  /**
   * ioctl_ficlone(2) answers EROFS, EFBIG and ESTALE by itself; the copy that follows asks again.
   */
  private static final Set<Errno> FINAL_FOR_REFLINK =
      EnumSet.of(Errno.EIO, Errno.ENOMEM, Errno.ENOSPC, Errno.EDQUOT);

  private CopyErrnos() {}

  /** Whether a failed copy_file_range, sendfile or lseek ends the copy. */
  static boolean isFinal(Errno errno) {
    return BROKEN.contains(errno) || FULL.contains(errno);
  }

  /** Whether a failed FICLONE ends the copy. */
  static boolean isFinalForReflink(Errno errno) {
    return FINAL_FOR_REFLINK.contains(errno);
  }

  /** The file that a failure of a call on two files is about. */
  static CopySide sideOf(Errno errno) {
    return FULL.contains(errno) ? CopySide.TARGET : CopySide.EITHER;
  }
}
