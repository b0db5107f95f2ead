// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.Temps;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that are longer than all devices here together, with little data. */
class HugeSparseFileCheck {
  private static final long TIB = 1L << 40;
  private static final long LENGTH = 2 * TIB;
  private static final byte[] DATA = Given.bytes(10_000);

  /** Aligned, so that no file system has to fill a block up. */
  private static final List<Long> DATA_AT = List.of(0L, TIB + 12 * 4096, LENGTH - 16 * 4096);

  @Test
  void fileOf2TiB_travelsWithItsHoles() throws IOException {
    try (LoopFileSystem ext4 = Kind.EXT4.large().mount();
        LoopFileSystem xfs = Kind.XFS.large().mount();
        LoopFileSystem btrfs = Kind.BTRFS.large().mount()) {
      Path at = make(ext4.root().resolve("huge"), LENGTH);
      for (LoopFileSystem next : List.of(xfs, btrfs, ext4, btrfs, xfs, ext4)) {
        at = move(at, next.root().resolve("huge"));
      }
    }
  }

  /** In blocks of 1 KiB, ext4 has numbers for 4 TiB. */
  @Test
  void fileThatIsTooLongForTheTarget() throws IOException {
    try (LoopFileSystem xfs = Kind.XFS.large().mount();
        LoopFileSystem ext4 = Kind.EXT4.small().mount()) {
      Path source = make(xfs.root().resolve("source"), 5 * TIB);
      Path target = Given.old(ext4.root().resolve("target"));
      FileRecord targetBefore = FileRecord.of(target);

      MoveException failure =
          catchThrowableOfType(MoveException.class, () -> MoveFile.create().move(source, target));

      assertThat(failure.failure()).isEqualTo(MoveFailure.FILE_TOO_LARGE);
      assertThat(failure.errno()).contains(Errno.EFBIG);
      assertThat(failure.step()).isEqualTo(MoveStep.COPY);
      assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
      assertThat(failure).hasMessageContaining(source.toString()).hasMessageContaining("EFBIG");
      assertHasAll(source, 5 * TIB);
      assertThat(FileRecord.of(target).isUntouchedSince(targetBefore)).isTrue();
      assertThat(Temps.in(ext4.root())).isEmpty();
    }
  }

  private static Path make(Path file, long length) throws IOException {
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(length);
      for (long at : DATA_AT) {
        huge.seek(at);
        huge.write(DATA);
      }
      huge.getFD().sync();
    }
    assertHasAll(file, length);
    return file;
  }

  /** One look for data and one for a hole an extent, and no read of a hole. */
  private static Path move(Path source, Path target) throws IOException {
    RecordingSyscalls calls = new RecordingSyscalls(Syscalls.system());

    MoveResult result = MoveFile.using(calls.syscalls()).move(source, target);

    assertThat(result.method()).isEqualTo(MoveMethod.COPIED);
    assertThat(result.bytes()).isEqualTo(LENGTH);
    assertThat(result.warnings()).isEmpty();
    assertThat(result.copy().orElseThrow().bytesCopied()).isLessThan(6L * DATA.length);
    assertThat(result.copy().orElseThrow().holes()).isEqualTo(DATA_AT.size());
    assertThat(calls.names()).hasSizeLessThan(50);
    assertThat(source).doesNotExist();
    assertHasAll(target, LENGTH);
    return target;
  }

  private static void assertHasAll(Path file, long length) throws IOException {
    FileStat facts =
        Syscalls.system().paths().statx(Fd.CWD, RawPath.of(file), AtFlags.SYMLINK_NOFOLLOW);
    assertThat(facts.size()).isEqualTo(length);
    assertThat(facts.blocks()).as("of 512 bytes").isLessThan(200);
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "r")) {
      byte[] found = new byte[DATA.length];
      for (long at : DATA_AT) {
        huge.seek(at);
        huge.readFully(found);
        assertThat(found).as("at %s", at).isEqualTo(DATA);
      }
    }
  }
}
