// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How many threads may help with copies at once, in this process: one fewer than there are
 * processors. A helper holds a buffer of this class, so that there are as few of those.
 * Thread-safe.
 */
final class CopyHelpers {
  private static final CopyHelpers OF_PROCESS =
      new CopyHelpers(Runtime.getRuntime().availableProcessors() - 1);

  private final Deque<ByteBuffer> buffers = new ArrayDeque<>();
  private int free;

  private CopyHelpers(int most) {
    free = most;
  }

  static CopyHelpers ofProcess() {
    return OF_PROCESS;
  }

  /** A buffer for one more helper, to be given back; null if there are enough, or no memory. */
  synchronized @Nullable ByteBuffer take() {
    if (free <= 0) {
      return null;
    }
    ByteBuffer buffer = buffers.poll();
    if (buffer == null) {
      try {
        buffer = ByteBuffer.allocateDirect(CopyBuffer.SIZE);
      } catch (OutOfMemoryError e) {
        return null; // no more direct memory: one thread does it
      }
    }
    free--;
    return buffer;
  }

  synchronized void give(ByteBuffer buffer) {
    free++;
    buffers.push(buffer);
  }
}
