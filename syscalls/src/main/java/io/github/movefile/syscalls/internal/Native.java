// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;

/**
 * The loaded C library with what every call needs: errno, scratch memory, the architecture.
 *
 * @param library where the functions are
 * @param libc those on files
 * @param scratch memory of the calling thread
 * @param architecture of this machine
 */
record Native(CLibrary library, LibC libc, ThreadLocal<Scratch> scratch, Architecture architecture)
    implements Fd.Closer {
  static Native load(Architecture architecture) {
    CLibrary library = CLibrary.load();
    return new Native(library, new LibC(library), Scratch.perThread(), architecture);
  }

  /** Throws if a call returned -1. */
  int check(String call, int result) throws ErrnoException {
    if (result == -1) {
      throw failure(call);
    }
    return result;
  }

  /** Throws if a call returned -1. */
  long check(String call, long result) throws ErrnoException {
    if (result == -1) {
      throw failure(call);
    }
    return result;
  }

  ErrnoException failure(String call) {
    return new ErrnoException(call, library.errno());
  }

  Fd own(int number) {
    return Fd.adopt(number, this);
  }

  @Override
  public void close(int number) throws ErrnoException {
    check("close", libc.close(number));
  }
}
