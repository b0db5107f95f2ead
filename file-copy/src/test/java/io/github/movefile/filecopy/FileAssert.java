// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Whence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractAssert;

/** What tests say of a file. Looks by means that file-copy doesn't use. */
final class FileAssert extends AbstractAssert<FileAssert, Path> {
  private static final long READ_WHOLE = 64L << 20;
  private static final int CHUNK = 1 << 20;

  private FileAssert(Path actual) {
    super(actual, FileAssert.class);
  }

  static FileAssert assertFile(Path actual) {
    return new FileAssert(actual);
  }

  /** The status of a file, a final symlink not followed. */
  static FileStat stat(Path file) throws ErrnoException {
    return Syscalls.system().paths().statx(Fd.CWD, RawPath.of(file), AtFlags.SYMLINK_NOFOLLOW);
  }

  /** Every byte is equal. Of huge files only the ranges that either has data in are read. */
  FileAssert hasContentsOf(Path expected) throws IOException {
    if (Files.size(actual) != Files.size(expected)) {
      failWithMessage(
          "%s has %d bytes, %s has %d", actual, Files.size(actual), expected, Files.size(expected));
    }
    if (Files.size(actual) <= READ_WHOLE) {
      long at = Files.mismatch(actual, expected);
      if (at >= 0) {
        failWithMessage("%s differs from %s at byte %d", actual, expected, at);
      }
      return this;
    }
    compareDataOf(actual, expected);
    compareDataOf(expected, actual);
    return this;
  }

  /** No more blocks than another file, but for those that an extent tree takes. */
  FileAssert hasNoMoreBlocksThan(Path expected) throws IOException {
    long slack = 64;
    long blocks = stat(actual).blocks();
    if (blocks > stat(expected).blocks() + slack) {
      failWithMessage(
          "%s has %d blocks, %s has %d", actual, blocks, expected, stat(expected).blocks());
    }
    return this;
  }

  /** Every byte has a block. */
  FileAssert hasNoHole() throws IOException {
    if (!stat(actual).isDense()) {
      failWithMessage("%s has holes: %s", actual, stat(actual));
    }
    return this;
  }

  /** There is nothing of that name. */
  FileAssert isAbsent() {
    if (Files.exists(actual, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      failWithMessage("%s was left behind", actual);
    }
    return this;
  }

  private void compareDataOf(Path walked, Path other) throws IOException {
    Syscalls calls = Syscalls.system();
    try (Fd fd = calls.paths().openat(Fd.CWD, RawPath.of(walked), OpenFlags.READ_ONLY, 0);
        FileChannel a = FileChannel.open(walked);
        FileChannel b = FileChannel.open(other)) {
      long end = a.size();
      for (long at = 0; at < end; ) {
        long data = calls.data().lseek(fd, at, Whence.DATA);
        at = Math.min(calls.data().lseek(fd, data, Whence.HOLE), end);
        compare(a, b, data, at);
      }
    } catch (ErrnoException e) {
      // No data behind this offset.
      if (e.errno() != Errno.ENXIO) {
        throw e;
      }
    }
  }

  private void compare(FileChannel a, FileChannel b, long from, long to) throws IOException {
    int length;
    for (long at = from; at < to; at += length) {
      length = (int) Math.min(CHUNK, to - at);
      int mismatch = read(a, at, length).mismatch(read(b, at, length));
      if (mismatch >= 0) {
        failWithMessage("%s differs at byte %d", actual, at + mismatch);
      }
    }
  }

  private static ByteBuffer read(FileChannel in, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && in.read(buffer, at + buffer.position()) >= 0) {
      // More to read.
    }
    return buffer.flip();
  }
}
