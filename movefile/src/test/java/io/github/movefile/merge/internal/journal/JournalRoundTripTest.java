// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalRoundTripTest extends JournalFixture {
  private static final int MANY = 100_000;

  static final List<RawPath> NAMES = SampleRecords.NAMES;

  @ParameterizedTest
  @EnumSource
  void everyRecord_isReadAsItWasWritten(JournalKind kind) throws Exception {
    Seal seal = write(kind, SampleRecords.small(kind));
    assertThat(read(kind)).isEqualTo(SampleRecords.small(kind));
    assertThat(JournalReader.check(calls, directory, kind)).isEqualTo(seal);
  }

  @ParameterizedTest
  @EnumSource
  void noRecords_areAFileToo(JournalKind kind) throws Exception {
    write(kind, List.of());
    assertThat(read(kind)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void seal_isLengthAndChecksumOfTheWholeFile(JournalKind kind) throws Exception {
    Seal seal = write(kind, SampleRecords.small(kind));
    byte[] bytes = bytes(kind);
    assertThat(seal).isEqualTo(new Seal(bytes.length, checksum(bytes, bytes.length)));
    JournalReader.read(calls, directory, kind, record -> {});
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void names_areBytes(RawPath name) throws Exception {
    List<JournalRecord> changes =
        List.of(
            new NewEntry(name, name, 1, 2, name),
            new NewEntry(name, name, 1, 2, null),
            new NewTime(name, 1, SampleRecords.EARLY, SampleRecords.LATE),
            new MergedSource(name, 1, 2, SampleRecords.EARLY));
    write(JournalKind.CHANGES, changes);
    assertThat(read(JournalKind.CHANGES)).isEqualTo(changes);
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void paths_areBytes(RawPath name) throws Exception {
    RawPath below = RawPath.of("a").resolve(name).resolve(name);
    List<JournalRecord> changes =
        List.of(
            new InDirectory(RawPath.EMPTY, below, false),
            new InDirectory(below, RawPath.EMPTY, true),
            new EmptiedDirectory(name),
            new EmptiedDirectory(RawPath.EMPTY),
            new DirectoryTimes(below, true, SampleRecords.LATE, SampleRecords.EARLY));
    write(JournalKind.CHANGES, changes);
    assertThat(read(JournalKind.CHANGES)).isEqualTo(changes);
  }

  @Test
  void path_mayBeLongerThanPathMaxAndTheBuffer() throws Exception {
    RawPath longest = RawPath.of("d/".repeat(100_000) + "e");
    List<JournalRecord> changes = List.of(new EmptiedDirectory(longest));
    write(JournalKind.CHANGES, changes);
    assertThat(read(JournalKind.CHANGES)).isEqualTo(changes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536})
  void xattrValue_mayBeEmptyOrTheLargestOfTheKernel(int size) throws Exception {
    byte[] value = new byte[size];
    for (int i = 0; i < size; i++) {
      value[i] = (byte) (i * 31);
    }
    DirectoryMetadata metadata =
        SampleRecords.metadata(
            SampleRecords.xattr("user.first", value), SampleRecords.xattr("user.second", value));
    List<JournalRecord> survey =
        List.of(
            new KnownDirectory(
                RawPath.EMPTY, false, SampleRecords.EARLY, SampleRecords.LATE, metadata));
    write(JournalKind.SURVEY, survey);
    assertThat(read(JournalKind.SURVEY)).isEqualTo(survey);
  }

  private static JournalRecord numbered(int i) {
    return new NewEntry(
        RawPath.of("name" + i),
        RawPath.of(".s" + i),
        i,
        i % 2,
        i % 3 == 0 ? RawPath.of("b" + i) : null);
  }

  @Test
  void manyRecords_keepTheirOrder() throws Exception {
    try (JournalWriter writer = JournalWriter.create(calls, directory, JournalKind.CHANGES)) {
      for (int i = 0; i < MANY; i++) {
        writer.append(numbered(i));
      }
      writer.seal();
    }
    AtomicInteger next = new AtomicInteger();
    JournalReader.read(
        calls,
        directory,
        JournalKind.CHANGES,
        record -> assertThat(record).isEqualTo(numbered(next.getAndIncrement())));
    assertThat(next).hasValue(MANY);
  }

  /** Pins the format of docs/journal.md. */
  @Test
  void bytes_areThoseOfTheDocument() throws Exception {
    write(
        JournalKind.CHANGES,
        List.of(new NewTime(RawPath.of("ab"), 258, new Timespec(-1, 1), new Timespec(2, 3))));
    byte[] bytes = bytes(JournalKind.CHANGES);
    String records =
        "4d56464a4301"
            + ("5400000026" + "000000026162" + "0000000000000102")
            + ("ffffffffffffffff00000001" + "000000000000000200000003")
            + "5a00000004";
    int covered = records.length() / 2;
    assertThat(HexFormat.of().formatHex(bytes, 0, covered)).isEqualTo(records);
    assertThat(HexFormat.of().formatHex(bytes, covered, bytes.length))
        .isEqualTo(HexFormat.of().toHexDigits(checksum(bytes, covered)));
  }

  @ParameterizedTest
  @EnumSource
  void file_isPrivateAndMadeOnce(JournalKind kind) throws Exception {
    write(kind, List.of());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path(kind))))
        .isEqualTo("rw-------");
    assertThat(path(kind).getFileName()).hasToString(kind.name().toLowerCase(Locale.ROOT));
    ErrnoException again = catchThrowableOfType(ErrnoException.class, () -> write(kind, List.of()));
    assertThat(again.errno()).isEqualTo(Errno.EEXIST);
  }

  @ParameterizedTest
  @EnumSource
  void link_isFollowedByNeither(JournalKind kind) throws Exception {
    Path victim = temp.file("victim", "v");
    Files.createSymbolicLink(path(kind), victim);
    ErrnoException writing =
        catchThrowableOfType(ErrnoException.class, () -> write(kind, List.of()));
    assertThat(writing.errno()).isEqualTo(Errno.EEXIST);
    ErrnoException reading = catchThrowableOfType(ErrnoException.class, () -> read(kind));
    assertThat(reading.errno()).isEqualTo(Errno.ELOOP);
    assertThat(victim).hasContent("v");
  }
}
