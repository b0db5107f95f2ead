// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.Syscalls;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes one file of a journal, from its header to its seal. What can't be written or stored makes
 * the writer fail for good: nobody knows what the file has then. Closing it without a seal drops
 * what is buffered, for such a file is worth nothing. Thread-safe.
 */
public final class JournalWriter implements AutoCloseable {
  static final byte[] MAGIC = {'M', 'V', 'F', 'J'};
  static final byte VERSION = 1;
  static final int HEADER = 6;

  /** Type and length. */
  static final int HEAD = 5;

  private static final int PRIVATE_MODE = 0600;
  private static final int BUFFER = 64 << 10;
  private static final OpenFlags NEW_FILE =
      OpenFlags.WRITE_ONLY
          .with(OpenFlags.CREATE)
          .with(OpenFlags.EXCLUSIVE)
          .with(OpenFlags.NOFOLLOW);

  private final Syscalls calls;
  private final Fd file;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final CRC32C checksum = new CRC32C();
  private final RecordEncoder encoder = new RecordEncoder();
  private long written;
  private @Nullable ErrnoException failure;
  private boolean isSealed;

  private JournalWriter(Syscalls calls, Fd file) {
    this.calls = calls;
    this.file = file;
  }

  /**
   * Makes the file.
   *
   * @param calls how
   * @param directory that of the journal
   * @param kind which file
   * @return a writer that has buffered the header
   * @throws ErrnoException EEXIST if there is one
   */
  public static JournalWriter create(Syscalls calls, Fd directory, JournalKind kind)
      throws ErrnoException {
    Fd file = calls.paths().openat(directory, kind.file(), NEW_FILE, PRIVATE_MODE);
    JournalWriter writer = new JournalWriter(calls, file);
    writer.putAll(MAGIC);
    writer.putAll(new byte[] {kind.mark(), VERSION});
    return writer;
  }

  /**
   * Appends a record.
   *
   * @param record which
   * @throws ErrnoException if it can't be written; all later ones fail in the same way
   */
  public synchronized void append(JournalRecord record) throws ErrnoException {
    requireOpen();
    put(RecordEncoder.type(record), encoder.body(record));
  }

  /**
   * Appends records, with none of others between them.
   *
   * @param records which
   * @throws ErrnoException if they can't be written; all later ones fail in the same way
   */
  public synchronized void append(List<JournalRecord> records) throws ErrnoException {
    for (JournalRecord record : records) {
      append(record);
    }
  }

  /**
   * Ends the file: it is complete, and takes no more records.
   *
   * @return what identifies it
   * @throws ErrnoException if it can't be written
   */
  public synchronized Seal seal() throws ErrnoException {
    requireOpen();
    ByteBuffer body = ByteBuffer.allocate(Integer.BYTES);
    putHead(RecordEncoder.END, Integer.BYTES);
    body.putInt((int) checksum.getValue());
    putAll(body.array());
    flush();
    isSealed = true;
    return new Seal(written, (int) checksum.getValue());
  }

  /**
   * Writes what is buffered, and stores the file, fsync(2).
   *
   * @throws ErrnoException if that fails; all later calls fail in the same way, since the kernel
   *     tells of lost pages once only
   */
  public synchronized void force() throws ErrnoException {
    requireNoFailure();
    flush();
    try {
      calls.data().fsync(file);
    } catch (ErrnoException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public void close() throws ErrnoException {
    file.close();
  }

  private void requireOpen() throws ErrnoException {
    requireNoFailure();
    if (isSealed) {
      throw new IllegalStateException("the journal is sealed");
    }
  }

  private void requireNoFailure() throws ErrnoException {
    ErrnoException earlier = failure;
    if (earlier != null) {
      throw new ErrnoException(earlier.call(), earlier.code());
    }
  }

  private void put(byte type, byte[] body) throws ErrnoException {
    putHead(type, body.length);
    putAll(body);
  }

  private void putHead(byte type, int length) throws ErrnoException {
    putAll(ByteBuffer.allocate(HEAD).put(type).putInt(length).array());
  }

  private void putAll(byte[] bytes) throws ErrnoException {
    checksum.update(bytes, 0, bytes.length);
    int from = 0;
    while (from < bytes.length) {
      int some = Math.min(buffer.remaining(), bytes.length - from);
      buffer.put(bytes, from, some);
      from += some;
      if (!buffer.hasRemaining()) {
        flush();
      }
    }
  }

  private void flush() throws ErrnoException {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        int n = calls.data().pwrite(file, buffer, written);
        if (n <= 0) {
          // Never seen on a regular file; to be tried again for ever would be worse.
          throw new ErrnoException("pwrite", Errno.ENOSPC);
        }
        written += n;
      }
    } catch (ErrnoException e) {
      failure = e;
      throw e;
    } finally {
      buffer.clear();
    }
  }
}
