// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import java.nio.ByteBuffer;

/**
 * The buffer of the calling thread. 64 to 256 KiB were equally fast in measurements, 4 KiB a
 * quarter slower. It has the size that cp(1) of coreutils 9 takes: the page cache makes folios of
 * the size of a write, and those that another copy gave back are reused only for writes no larger.
 * Nothing in it has to survive a call back to the user, who may copy another file from there.
 */
final class CopyBuffer {
  static final int SIZE = 128 * 1024;

  private static final ThreadLocal<ByteBuffer> OF_THREAD = new PerThread();
  private static final ThreadLocal<ByteBuffer> SECOND_OF_THREAD = new PerThread();

  private CopyBuffer() {}

  private static final class PerThread extends ThreadLocal<ByteBuffer> {
    @Override
    protected ByteBuffer initialValue() {
      return ByteBuffer.allocateDirect(SIZE);
    }
  }

  static ByteBuffer cleared() {
    return OF_THREAD.get().clear();
  }

  /** Another one, for what needs two at once. */
  static ByteBuffer secondCleared() {
    return SECOND_OF_THREAD.get().clear();
  }
}
