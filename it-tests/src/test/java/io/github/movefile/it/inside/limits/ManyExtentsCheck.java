// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.it.inside.limits.Extents.Extent;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveResult;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * 100,000 extents of 4 KiB with as many holes between, from each file system to each other. Their
 * contents tell where they belong.
 */
class ManyExtentsCheck {
  private static final int EXTENTS = 100_000;
  private static final int BLOCK = 4096;
  private static final long LENGTH = 2L * EXTENTS * BLOCK;
  private static final long SIZE = 640L << 20;

  private static final List<Extent> ALL =
      IntStream.range(0, EXTENTS)
          .mapToObj(i -> new Extent(2L * i * BLOCK, (2L * i + 1) * BLOCK))
          .toList();

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void everyExtentAndEveryHole_travels() throws IOException {
    FaultInjectingSyscalls counted = new FaultInjectingSyscalls(Syscalls.system());
    try (LoopFileSystem ext4 = Kind.EXT4.large().size(SIZE).mount();
        LoopFileSystem xfs = Kind.XFS.large().size(SIZE).mount();
        LoopFileSystem btrfs = Kind.BTRFS.large().size(SIZE).mount()) {
      Path at = make(ext4.root().resolve("file"));
      at = move(MoveFile.using(counted.syscalls()), at, xfs);
      for (LoopFileSystem next : List.of(ext4, btrfs, xfs, btrfs, ext4)) {
        at = move(MoveFile.create(), at, next);
      }
      assertContents(at);
    }
    int all = counted.counts().values().stream().mapToInt(Integer::intValue).sum();
    assertThat(all)
        .as("not growing faster than the extents: %s", counted.counts())
        .isLessThan(5 * EXTENTS);
  }

  private static Path make(Path file) throws IOException {
    try (RandomAccessFile whole = new RandomAccessFile(file.toFile(), "rw")) {
      whole.setLength(LENGTH);
      for (int i = 0; i < EXTENTS; i++) {
        whole.seek(ALL.get(i).start());
        whole.write(contents(i));
      }
    }
    return file;
  }

  private static byte[] contents(int number) {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) number);
    ByteBuffer.wrap(block).putInt(number);
    return block;
  }

  private static Path move(MoveFile mover, Path source, LoopFileSystem to) throws IOException {
    Path target = to.root().resolve("file");

    MoveResult result = mover.move(source, target);

    assertThat(result.method()).isEqualTo(MoveMethod.COPIED);
    assertThat(result.warnings()).isEmpty();
    assertThat(source).doesNotExist();
    assertThat(target).hasSize(LENGTH);
    // What is not stored yet makes btrfs look for holes in all of it, each time.
    Command.of("sync", "-f", target.toString()).run().requireSuccess();
    assertThat(Extents.of(target)).isEqualTo(ALL);
    return target;
  }

  private static void assertContents(Path file) throws IOException {
    byte[] found = new byte[BLOCK];
    try (RandomAccessFile whole = new RandomAccessFile(file.toFile(), "r")) {
      for (int i = 0; i < EXTENTS; i++) {
        whole.seek(ALL.get(i).start());
        whole.readFully(found);
        if (!Arrays.equals(found, contents(i))) {
          throw new AssertionError("extent " + i + " has other contents");
        }
      }
    }
  }
}
