// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import java.util.Arrays;

/**
 * Calls functions of the C library by jffi, the layer below jnr-ffi and jnr-posix, which takes a
 * tenth of their time to load.
 *
 * <p>All arguments are 64-bit words, which the calling conventions of x86-64 and aarch64 allow: the
 * callee takes of a register what its type needs, also behind the fixed arguments of ioctl(2) and
 * syscall(2). Of a result that is an int the upper half means nothing. Thread-safe.
 */
final class CLibrary {
  private static final Invoker INVOKER = Invoker.getInstance();
  private static final LastError LAST_ERROR = LastError.getInstance();
  private static final CallContext NONE = context(0);
  private static final CallContext ONE = context(1);
  private static final CallContext TWO = context(2);
  private static final CallContext THREE = context(3);
  private static final CallContext FOUR = context(4);
  private static final CallContext FIVE = context(5);
  private static final CallContext SIX = context(6);

  private final Library library;

  private CLibrary(Library library) {
    this.library = library;
  }

  /** The one that the process has. */
  static CLibrary load() {
    Library library = Library.openLibrary("libc.so.6", Library.LAZY);
    if (library == null) {
      throw new UnsatisfiedLinkError(Library.getLastError());
    }
    return new CLibrary(library);
  }

  private static CallContext context(int arguments) {
    Type[] types = new Type[arguments];
    Arrays.fill(types, Type.SINT64);
    return new CallContext(Type.SINT64, types);
  }

  /** Where a function is. */
  long address(String function) {
    long address = library.getSymbolAddress(function);
    if (address == 0) {
      throw new UnsatisfiedLinkError("the C library has no " + function);
    }
    return address;
  }

  /** What the last call of this thread has left, which was saved right after it. */
  int errno() {
    return LAST_ERROR.get();
  }

  long call(long function) {
    return INVOKER.invokeL0(NONE, function);
  }

  long call(long function, long a) {
    return INVOKER.invokeL1(ONE, function, a);
  }

  long call(long function, long a, long b) {
    return INVOKER.invokeL2(TWO, function, a, b);
  }

  long call(long function, long a, long b, long c) {
    return INVOKER.invokeL3(THREE, function, a, b, c);
  }

  long call(long function, long a, long b, long c, long d) {
    return INVOKER.invokeL4(FOUR, function, a, b, c, d);
  }

  long call(long function, long a, long b, long c, long d, long e) {
    return INVOKER.invokeL5(FIVE, function, a, b, c, d, e);
  }

  long call(long function, long a, long b, long c, long d, long e, long f) {
    return INVOKER.invokeL6(SIX, function, a, b, c, d, e, f);
  }
}
