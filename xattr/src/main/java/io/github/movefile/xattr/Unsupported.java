// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import java.util.EnumSet;
import java.util.Set;

/** Which errors say that there are no attributes, rather than that reading them failed. */
final class Unsupported {
  /**
   * The file system (EOPNOTSUPP; ENOTSUPP is the kernel's own number for it, which some network
   * file systems let out) or the namespace is without attributes.
   */
  private static final Set<Errno> ATTRIBUTE = EnumSet.of(Errno.EOPNOTSUPP, Errno.ENOTSUPP);

  /**
   * Beside those: ENOSYS of a kernel or a FUSE server without the call. EPERM, of a security module
   * or a seccomp filter, is none of them: there may be attributes, and losing them would be silent.
   */
  private static final Set<Errno> LISTING =
      EnumSet.of(Errno.EOPNOTSUPP, Errno.ENOTSUPP, Errno.ENOSYS);

  private Unsupported() {}

  /** Whether a file that can't be listed counts as one without attributes. */
  static boolean forListing(ErrnoException e) {
    return LISTING.contains(e.errno());
  }

  /** Whether an attribute that can't be read or removed counts as absent. */
  static boolean forAttribute(ErrnoException e) {
    return ATTRIBUTE.contains(e.errno());
  }
}
