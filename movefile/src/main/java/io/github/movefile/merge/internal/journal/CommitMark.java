// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RenameFlags;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The file whose appearance is the commit point: it says that both others are complete, and which
 * they are.
 */
public final class CommitMark {
  private static final byte[] MAGIC = {'M', 'V', 'F', 'M', 1};
  private static final int LENGTH = 5 + 2 * (Long.BYTES + Integer.BYTES);
  private static final int PRIVATE_MODE = 0600;
  private static final OpenFlags NEW_FILE =
      OpenFlags.WRITE_ONLY
          .with(OpenFlags.CREATE)
          .with(OpenFlags.EXCLUSIVE)
          .with(OpenFlags.NOFOLLOW);
  private static final OpenFlags READ = OpenFlags.READ_ONLY.with(OpenFlags.NOFOLLOW);

  private CommitMark() {}

  /**
   * Makes it, by a rename at the end.
   *
   * @param calls how
   * @param directory that of the journal, open for reading
   * @param survey what identifies one file
   * @param changes what identifies the other
   * @param durable whether it is stored on the device
   * @throws ErrnoException if that fails; the mark may be there or not
   */
  public static void write(Syscalls calls, Fd directory, Seal survey, Seal changes, boolean durable)
      throws ErrnoException {
    ByteBuffer mark = ByteBuffer.allocateDirect(LENGTH);
    mark.put(bytes(survey, changes)).flip();
    try (Fd file =
        calls.paths().openat(directory, JournalFiles.COMMIT_NEW, NEW_FILE, PRIVATE_MODE)) {
      while (mark.hasRemaining()) {
        if (calls.data().pwrite(file, mark, mark.position()) <= 0) {
          // Never seen on a regular file; to be tried again for ever would be worse.
          throw new ErrnoException("pwrite", Errno.ENOSPC);
        }
      }
      if (durable) {
        calls.data().fsync(file);
      }
    }
    calls
        .paths()
        .renameat2(
            directory, JournalFiles.COMMIT_NEW, directory, JournalFiles.COMMIT, RenameFlags.NONE);
    if (durable) {
      calls.data().fsync(directory);
    }
  }

  /**
   * Requires that there is one for these files.
   *
   * @param calls how
   * @param directory that of the journal
   * @param survey what identifies one file
   * @param changes what identifies the other
   * @throws MalformedJournalException if it is missing, damaged, or for other files
   * @throws IOException if it can't be read
   */
  public static void require(Syscalls calls, Fd directory, Seal survey, Seal changes)
      throws IOException {
    ByteBuffer mark = ByteBuffer.allocateDirect(LENGTH + 1);
    try (Fd file = calls.paths().openat(directory, JournalFiles.COMMIT, READ, 0)) {
      int got;
      do {
        got = calls.data().pread(file, mark, mark.position());
      } while (got > 0 && mark.hasRemaining());
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      throw new MalformedJournalException(JournalFiles.COMMIT, 0, "missing");
    }
    byte[] found = new byte[mark.flip().remaining()];
    mark.get(found);
    int difference = Arrays.mismatch(found, bytes(survey, changes));
    if (difference >= 0) {
      throw new MalformedJournalException(
          JournalFiles.COMMIT, difference, "does not belong to the other files, or is damaged");
    }
  }

  private static byte[] bytes(Seal survey, Seal changes) {
    return ByteBuffer.allocate(LENGTH)
        .put(MAGIC)
        .putLong(survey.length())
        .putInt(survey.checksum())
        .putLong(changes.length())
        .putInt(changes.checksum())
        .array();
  }
}
