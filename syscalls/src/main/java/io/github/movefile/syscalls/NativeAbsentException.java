// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

/** Something needs system calls, and this process can't make them. */
public final class NativeAbsentException extends UnsupportedOperationException {
  private static final long serialVersionUID = 1L;

  /**
   * The absence as an exception.
   *
   * @param absent why there are none
   */
  public NativeAbsentException(NativeLayer.Absent absent) {
    super(absent.reason(), absent.cause());
  }
}
