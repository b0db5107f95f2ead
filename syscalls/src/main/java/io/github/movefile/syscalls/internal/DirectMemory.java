// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside the heap, whose address C gets. It is freed some time after this is unreachable,
 * so whoever makes a call with it must hold it until the call is over. Of one thread.
 */
public final class DirectMemory {
  private static final MemoryIO MEMORY = MemoryIO.getInstance();

  private final ByteBuffer bytes;
  private final long address;

  private DirectMemory(ByteBuffer bytes) {
    this.bytes = bytes;
    this.address = addressOf(bytes);
  }

  /** Memory of so many bytes, all 0. */
  static DirectMemory ofSize(int size) {
    return of(ByteBuffer.allocateDirect(size));
  }

  /**
   * The memory of a buffer.
   *
   * @param bytes a direct one; all of it counts, whatever its position
   * @return over the same bytes
   */
  public static DirectMemory of(ByteBuffer bytes) {
    return new DirectMemory(bytes.duplicate().clear().order(ByteOrder.nativeOrder()));
  }

  /** Where a direct buffer's memory starts, whatever its position. */
  static long addressOf(ByteBuffer buffer) {
    if (!buffer.isDirect()) {
      throw new IllegalArgumentException("not a direct buffer");
    }
    return MEMORY.getDirectBufferAddress(buffer);
  }

  long address() {
    return address;
  }

  int size() {
    return bytes.capacity();
  }

  byte getByte(int at) {
    return bytes.get(at);
  }

  short getShort(int at) {
    return bytes.getShort(at);
  }

  int getInt(int at) {
    return bytes.getInt(at);
  }

  long getLong(int at) {
    return bytes.getLong(at);
  }

  void putByte(int at, byte value) {
    bytes.put(at, value);
  }

  void putLong(int at, long value) {
    bytes.putLong(at, value);
  }

  void get(int at, byte[] to, int count) {
    bytes.get(at, to, 0, count);
  }

  void put(int at, byte[] from, int count) {
    bytes.put(at, from, 0, count);
  }
}
