// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static io.github.movefile.merge.internal.ComparedPair.NAME;
import static io.github.movefile.merge.internal.ComparedPair.touch;
import static io.github.movefile.merge.internal.EntryComparison.Equality.DIFFERENT;
import static io.github.movefile.merge.internal.EntryComparison.Equality.EQUAL;
import static io.github.movefile.merge.internal.EntryComparison.Equality.EQUAL_BUT_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.internal.EntryComparison.Equality;
import io.github.movefile.merge.internal.MergeScene.Base;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Regular files: their bytes and times, and how they are read. */
@ParameterizedClass
@EnumSource
class EntryComparisonContentsTest {
  @Parameter Base base;

  private MergeScene scene;
  private ComparedPair pair;

  @BeforeEach
  void setUp() {
    scene = new MergeScene(base);
    pair = new ComparedPair(scene);
  }

  @AfterEach
  void tearDown() {
    scene.close();
  }

  @Test
  void equalFiles_areEqual_toTheNanosecond() throws Exception {
    pair.files(new byte[] {1, 2, 3});
    assertThat(pair.compare()).isEqualTo(EQUAL);
    touch(scene.root(NAME));
    assertThat(pair.compare()).isEqualTo(EQUAL_BUT_TIME);
  }

  @Test
  void emptyFiles_areEqual() throws Exception {
    pair.files(new byte[0]);
    assertThat(pair.compare()).isEqualTo(EQUAL);
  }

  @Test
  void timeThatIsAskedFor_isTheOneCompared() throws Exception {
    pair.files(new byte[] {1});
    Timespec mtime = new Timespec(5, 5);
    pair.moving(MoveOptions.builder().mtime(mtime).build());
    assertThat(pair.compare()).isEqualTo(EQUAL_BUT_TIME);
    Syscalls.system()
        .paths()
        .utimensat(Fd.CWD, RawPath.of(scene.root(NAME)), mtime, mtime, AtFlags.NONE);
    assertThat(pair.compare()).isEqualTo(EQUAL);
  }

  @Test
  void anyByte_makesThemDifferent() throws Exception {
    int length = 600_001; // some buffers
    byte[] contents = new byte[length];
    Arrays.fill(contents, (byte) 'x');
    for (int at : new int[] {0, 1, 131_071, 131_072, 524_288, length - 1}) {
      pair.files(contents);
      byte[] other = contents.clone();
      other[at] ^= 1;
      Files.write(scene.root(NAME), other);
      SampleFiles.stamp(scene.root(NAME));
      assertThat(pair.compare()).as("byte %d", at).isEqualTo(DIFFERENT);
    }
    pair.files(contents);
    assertThat(pair.compare()).isEqualTo(EQUAL);
  }

  @Test
  void sparseFile_isEqualToOneWithZeros() throws Exception {
    pair.files(new byte[300_000]);
    Files.write(scene.root(NAME), new byte[0]);
    try (SeekableByteChannel channel =
        Files.newByteChannel(scene.root(NAME), Set.of(StandardOpenOption.WRITE))) {
      channel.position(299_999).write(ByteBuffer.wrap(new byte[1]));
    }
    SampleFiles.stamp(scene.root(NAME));
    assertThat(pair.compare()).isEqualTo(EQUAL);
  }

  @Test
  void shortReads_areCompared() throws Exception {
    pair.files(new byte[5000]);
    FaultInjectingSyscalls faults = new FaultInjectingSyscalls(Syscalls.system());
    faults.shortenAlways("pread", 999);
    assertThat(pair.compare(NAME, faults.syscalls())).isEqualTo(EQUAL);
    byte[] other = new byte[5000];
    other[4999] = 1;
    Files.write(scene.image(NAME), other);
    assertThat(pair.compare(NAME, faults.syscalls())).isEqualTo(DIFFERENT);
  }

  @Test
  void size_isComparedWithoutOpening() throws Exception {
    pair.files(new byte[] {1, 2, 3});
    Files.write(scene.root(NAME), new byte[] {1, 2});
    RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());
    assertThat(pair.compare(NAME, recording.syscalls())).isEqualTo(DIFFERENT);
    recording.assertNever("llistxattr");
    recording.assertNever("pread");
  }

  @Test
  void oneInodeInBoth_isEqual() throws Exception {
    Files.writeString(scene.image(NAME), "one");
    Files.createLink(scene.root(NAME), scene.image(NAME));
    assertThat(pair.compare()).isEqualTo(EQUAL);
  }

  @Test
  void reading_leavesTimeOfAccess() throws Exception {
    pair.files(new byte[10_000]);
    Timespec old = new Timespec(1_000_000_000, 7); // before the time of change: relatime would set
    for (Path file : pair.both()) {
      Syscalls.system()
          .paths()
          .utimensat(Fd.CWD, RawPath.of(file), old, Timespec.OMIT, AtFlags.NONE);
    }
    assertThat(pair.compare()).isEqualTo(EQUAL);
    for (Path file : pair.both()) {
      assertThat(MergeScene.stat(file).atime()).isEqualTo(old);
    }
  }

  /** What takes the place of a file between the look at it and its opening. */
  private enum Swap {
    EQUAL_FILE,
    LINK_TO_EQUAL_FILE,
    FIFO,
    NOTHING
  }

  @Test
  void fileSwappedAfterTheLook_isNotEqual() throws Exception {
    for (Swap swap : Swap.values()) {
      for (Path swapped : pair.both()) {
        pair.files(new byte[] {1, 2, 3});
        assertThat(compareWhile(swapped, swap)).as("%s of %s", swap, swapped).isEqualTo(DIFFERENT);
        Files.deleteIfExists(swapped);
      }
    }
  }

  private Equality compareWhile(Path swapped, Swap swap) throws Exception {
    FaultInjectingSyscalls faults = new FaultInjectingSyscalls(Syscalls.system());
    FileStat source = MergeScene.stat(scene.image(NAME));
    FileStat target = MergeScene.stat(scene.root(NAME));
    return scene.with(
        faults.syscalls(),
        MergeOptions.defaults(),
        (session, dirs) -> {
          faults.onCall("openat", faults.count("openat") + 1, () -> replace(swapped, swap));
          return new EntryComparison(session, new LinkTexts(session))
              .compare(dirs, NAME, source, target);
        });
  }

  private static void replace(Path file, Swap swap) {
    try {
      Path kept = file.resolveSibling("kept");
      Files.deleteIfExists(kept);
      Files.move(file, kept);
      switch (swap) {
        case EQUAL_FILE -> {
          Files.write(file, new byte[] {1, 2, 3});
          SampleFiles.chmod(file, 0640);
          SampleFiles.stamp(file);
        }
        case LINK_TO_EQUAL_FILE -> Files.createSymbolicLink(file, kept);
        case FIFO ->
            Syscalls.system().paths().mknodat(Fd.CWD, RawPath.of(file), FileType.FIFO, 0640, 0);
        case NOTHING -> {}
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
