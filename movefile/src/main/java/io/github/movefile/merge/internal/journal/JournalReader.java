// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.merge.internal.journal.RecordDecoder.Unreadable;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file of a journal, several times, so that nobody sees a record of a file that turns out
 * to be damaged: first for its lengths and its checksum alone, in constant memory, since a damaged
 * length may be as large as the file; then for what the records say; then for the visitor. Of one
 * thread, once.
 */
public final class JournalReader {
  private static final int BUFFER = 64 << 10;
  private static final OpenFlags READ = OpenFlags.READ_ONLY.with(OpenFlags.NOFOLLOW);

  private final Syscalls calls;
  private final JournalKind kind;
  private final Fd file;
  private final long length;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final CRC32C checksum = new CRC32C();
  private long position;

  private JournalReader(Syscalls calls, JournalKind kind, Fd file) throws ErrnoException {
    this.calls = calls;
    this.kind = kind;
    this.file = file;
    this.length = calls.data().fstat(file).size();
  }

  /** Gets the records in their order. */
  public interface Visitor {
    /**
     * One record.
     *
     * @param record which
     * @throws IOException ends the reading
     */
    void record(JournalRecord record) throws IOException;
  }

  /**
   * Checks a file and hands out its records.
   *
   * @param calls how
   * @param directory that of the journal
   * @param kind which file
   * @param visitor gets the records
   * @return what identifies the file
   * @throws MalformedJournalException if it is damaged or missing; the visitor has seen nothing
   * @throws IOException if it can't be read, or the visitor's
   */
  public static Seal read(Syscalls calls, Fd directory, JournalKind kind, Visitor visitor)
      throws IOException {
    try (Fd file = open(calls, directory, kind)) {
      JournalReader reader = new JournalReader(calls, kind, file);
      Seal seal = reader.check();
      Seal again = reader.run(visitor);
      if (!seal.equals(again)) {
        throw new MalformedJournalException(kind.file(), 0, "changed while it was read");
      }
      return seal;
    }
  }

  /**
   * Checks a file.
   *
   * @param calls how
   * @param directory that of the journal
   * @param kind which file
   * @return what identifies the file
   * @throws MalformedJournalException if it is damaged or missing
   * @throws IOException if it can't be read
   */
  public static Seal check(Syscalls calls, Fd directory, JournalKind kind) throws IOException {
    try (Fd file = open(calls, directory, kind)) {
      return new JournalReader(calls, kind, file).check();
    }
  }

  private static Fd open(Syscalls calls, Fd directory, JournalKind kind) throws IOException {
    try {
      return calls.paths().openat(directory, kind.file(), READ, 0);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      throw new MalformedJournalException(kind.file(), 0, "missing");
    }
  }

  private Seal check() throws IOException {
    run(null);
    return run(record -> {});
  }

  /** Reads the file from its start; without a visitor, the bodies of records are passed over. */
  private Seal run(@Nullable Visitor visitor) throws IOException {
    position = 0;
    checksum.reset();
    buffer.clear().flip();
    byte[] header = take(JournalWriter.HEADER);
    if (!Arrays.equals(header, 0, 4, JournalWriter.MAGIC, 0, 4) || header[4] != kind.mark()) {
      throw damaged("not a journal of this kind");
    }
    if (header[5] != JournalWriter.VERSION) {
      throw damaged("written in version " + header[5] + ", of which nothing is known here");
    }
    while (true) {
      ByteBuffer head = ByteBuffer.wrap(take(JournalWriter.HEAD));
      byte type = head.get();
      int size = head.getInt();
      if (size < 0 || size > length - position) {
        throw damaged("a record of " + size + " bytes is longer than the file");
      }
      if (type == RecordEncoder.END) {
        return end(size);
      }
      if (visitor == null) {
        pass(size);
      } else {
        visitor.record(record(type, size));
      }
    }
  }

  private JournalRecord record(byte type, int size) throws IOException {
    long start = position - JournalWriter.HEAD;
    try {
      return RecordDecoder.decode(type, take(size), kind);
    } catch (Unreadable e) {
      throw new MalformedJournalException(kind.file(), start, e.reason());
    }
  }

  private Seal end(int size) throws IOException {
    int computed = (int) checksum.getValue();
    if (size != Integer.BYTES) {
      throw damaged("a seal of " + size + " bytes");
    }
    if (ByteBuffer.wrap(take(size)).getInt() != computed) {
      throw damaged("the checksum is another one");
    }
    if (position != length) {
      throw damaged("there is something behind the end");
    }
    return new Seal(length, (int) checksum.getValue());
  }

  private byte[] take(int size) throws IOException {
    if (size > length - position) {
      throw damaged("the file ends too early");
    }
    byte[] bytes = new byte[size];
    int got = 0;
    while (got < size) {
      int some = available(size - got);
      buffer.get(bytes, got, some);
      got += some;
      position += some;
    }
    checksum.update(bytes, 0, size);
    return bytes;
  }

  /** Takes no more memory than the buffer, however much it is. */
  private void pass(int size) throws IOException {
    int left = size;
    while (left > 0) {
      int some = available(left);
      int end = buffer.limit();
      checksum.update(buffer.limit(buffer.position() + some));
      buffer.limit(end);
      left -= some;
      position += some;
    }
  }

  /** How much of some bytes is in the buffer, after filling it if nothing was. */
  private int available(int wanted) throws IOException {
    if (!buffer.hasRemaining()) {
      fill();
    }
    return Math.min(buffer.remaining(), wanted);
  }

  private void fill() throws IOException {
    buffer.clear();
    int got = calls.data().pread(file, buffer, position);
    buffer.flip();
    if (got == 0) {
      throw damaged("the file ends too early");
    }
  }

  private MalformedJournalException damaged(String reason) {
    return new MalformedJournalException(kind.file(), position, reason);
  }
}
