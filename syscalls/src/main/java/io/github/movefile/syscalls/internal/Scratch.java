// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.XattrName;

/**
 * Native memory of one thread for the arguments of one call: paths, structures, small values.
 * Allocated once a thread, so that a call allocates nothing.
 */
final class Scratch {
  /** {@code XATTR_SIZE_MAX} and {@code XATTR_LIST_MAX}, {@code linux/limits.h}. */
  static final int VALUE_SIZE = 65536;

  /** Some 1,000 to 2,000 directory entries a call. */
  static final int ENTRIES_SIZE = 65536;

  /** {@code PATH_MAX}: a path of that length, without the 0 behind it, is too long. */
  static final int PATH_SIZE = 4096;

  private static final int STRUCT_SIZE = 512;

  private final DirectMemory firstPath;
  private final DirectMemory secondPath;
  private final DirectMemory struct;
  private final DirectMemory value;

  private Scratch() {
    this.firstPath = DirectMemory.ofSize(PATH_SIZE + 1);
    this.secondPath = DirectMemory.ofSize(PATH_SIZE + 1);
    this.struct = DirectMemory.ofSize(STRUCT_SIZE);
    this.value = DirectMemory.ofSize(VALUE_SIZE);
  }

  /** Without a lambda, which would take half a millisecond of the start. */
  static ThreadLocal<Scratch> perThread() {
    return new ThreadLocal<>() {
      @Override
      protected Scratch initialValue() {
        return new Scratch();
      }
    };
  }

  /** The first path of a call, or its only one. */
  DirectMemory first(RawPath path) {
    return cString(firstPath, path.unsafeBytes());
  }

  /** The second path of a call. */
  DirectMemory second(RawPath path) {
    return cString(secondPath, path.unsafeBytes());
  }

  DirectMemory name(XattrName name) {
    return cString(secondPath, name.unsafeBytes());
  }

  /** Room for a structure of at most 512 bytes. */
  DirectMemory struct() {
    return struct;
  }

  /** Room for 64 KiB: an attribute's value, a list of names, directory entries. */
  DirectMemory value() {
    return value;
  }

  /** An array of two {@code struct timespec}. */
  DirectMemory times(Timespec atime, Timespec mtime) {
    struct.putLong(0, atime.seconds());
    struct.putLong(8, atime.nanos());
    struct.putLong(16, mtime.seconds());
    struct.putLong(24, mtime.nanos());
    return struct;
  }

  private static DirectMemory cString(DirectMemory room, byte[] bytes) {
    // A path that is too long goes to the kernel all the same: its ENAMETOOLONG is the right error,
    // and comes of what fits. So it is with names of attributes, and ERANGE.
    int length = Math.min(bytes.length, PATH_SIZE);
    room.put(0, bytes, length);
    room.putByte(length, (byte) 0);
    return room;
  }
}
