// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.syscalls.Errno;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The system calls that are younger than others, or that filters are known to refuse. */
public enum BlockedCall {
  /** {@code ioctl(FICLONE)} alone, no other ioctl. */
  FICLONE,
  /** copy_file_range(2), since Linux 4.5. */
  COPY_FILE_RANGE,
  /** sendfile(2). */
  SENDFILE,
  /** openat2(2), since Linux 5.6. */
  OPENAT2,
  /** renameat2(2), since Linux 3.15; renameat(2) goes on to work. */
  RENAMEAT2,
  /** statx(2), since Linux 4.11. */
  STATX;

  /** {@code _IOW(0x94, 9, int)}. */
  private static final long FICLONE_REQUEST = 0x4004_9409L;

  /** {@code STATX_BASIC_STATS}. */
  private static final long MASK_OF_MOVEFILE = 0x7ff;

  /** What Java takes for a kernel without statx, by itself or by the C library. */
  private static final Set<Errno> UNDERSTOOD_BY_JAVA = EnumSet.of(Errno.ENOSYS, Errno.EPERM);

  /**
   * An argument that tells the calls that are meant from others.
   *
   * @param index from 0
   * @param value in 32 bits
   */
  public record Argument(int index, long value) {}

  /**
   * The name, as seccomp profiles have it.
   *
   * @return such as "ioctl"
   */
  public String systemCall() {
    return this == FICLONE ? "ioctl" : name().toLowerCase(Locale.ROOT);
  }

  /**
   * Which calls are meant. A JVM can't open a jar where statx(2) answers EINVAL or EOPNOTSUPP, so
   * that only the calls of MoveFile can get these: it asks for other fields.
   *
   * @param answer what the call gets
   * @return empty if all are
   */
  public Optional<Argument> argument(Errno answer) {
    return switch (this) {
      case FICLONE -> Optional.of(new Argument(1, FICLONE_REQUEST));
      case STATX ->
          UNDERSTOOD_BY_JAVA.contains(answer)
              ? Optional.empty()
              : Optional.of(new Argument(3, MASK_OF_MOVEFILE));
      default -> Optional.empty();
    };
  }

  /**
   * The name, for people.
   *
   * @return such as "FICLONE" or "statx"
   */
  public String label() {
    return this == FICLONE ? name() : systemCall();
  }

  /** The way to copy that this call is. */
  Optional<CopyMethod> copyMethod() {
    return switch (this) {
      case FICLONE -> Optional.of(CopyMethod.REFLINK);
      case COPY_FILE_RANGE -> Optional.of(CopyMethod.COPY_FILE_RANGE);
      case SENDFILE -> Optional.of(CopyMethod.SENDFILE);
      case OPENAT2, RENAMEAT2, STATX -> Optional.empty();
    };
  }
}
