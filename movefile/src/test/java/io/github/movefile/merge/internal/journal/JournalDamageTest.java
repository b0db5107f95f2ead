// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a file, nobody sees a record of it. */
class JournalDamageTest extends JournalFixture {
  private static final int KIND = 4;
  private static final int VERSION = 5;

  private static byte[] join(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer all = ByteBuffer.allocate(length);
    Arrays.stream(parts).forEach(all::put);
    return all.array();
  }

  private static byte[] record(int type, byte[] body) {
    return ByteBuffer.allocate(5 + body.length)
        .put((byte) type)
        .putInt(body.length)
        .put(body)
        .array();
  }

  private static byte[] text(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array();
  }

  @ParameterizedTest
  @EnumSource
  void truncation_atEachByte(JournalKind kind) throws Exception {
    write(kind, SampleRecords.small(kind));
    byte[] whole = bytes(kind);
    for (int length = 0; length < whole.length; length++) {
      put(kind, Arrays.copyOf(whole, length));
      assertMalformed(kind, "cut to " + length);
    }
  }

  @ParameterizedTest
  @EnumSource
  void flip_ofEachBit(JournalKind kind) throws Exception {
    write(kind, SampleRecords.small(kind));
    byte[] whole = bytes(kind);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      put(kind, flipped);
      assertMalformed(kind, "bit " + bit);
    }
    put(kind, whole);
    assertThat(read(kind)).isEqualTo(SampleRecords.small(kind));
  }

  @ParameterizedTest
  @EnumSource
  void unsealedFile(JournalKind kind) throws Exception {
    try (JournalWriter writer = JournalWriter.create(calls, directory, kind)) {
      writer.append(SampleRecords.small(kind));
      writer.force();
    }
    assertThat(bytes(kind).length).isGreaterThan(100);
    assertMalformed(kind, "forced, not sealed");
  }

  @ParameterizedTest
  @EnumSource
  void fileThatWasNeverWrittenTo(JournalKind kind) throws Exception {
    JournalWriter.create(calls, directory, kind).close();
    assertThat(bytes(kind)).isEmpty();
    assertMalformed(kind, "empty");
  }

  @ParameterizedTest
  @EnumSource
  void missingFile(JournalKind kind) {
    assertMalformed(kind, "missing");
  }

  /** As some file systems leave a file that they had lengthened before they wrote it. */
  @ParameterizedTest
  @EnumSource
  void zerosInsteadOfTheEnd(JournalKind kind) throws Exception {
    write(kind, SampleRecords.small(kind));
    byte[] whole = bytes(kind);
    for (int from = 0; from < whole.length; from++) {
      byte[] zeroed = whole.clone();
      Arrays.fill(zeroed, from, zeroed.length, (byte) 0);
      if (!Arrays.equals(zeroed, whole)) {
        put(kind, zeroed);
        assertMalformed(kind, "zeros from " + from);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytesBehindTheSeal(JournalKind kind) throws Exception {
    write(kind, SampleRecords.small(kind));
    byte[] whole = bytes(kind);
    for (byte[] more : List.of(new byte[1], new byte[4096], new byte[] {'Z'}, whole)) {
      put(kind, join(whole, more));
      assertMalformed(kind, more.length + " bytes more");
    }
  }

  @ParameterizedTest
  @EnumSource
  void fileOfTheOtherKind(JournalKind kind) throws Exception {
    JournalKind other = kind == JournalKind.SURVEY ? JournalKind.CHANGES : JournalKind.SURVEY;
    write(other, List.of());
    put(kind, bytes(other));
    assertMalformed(kind, "other kind");
  }

  @ParameterizedTest
  @EnumSource
  void recordsOfTheOtherKind_behindAnyNumberOfOwn(JournalKind kind) throws Exception {
    JournalKind other = kind == JournalKind.SURVEY ? JournalKind.CHANGES : JournalKind.SURVEY;
    write(kind, SampleRecords.small(kind));
    write(other, SampleRecords.small(other));
    byte[] own = bytes(kind);
    byte[] alien = bytes(other);
    byte[] both =
        join(
            Arrays.copyOfRange(own, 6, own.length - 9),
            Arrays.copyOfRange(alien, 6, alien.length - 9));
    put(kind, forged(own[KIND], own[VERSION], both));
    assertMalformed(kind, "mixed");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 255})
  void otherVersion_isNamed(int version) throws Exception {
    put(JournalKind.CHANGES, forged('C', version, new byte[0]));
    assertMalformed(JournalKind.CHANGES, "version " + version);
    assertThatThrownBy(() -> read(JournalKind.CHANGES)).hasMessageContaining("version");
  }

  @Test
  void everyUnknownType_isNamed() throws Exception {
    for (int type = 0; type < 256; type++) {
      if ("BKINTSEDZ".indexOf(type) < 0) {
        put(JournalKind.CHANGES, forged('C', 1, record(type, new byte[3])));
        assertMalformed(JournalKind.CHANGES, "type " + type);
        assertThatThrownBy(() -> read(JournalKind.CHANGES))
            .hasMessageContaining("type " + (byte) type)
            .hasMessageContaining("byte 6:");
      }
    }
  }

  /** Each with a right checksum: what a mistaken writer would write. */
  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "/", "/a", "a/", "a\0b", "\0"})
  void nameThatIsNone(String name) throws Exception {
    byte[] good = text("good");
    byte[] numbers = new byte[16];
    byte[] none = new byte[4];
    byte[] times = new byte[12];
    assertForgedIsMalformed('N', join(text(name), good, numbers, none));
    assertForgedIsMalformed('N', join(good, text(name), numbers, none));
    if (!name.isEmpty()) {
      assertForgedIsMalformed('N', join(good, good, numbers, text(name)));
    }
    assertForgedIsMalformed('T', join(text(name), new byte[8], times, times));
    assertForgedIsMalformed('S', join(text(name), numbers, times));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {".", "..", "/", "/a", "a/", "a//b", "a/./b", "a/..", "../a", "a/../b", "a\0b"})
  void pathThatLeadsElsewhere(String path) throws Exception {
    byte[] flag = new byte[1];
    byte[] times = new byte[24];
    assertForgedIsMalformed('I', join(text(path), text("a"), flag));
    assertForgedIsMalformed('I', join(text("a"), text(path), flag));
    assertForgedIsMalformed('E', text(path));
    assertForgedIsMalformed('D', join(text(path), flag, times));
  }

  @Test
  void bodiesThatAreNone() throws Exception {
    byte[] time = new byte[12];
    byte[] manyNanos = ByteBuffer.allocate(12).putLong(1).putInt(1_000_000_000).array();
    assertForgedIsMalformed('E', new byte[0]);
    assertForgedIsMalformed('E', new byte[] {-1, -1, -1, -1});
    assertForgedIsMalformed('E', new byte[] {0x7f, -1, -1, -1});
    assertForgedIsMalformed('E', join(text("a"), new byte[1]));
    assertForgedIsMalformed('I', join(text("a"), text("b"), new byte[] {2}));
    assertForgedIsMalformed('D', join(text("a"), new byte[1], time, manyNanos));
    assertForgedIsMalformed('S', join(text("a"), new byte[15], time));
  }

  private void assertForgedIsMalformed(int type, byte[] body) throws IOException {
    byte[] good = record('E', text("good"));
    put(JournalKind.CHANGES, forged('C', 1, join(good, record(type, body))));
    assertMalformed(JournalKind.CHANGES, (char) type + " " + Arrays.toString(body));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, 2, 1_000_000_000, Integer.MAX_VALUE})
  void numberOfXattrsThatCantBe(int count) throws Exception {
    byte[] known = join(text(""), new byte[1], new byte[24], new byte[] {1}, new byte[16]);
    byte[] number = ByteBuffer.allocate(4).putInt(count).array();
    byte[] one = join(text("user.a"), text(""));
    put(JournalKind.SURVEY, forged('S', 1, record('K', join(known, number, one))));
    assertMalformed(JournalKind.SURVEY, count + " attributes");
  }

  /** A length may be damaged in a file that is large. */
  @Test
  void damagedLength_takesNoMemory() throws Exception {
    int size = 256 << 20;
    try (RandomAccessFile file = new RandomAccessFile(path(JournalKind.CHANGES).toFile(), "rw")) {
      file.write(new byte[] {'M', 'V', 'F', 'J', 'C', 1, 'E'});
      file.writeInt(size - 100);
      file.setLength(size);
    }
    long before = allocated();
    assertThatThrownBy(() -> JournalReader.check(calls, directory, JournalKind.CHANGES))
        .isExactlyInstanceOf(MalformedJournalException.class);
    assertThat(allocated() - before).isLessThan(size / 8);
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @ParameterizedTest
  @EnumSource
  void unreadableFile_isNoDamage(JournalKind kind) throws Exception {
    write(kind, SampleRecords.small(kind));
    FaultInjectingSyscalls faults = new FaultInjectingSyscalls(calls);
    faults.arm(Fault.always("pread", Errno.EIO));
    ErrnoException failure =
        catchThrowableOfType(ErrnoException.class, () -> read(faults.syscalls(), kind));
    assertThat(failure.errno()).isEqualTo(Errno.EIO);
  }

  @Test
  void visitor_mayEndTheReading() throws Exception {
    write(JournalKind.CHANGES, SampleRecords.SMALL_CHANGES);
    IOException own = new IOException("enough");
    assertThatThrownBy(
            () ->
                JournalReader.read(
                    calls,
                    directory,
                    JournalKind.CHANGES,
                    record -> {
                      throw own;
                    }))
        .isSameAs(own);
  }
}
