// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import java.util.function.Supplier;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/**
 * The loaded C library with what every call needs: errno, scratch memory, the architecture.
 *
 * @param libc the functions
 * @param runtime of jnr-ffi, which saves errno per thread right after each call
 * @param scratch memory of the calling thread
 * @param architecture of this machine
 */
record Native(LibC libc, Runtime runtime, Supplier<Scratch> scratch, Architecture architecture) {
  static Native load(Architecture architecture) {
    LibC libc = LibraryLoader.create(LibC.class).failImmediately().load("c");
    Runtime runtime = Runtime.getRuntime(libc);
    return new Native(libc, runtime, Scratch.perThread(runtime), architecture);
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
    return new ErrnoException(call, runtime.getLastError());
  }

  Fd own(int number) {
    return Fd.adopt(number, n -> check("close", libc.close(n)));
  }
}
