// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;

/** The directory of a journal; no descriptor may stay open. */
abstract class JournalFixture {
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);

  @AutoClose final TempTree temp = TempTree.create();

  private final LeakCheckingSyscalls checked = new LeakCheckingSyscalls(Syscalls.system());

  final Syscalls calls = checked.syscalls();

  Fd directory;

  @BeforeEach
  void openDirectory() throws ErrnoException {
    directory = calls.paths().openat(Fd.CWD, temp.raw(), DIRECTORY, 0);
  }

  @AfterEach
  void everyDescriptorWasClosed() throws ErrnoException {
    directory.close();
    checked.assertNoLeaks();
  }

  Path path(RawPath name) {
    return temp.path(name.toString());
  }

  Path path(JournalKind kind) {
    return path(kind.file());
  }

  byte[] bytes(JournalKind kind) throws IOException {
    return Files.readAllBytes(path(kind));
  }

  void put(JournalKind kind, byte[] bytes) throws IOException {
    Files.write(path(kind), bytes);
  }

  Seal write(JournalKind kind, List<JournalRecord> records) throws IOException {
    return write(calls, kind, records);
  }

  Seal write(Syscalls how, JournalKind kind, List<JournalRecord> records) throws IOException {
    try (JournalWriter writer = JournalWriter.create(how, directory, kind)) {
      for (JournalRecord record : records) {
        writer.append(record);
      }
      return writer.seal();
    }
  }

  List<JournalRecord> read(JournalKind kind) throws IOException {
    return read(calls, kind);
  }

  List<JournalRecord> read(Syscalls how, JournalKind kind) throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    JournalReader.read(how, directory, kind, records::add);
    return records;
  }

  /** The visitor sees nothing of a damaged file. */
  void assertMalformed(JournalKind kind, String description) {
    List<JournalRecord> seen = new ArrayList<>();
    assertThat(catchThrowable(() -> JournalReader.read(calls, directory, kind, seen::add)))
        .as(description)
        .isExactlyInstanceOf(MalformedJournalException.class)
        .hasMessageStartingWith(kind.file().quoted() + ", byte ");
    assertThat(seen).as(description).isEmpty();
    assertThat(catchThrowable(() -> JournalReader.check(calls, directory, kind)))
        .as(description)
        .isExactlyInstanceOf(MalformedJournalException.class);
  }

  /** A file with a right checksum, whatever its records are. */
  static byte[] forged(int kind, int version, byte[] records) {
    ByteBuffer file = ByteBuffer.allocate(6 + records.length + 9);
    file.put(new byte[] {'M', 'V', 'F', 'J', (byte) kind, (byte) version});
    file.put(records).put((byte) 'Z').putInt(4);
    return file.putInt(checksum(file.array(), file.position())).array();
  }

  static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
