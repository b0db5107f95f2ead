// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.FallocateMode;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written to by a seeded plan, and the history of it: what it held after each step.
 * Each block begins with the number of the step that wrote it; the rest of it is zeros, so that no
 * reader can see half of a step.
 */
final class Scribble implements AutoCloseable {
  private static final int BLOCK = 4096;
  private static final int LEAST_BLOCKS = 40;
  private static final int MOST_BLOCKS = 128;

  /** For who only appends; in the end the last block is written again and again. */
  private static final int LONGEST = 2048;

  /** What a writer may do to a file. */
  enum Habit {
    APPENDING,
    OVERWRITING,
    TRUNCATING,
    PUNCHING
  }

  /**
   * One step.
   *
   * @param block that is written or punched, or the new length in blocks
   */
  private record Step(What what, int block) {}

  private enum What {
    WRITE,
    PUNCH,
    TRUNCATE
  }

  private final DataCalls calls = Syscalls.system().data();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BLOCK);
  private final List<Step> steps = new ArrayList<>();
  private final Random random = new Random(1);
  private final Fd file;
  private int length;

  /** Makes the file, with a first history. */
  Scribble(Path path) throws IOException {
    OpenFlags flags = OpenFlags.READ_WRITE.with(OpenFlags.CREATE).with(OpenFlags.EXCLUSIVE);
    file = Syscalls.system().paths().openat(Fd.CWD, RawPath.of(path), flags, 0644);
    while (length < LEAST_BLOCKS) {
      make(new Step(What.WRITE, length));
    }
  }

  /** Takes one step. */
  void next(Habit habit) throws IOException {
    make(
        switch (habit) {
          case APPENDING -> new Step(What.WRITE, Math.min(length, LONGEST));
          case OVERWRITING -> new Step(What.WRITE, steps.size() % length);
          case TRUNCATING ->
              length == MOST_BLOCKS
                  ? new Step(What.TRUNCATE, random.nextInt(LEAST_BLOCKS, MOST_BLOCKS))
                  : new Step(What.WRITE, length);
          case PUNCHING ->
              new Step(random.nextBoolean() ? What.PUNCH : What.WRITE, random.nextInt(length));
        });
  }

  private void make(Step step) throws IOException {
    steps.add(step);
    long at = (long) step.block() * BLOCK;
    switch (step.what()) {
      case WRITE -> {
        buffer.clear().putLong(0, steps.size());
        calls.pwrite(file, buffer, at);
        length = Math.max(length, step.block() + 1);
      }
      case PUNCH -> calls.fallocate(file, FallocateMode.PUNCH_HOLE, at, BLOCK);
      case TRUNCATE -> {
        calls.ftruncate(file, at);
        length = step.block();
      }
    }
  }

  /** How many steps were taken. */
  int size() {
    return steps.size();
  }

  /** Whether contents are what the file held after some step. */
  boolean heldEver(byte[] contents) {
    return heldSince(0, contents);
  }

  /** Whether each block of the contents was in the file at some time. */
  boolean heldInParts(byte[] contents) {
    long[] found = tags(contents);
    return found != null && Arrays.stream(found).allMatch(tag -> tag <= steps.size());
  }

  /** The time of its last step, as others see it. */
  Timespec time() throws IOException {
    return calls.fstat(file).ctime();
  }

  /** Whether contents are what the file holds now. */
  boolean holds(byte[] contents) {
    return heldSince(steps.size(), contents);
  }

  private boolean heldSince(int first, byte[] contents) {
    long[] found = tags(contents);
    if (found == null) {
      return false;
    }
    long[] blocks = new long[LONGEST + 1];
    int blockCount = 0;
    boolean held = false;
    for (int n = 1; n <= steps.size() && !held; n++) {
      Step step = steps.get(n - 1);
      switch (step.what()) {
        case WRITE -> {
          blocks[step.block()] = n;
          blockCount = Math.max(blockCount, step.block() + 1);
        }
        case PUNCH -> blocks[step.block()] = 0;
        case TRUNCATE -> {
          Arrays.fill(blocks, step.block(), blockCount, 0);
          blockCount = step.block();
        }
      }
      held =
          n >= first
              && blockCount == found.length
              && Arrays.equals(blocks, 0, blockCount, found, 0, found.length);
    }
    return held;
  }

  /** The number that each block begins with; null if anything else is in them. */
  private static long @Nullable [] tags(byte[] contents) {
    if (contents.length % BLOCK != 0) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.wrap(contents);
    long[] tags = new long[contents.length / BLOCK];
    byte[] zeros = new byte[BLOCK - Long.BYTES];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = bytes.getLong(i * BLOCK);
      int rest = i * BLOCK + Long.BYTES;
      if (!Arrays.equals(contents, rest, rest + zeros.length, zeros, 0, zeros.length)) {
        return null;
      }
    }
    return tags;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
