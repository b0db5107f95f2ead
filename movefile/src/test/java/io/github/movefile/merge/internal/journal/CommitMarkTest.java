// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitMarkTest extends JournalFixture {
  private static final Seal SURVEY = new Seal(258, 0x8000_0001);
  private static final Seal CHANGES = new Seal(5L << 32, 7);

  private Path mark;

  @BeforeEach
  void nameTheMark() {
    mark = path(JournalFiles.COMMIT);
  }

  private void write(boolean durable) throws ErrnoException {
    CommitMark.write(calls, directory, SURVEY, CHANGES, durable);
  }

  private void assertRefused(Seal survey, Seal changes, String description) {
    assertThat(catchThrowable(() -> CommitMark.require(calls, directory, survey, changes)))
        .as(description)
        .isExactlyInstanceOf(MalformedJournalException.class)
        .hasMessageStartingWith("'commit', byte ");
  }

  private void assertRefused(String description) {
    assertRefused(SURVEY, CHANGES, description);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void mark_isForItsFiles(boolean durable) throws Exception {
    write(durable);
    CommitMark.require(calls, directory, SURVEY, CHANGES);
    assertThat(path(JournalFiles.COMMIT_NEW)).doesNotExist();
  }

  @Test
  void mark_isForNoOtherFiles() throws Exception {
    write(false);
    assertRefused(CHANGES, SURVEY, "swapped");
    assertRefused(new Seal(259, SURVEY.checksum()), CHANGES, "length");
    assertRefused(new Seal(258, 0), CHANGES, "checksum");
    assertRefused(SURVEY, new Seal(0, 7), "length of the changes");
    assertRefused(SURVEY, new Seal(5L << 32, 8), "checksum of the changes");
  }

  @Test
  void missing() {
    assertRefused("missing");
  }

  /** Pins the format of docs/journal.md. */
  @Test
  void bytes_areThoseOfTheDocument() throws Exception {
    write(false);
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(mark)))
        .isEqualTo("4d56464d01" + "000000000000010280000001" + "000000050000000000000007");
  }

  @Test
  void truncation_atEachByte_andBytesBehind() throws Exception {
    write(false);
    byte[] whole = Files.readAllBytes(mark);
    for (int length = 0; length < whole.length; length++) {
      Files.write(mark, Arrays.copyOf(whole, length));
      assertRefused("cut to " + length);
    }
    for (int more : new int[] {1, 2, 4096}) {
      Files.write(mark, Arrays.copyOf(whole, whole.length + more));
      assertRefused(more + " bytes more");
    }
  }

  @Test
  void flip_ofEachBit() throws Exception {
    write(false);
    byte[] whole = Files.readAllBytes(mark);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(mark, flipped);
      assertRefused("bit " + bit);
    }
  }

  @Test
  void durableMark_isStoredBeforeItsName_andTheNameBeforeTheReturn() throws Exception {
    RecordingSyscalls recording = new RecordingSyscalls(calls);
    CommitMark.write(recording.syscalls(), directory, SURVEY, CHANGES, true);
    assertThat(recording.names())
        .containsExactly("openat", "pwrite", "fsync", "close", "renameat2", "fsync");
  }

  @Test
  void otherMark_isNotStored() throws Exception {
    RecordingSyscalls recording = new RecordingSyscalls(calls);
    CommitMark.write(recording.syscalls(), directory, SURVEY, CHANGES, false);
    recording.assertNever("fsync");
    recording.assertOrder("pwrite", "renameat2");
  }

  @Test
  void shortCounts_areGoneOnFrom() throws Exception {
    FaultInjectingSyscalls faults = new FaultInjectingSyscalls(calls);
    faults.shortenAlways("pwrite", 1).shortenAlways("pread", 1);
    CommitMark.write(faults.syscalls(), directory, SURVEY, CHANGES, true);
    CommitMark.require(faults.syscalls(), directory, SURVEY, CHANGES);
  }

  @ParameterizedTest
  @CsvSource({"openat,1", "pwrite,1", "fsync,1", "close,1", "renameat2,1"})
  void failureBeforeTheName_isNoCommit(String call, int nth) {
    assertThat(failureOf(call, nth).errno()).isEqualTo(Errno.EIO);
    assertThat(mark).doesNotExist();
    assertRefused("no commit");
  }

  /** Whether it outlasts a power cut isn't known, but it is there. */
  @Test
  void failureToStoreTheName_leavesTheMark() throws Exception {
    assertThat(failureOf("fsync", 2).errno()).isEqualTo(Errno.EIO);
    CommitMark.require(calls, directory, SURVEY, CHANGES);
  }

  private ErrnoException failureOf(String call, int nth) {
    FaultInjectingSyscalls faults = new FaultInjectingSyscalls(calls);
    faults.arm(Fault.once(call, nth, Errno.EIO));
    return catchThrowableOfType(
        ErrnoException.class,
        () -> CommitMark.write(faults.syscalls(), directory, SURVEY, CHANGES, true));
  }

  @Test
  void link_isNotFollowed() throws Exception {
    Path elsewhere = temp.path("elsewhere");
    write(false);
    Files.move(mark, elsewhere);
    Files.createSymbolicLink(mark, elsewhere);
    ErrnoException failure =
        catchThrowableOfType(
            ErrnoException.class, () -> CommitMark.require(calls, directory, SURVEY, CHANGES));
    assertThat(failure.errno()).isEqualTo(Errno.ELOOP);
  }
}
