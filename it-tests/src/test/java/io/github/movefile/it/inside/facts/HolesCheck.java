// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.Reflink;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.Snapshot;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A copy has its holes where its source has them, and takes no more room. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HolesCheck {
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;
  private static final long TIB = 1024 * 1024 * MIB;

  private static final List<Layout> LAYOUTS =
      List.of(
          new Layout("leading hole", 4 * MIB, MIB, List.of(3 * MIB)),
          new Layout("middle hole", 4 * MIB, MIB, List.of(0L, 3 * MIB)),
          new Layout("trailing hole", 4 * MIB + 123, MIB, List.of(0L)),
          new Layout("hole only", 4 * MIB, 0, List.of()),
          new Layout("holes around a block", 4 * MIB, 4 * KIB, List.of(2 * MIB)),
          new Layout("hole in a small file", 40 * KIB, 4 * KIB, List.of(0L, 36 * KIB)),
          new Layout("many holes", 8 * MIB, 64 * KIB, every(128 * KIB, 64)),
          new Layout("huge holes", TIB, 64 * KIB, List.of(64 * KIB, TIB / 2, TIB - 64 * KIB)),
          new Layout("no hole", 4 * MIB, 4 * MIB, List.of(0L)));

  @AutoClose private final Disks disks = Disks.of("ext4", "btrfs", "xfs");
  private final MoveFile mover = MoveFile.create();

  private static List<Long> every(long distance, int count) {
    return LongStream.range(0, count).map(i -> i * distance).boxed().toList();
  }

  /**
   * Where a file has data.
   *
   * @param name for the report
   * @param length of the file in bytes
   * @param dataLength of each range of data
   * @param offsets where each begins
   */
  record Layout(String name, long length, long dataLength, List<Long> offsets) {
    void write(Path file) throws IOException {
      try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
        open.setLength(length);
      }
      for (long offset : offsets) {
        Contents.overwrite(file, offset, Contents.random((int) dataLength));
      }
    }

    boolean isReadable() {
      return length < TIB;
    }

    /** Room in blocks of 512 bytes. */
    long blocksOfData() {
      return offsets.size() * dataLength / 512;
    }

    /**
     * Room in blocks of 512 bytes with what the list of extents may take: an inode of ext4 has room
     * for 4, one of xfs for 21; a block of 4 KiB is enough for all others. btrfs counts none.
     */
    long mostBlocks() {
      return blocksOfData() + (offsets.size() > 4 ? 8 : 0);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> cases() {
    List<String> types = List.of("ext4", "btrfs", "xfs");
    return types.stream()
        .flatMap(from -> types.stream().map(to -> Arguments.of(from, to)))
        .flatMap(
            pair ->
                LAYOUTS.stream().map(layout -> Arguments.of(pair.get()[0], pair.get()[1], layout)));
  }

  /** Within one file system by a copy that shares nothing. */
  @ParameterizedTest(name = "{0}→{1} {2}")
  @MethodSource("cases")
  void holes_areKept(String from, String to, Layout layout) throws Exception {
    Path source = disks.directory(from).resolve("source");
    Path target = disks.directory(to).resolve("target");
    layout.write(source);
    DataMap map = DataMap.of(source);
    assertThat(Snapshot.blocks(source)).isBetween(layout.blocksOfData(), layout.mostBlocks());

    CopyResult copy =
        mover
            .copy(
                source,
                target,
                MoveOptions.builder()
                    .copy(CopyOptions.builder().reflink(Reflink.NEVER).build())
                    .build())
            .copy()
            .orElseThrow();

    assertThat(DataMap.of(target)).isEqualTo(map);
    assertThat(Snapshot.blocks(target)).isBetween(layout.blocksOfData(), layout.mostBlocks());
    assertThat(copy.holeBytes()).isEqualTo(layout.length - layout.blocksOfData() * 512);
    if (layout.isReadable()) {
      assertThat(Files.mismatch(source, target)).isEqualTo(-1);
    }
  }

  /** Room that was set aside and never written to is no hole, and no reason to take more of it. */
  @OnEachPair
  void preallocatedFile_takesNoMoreRoom(String from, String to) throws Exception {
    Path source = disks.directory(from).resolve("source");
    Path target = disks.directory(to).resolve("target");
    Shell.run("fallocate -l 4M \"$1\"", source);
    Contents.overwrite(source, MIB, Contents.random(64 * 1024));
    byte[] contents = Files.readAllBytes(source);
    long blocks = Snapshot.blocks(source);
    assertThat(blocks).isGreaterThanOrEqualTo(4 * MIB / 512);

    mover.move(source, target);

    assertThat(target).hasBinaryContent(contents);
    Shell.run("sync \"$1\"", target);
    assertThat(Snapshot.blocks(target)).isLessThanOrEqualTo(blocks);
  }
}
