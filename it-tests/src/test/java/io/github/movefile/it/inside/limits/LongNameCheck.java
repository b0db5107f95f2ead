// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Names of 255 bytes, with every byte that a name can have, and what is longer than that. */
class LongNameCheck {
  private static final int LONGEST = 255;

  private static final Map<Kind, LoopFileSystem> MOUNTED = new EnumMap<>(Kind.class);

  @BeforeAll
  static void mount() {
    for (Kind kind : Kind.values()) {
      MOUNTED.put(kind, kind.large().mount());
    }
  }

  @AfterAll
  static void unmount() {
    MOUNTED.values().forEach(LoopFileSystem::close);
  }

  /** For one case. */
  private static Path directory(Kind kind) throws IOException {
    return Files.createTempDirectory(MOUNTED.get(kind).root(), "case");
  }

  private static Stream<Arguments> pairs() {
    return Stream.of(Kind.values())
        .flatMap(from -> Stream.of(Kind.values()).map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void nameOfAllBytes(Kind from, Kind to) throws IOException {
    Path left = directory(from);
    Path entered = directory(to);
    RawPath source = RawPath.of(left).resolve(allBytes('a'));
    RawPath target = RawPath.of(entered).resolve(allBytes('b'));
    for (FileType type : List.of(FileType.REGULAR, FileType.SYMLINK, FileType.FIFO)) {
      make(type, source);
      FileRecord before = FileRecord.of(source.toPath());

      MoveFile.create().move(source, target, MoveOptions.defaults());

      assertThat(FileRecord.of(target.toPath()).differencesTo(before)).as("%s", type).isEmpty();
      assertThat(left).isEmptyDirectory();
      assertThat(entered.toFile().list()).hasSize(1);
    }
  }

  /** 255 bytes: each but NUL and the slash once, and one more. */
  private static RawPath allBytes(char last) {
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    for (int b = 1; b <= LONGEST; b++) {
      if (b != '/') {
        name.write(b);
      }
    }
    name.write(last);
    assertThat(name.size()).isEqualTo(LONGEST);
    return RawPath.of(name.toByteArray());
  }

  private static void make(FileType type, RawPath name) throws IOException {
    switch (type) {
      case REGULAR -> Given.file(name.toPath(), 100_000);
      case SYMLINK -> Syscalls.system().paths().symlinkat(name, Fd.CWD, name);
      default -> Syscalls.system().paths().mknodat(Fd.CWD, name, type, 0600, 0);
    }
    SampleFiles.stamp(name.toPath());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void nameThatIsTooLong(Kind from, Kind to) throws IOException {
    Path source = Given.file(directory(from).resolve("source"), 100);
    Path target = directory(to).resolve("n".repeat(LONGEST + 1));

    Trial.of(source, target)
        .failsWith(MoveFailure.NAME_TOO_LONG, Errno.ENAMETOOLONG, MoveStep.LOOK);
  }

  @ParameterizedTest
  @CsvSource({"EXT4, BTRFS, 4095", "BTRFS, EXT4, 4095", "EXT4, XFS, 1023", "XFS, BTRFS, 1023"})
  void longestTextOfALink(Kind from, Kind to, int length) throws IOException {
    Trial.of(link(from, length), directory(to).resolve("target")).succeeds();
  }

  /** xfs takes 1,023 bytes, ext4 and btrfs take 4,095. */
  @ParameterizedTest
  @CsvSource({"EXT4, 1024", "BTRFS, 1024", "EXT4, 4095", "BTRFS, 4095"})
  void textOfALinkThatIsTooLongForXfs(Kind from, int length) throws IOException {
    Trial.of(link(from, length), Given.old(directory(Kind.XFS).resolve("target")))
        .failsWith(MoveFailure.NAME_TOO_LONG, Errno.ENAMETOOLONG, MoveStep.CREATE_TEMP);
  }

  private static Path link(Kind kind, int length) throws IOException {
    Path link = directory(kind).resolve("link");
    Files.createSymbolicLink(link, Path.of("t".repeat(length)));
    SampleFiles.stamp(link);
    return link;
  }
}
