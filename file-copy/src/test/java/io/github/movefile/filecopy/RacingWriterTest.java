// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.FallocateMode;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A thread changes the source all the time: every copy ends, and invents no byte. */
class RacingWriterTest {
  private static final int BLOCK = 4096;
  private static final int BLOCKS = 512;
  private static final int QUIET = 64;
  private static final int COPIES = 60;

  @AutoClose private final TempTree temp = TempTree.create();
  private final byte[] pattern = new byte[BLOCKS * BLOCK];

  /** Holes are punched and filled again with what was there: each byte is itself or 0. */
  @ParameterizedTest
  @EnumSource(names = {"COPY_FILE_RANGE", "SENDFILE", "READ_WRITE"})
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void holesComingAndGoing(CopyMethod method) throws Exception {
    Path source = patterned();
    race(
        source,
        (calls, fd, random) -> {
          int block = QUIET + random.nextInt(BLOCKS - 2 * QUIET);
          if (random.nextBoolean()) {
            calls.fallocate(fd, FallocateMode.PUNCH_HOLE, (long) block * BLOCK, BLOCK);
          } else {
            write(calls, fd, block);
          }
        },
        () -> copyIsTrue(source, method));
  }

  /** The length goes up and down: the copy is as long as it says, and true as far as it goes. */
  @ParameterizedTest
  @EnumSource(names = {"COPY_FILE_RANGE", "SENDFILE", "READ_WRITE"})
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void lengthGoingUpAndDown(CopyMethod method) throws Exception {
    Path source = patterned();
    race(
        source,
        (calls, fd, random) -> {
          if (random.nextBoolean()) {
            calls.ftruncate(fd, (QUIET + random.nextInt(BLOCKS - 2 * QUIET)) * (long) BLOCK);
          } else {
            for (int block = QUIET; block < BLOCKS; block++) {
              write(calls, fd, block);
            }
          }
        },
        () -> copyIsTrue(source, method));
  }

  private interface Change {
    void make(DataCalls calls, Fd fd, Random random) throws IOException;
  }

  private static void race(Path source, Change change, Callable<Void> copy) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger changes = new AtomicInteger();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (Fd fd = OpenFiles.open(source, OpenFlags.READ_WRITE)) {
      Future<Void> writer =
          other.submit(
              () -> {
                Random random = new Random(1);
                while (!over.get()) {
                  change.make(Syscalls.system().data(), fd, random);
                  changes.incrementAndGet();
                }
                return null;
              });
      try {
        for (int i = 0; i < COPIES; i++) {
          copy.call();
        }
      } finally {
        over.set(true);
        writer.get(30, TimeUnit.SECONDS);
      }
      assertThat(changes.get()).as("changes made meanwhile").isPositive();
    } finally {
      other.shutdown();
    }
  }

  private Void copyIsTrue(Path source, CopyMethod method) throws IOException {
    Path target = temp.path("target");
    CopyOptions options = CopyOptions.builder().methods(EnumSet.of(method)).build();

    CopyResult result = FileCopy.create().copy(source, target, options);

    byte[] copied = Files.readAllBytes(target);
    Files.delete(target);
    assertThat(copied.length)
        .isEqualTo((int) result.length())
        .isBetween(QUIET * BLOCK, pattern.length);
    assertThat(Arrays.mismatch(copied, 0, QUIET * BLOCK, pattern, 0, QUIET * BLOCK)).isEqualTo(-1);
    for (int i = 0; i < copied.length; i++) {
      if (copied[i] != 0 && copied[i] != pattern[i]) {
        throw new AssertionError("byte " + i + " was never in the source");
      }
    }
    return null;
  }

  private Path patterned() throws IOException {
    new Random(7).nextBytes(pattern);
    return temp.file("source", pattern);
  }

  private void write(DataCalls calls, Fd fd, int block) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(BLOCK).put(pattern, block * BLOCK, BLOCK).flip();
    calls.pwrite(fd, bytes, (long) block * BLOCK);
  }
}
