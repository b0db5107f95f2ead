// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.doctor;

import io.github.movefile.cli.shared.RawAcl;
import io.github.movefile.cli.shared.Sizes;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.XattrFlag;
import io.github.movefile.syscalls.XattrName;
import java.util.EnumSet;
import java.util.Set;

/** Probes of extended attributes. */
final class XattrProbes {
  /** {@code XATTR_SIZE_MAX}: the kernel itself takes no more, xattr(7). */
  private static final int KERNEL_LIMIT = 65_536;

  /** What file systems say of a value that is too large for them. */
  private static final Set<Errno> TOO_LARGE =
      EnumSet.of(Errno.ENOSPC, Errno.E2BIG, Errno.ERANGE, Errno.EINVAL, Errno.EDQUOT, Errno.EFBIG);

  private XattrProbes() {}

  static String namespace(ProbeDirectory directory, String prefix) throws ErrnoException {
    set(directory, XattrName.of(prefix + "movefile"), new byte[] {1});
    return Probe.YES;
  }

  static String acl(ProbeDirectory directory) throws ErrnoException {
    set(directory, RawAcl.ACCESS, RawAcl.withUser(0));
    return Probe.YES;
  }

  static String largestValue(ProbeDirectory directory) throws ErrnoException {
    XattrName name = XattrName.of("user.movefile");
    set(directory, name, new byte[1]);
    int fits = 1;
    int tooLarge = KERNEL_LIMIT + 1;
    for (int size = KERNEL_LIMIT; fits + 1 < tooLarge; size = (fits + tooLarge) / 2) {
      try {
        set(directory, name, new byte[size]);
        fits = size;
      } catch (ErrnoException e) {
        if (!TOO_LARGE.contains(e.errno())) {
          throw e;
        }
        tooLarge = size;
      }
    }
    return fits == KERNEL_LIMIT ? "64 KiB" : Sizes.count(fits, "byte", "bytes");
  }

  private static void set(ProbeDirectory directory, XattrName name, byte[] value)
      throws ErrnoException {
    try (Fd file = directory.open(directory.freeName())) {
      directory.calls().xattrs().fsetxattr(file, name, value, XattrFlag.SET);
    }
  }
}
