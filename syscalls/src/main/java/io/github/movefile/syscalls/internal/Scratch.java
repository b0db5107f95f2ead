// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.XattrName;
import java.util.function.Supplier;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Native memory of one thread for the arguments of one call: paths, structures, small values.
 * Allocated once a thread, so that a call allocates nothing.
 */
final class Scratch {
  /** {@code XATTR_SIZE_MAX} and {@code XATTR_LIST_MAX}, {@code linux/limits.h}. */
  static final int VALUE_SIZE = 65536;

  /** Some 1,000 to 2,000 directory entries a call. */
  static final int ENTRIES_SIZE = 65536;

  static final int PATH_SIZE = 4096;
  private static final int STRUCT_SIZE = 512;

  private final Runtime runtime;
  private final Pointer firstPath;
  private final Pointer secondPath;
  private final Pointer struct;
  private final Pointer value;

  private Scratch(Runtime runtime) {
    this.runtime = runtime;
    this.firstPath = Memory.allocateDirect(runtime, PATH_SIZE);
    this.secondPath = Memory.allocateDirect(runtime, PATH_SIZE);
    this.struct = Memory.allocateDirect(runtime, STRUCT_SIZE);
    this.value = Memory.allocateDirect(runtime, VALUE_SIZE);
  }

  static Supplier<Scratch> perThread(Runtime runtime) {
    ThreadLocal<Scratch> local = ThreadLocal.withInitial(() -> new Scratch(runtime));
    return local::get;
  }

  /** The first path of a call, or its only one. */
  Pointer first(RawPath path) {
    return cString(firstPath, path.unsafeBytes());
  }

  /** The second path of a call. */
  Pointer second(RawPath path) {
    return cString(secondPath, path.unsafeBytes());
  }

  Pointer name(XattrName name) {
    return cString(secondPath, name.unsafeBytes());
  }

  /** Room for a structure of at most 512 bytes. */
  Pointer struct() {
    return struct;
  }

  /** Room for 64 KiB: an attribute's value, a list of names, directory entries. */
  Pointer value() {
    return value;
  }

  /** An array of two {@code struct timespec}. */
  Pointer times(Timespec atime, Timespec mtime) {
    struct.putLong(0, atime.seconds());
    struct.putLong(8, atime.nanos());
    struct.putLong(16, mtime.seconds());
    struct.putLong(24, mtime.nanos());
    return struct;
  }

  private Pointer cString(Pointer room, byte[] bytes) {
    // A path that is too long goes to the kernel all the same: its ENAMETOOLONG is the right error.
    Pointer target =
        bytes.length < PATH_SIZE ? room : Memory.allocateDirect(runtime, bytes.length + 1);
    target.put(0, bytes, 0, bytes.length);
    target.putByte(bytes.length, (byte) 0);
    return target;
  }
}
