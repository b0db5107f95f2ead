// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import java.io.IOException;

/** A copy failed for good: which call, why, on which file and where in it. */
public final class FileCopyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final ErrnoException failure;
  private final CopySide side;
  private final long offset;

  /**
   * A failed copy.
   *
   * @param failure what the kernel said
   * @param side the file that it is about
   * @param offset where in the file, in bytes
   */
  public FileCopyException(ErrnoException failure, CopySide side, long offset) {
    this(failure, side, offset, "");
  }

  /**
   * A failed copy.
   *
   * @param failure what the kernel said
   * @param side the file that it is about
   * @param offset where in the file, in bytes
   * @param files put before the message, such as {@code "a to b: "}
   */
  public FileCopyException(ErrnoException failure, CopySide side, long offset, String files) {
    super(files + failure.getMessage() + words(side) + " at byte " + offset, failure);
    this.failure = failure;
    this.side = side;
    this.offset = offset;
  }

  private static String words(CopySide side) {
    return switch (side) {
      case SOURCE -> " on the source";
      case TARGET -> " on the target";
      case EITHER -> " on source or target";
    };
  }

  /**
   * The system call that failed.
   *
   * @return such as {@code "pwrite"}
   */
  public String call() {
    return failure.call();
  }

  /**
   * Why it failed.
   *
   * @return the constant; the cause has the number
   */
  public Errno errno() {
    return failure.errno();
  }

  /**
   * The file that the failure is about.
   *
   * @return a side
   */
  public CopySide side() {
    return side;
  }

  /**
   * How far the copy was.
   *
   * @return offset in bytes
   */
  public long offset() {
    return offset;
  }

  /**
   * What the kernel said.
   *
   * @return the cause
   */
  public ErrnoException failure() {
    return failure;
  }
}
