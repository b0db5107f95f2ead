// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.demo;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Whence;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is in a file, and what isn't.
 *
 * @param sha256 digest of all bytes, in hexadecimal
 * @param holes the ranges without blocks that are large enough for every file system
 */
record FileContents(String sha256, String holes) {
  /** File systems with larger blocks than others keep fewer small holes. */
  private static final long SMALLEST_HOLE = 128 << 10;

  private static final int CHUNK = 256 << 10;
  private static final OpenFlags READ = OpenFlags.READ_ONLY.with(OpenFlags.NOFOLLOW);

  static FileContents of(Syscalls calls, RawPath path, FileStat stat) throws ErrnoException {
    try (Fd file = calls.paths().openat(Fd.CWD, path, READ, 0)) {
      return new FileContents(digest(calls, file), holes(calls, file, stat.size()));
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String digest(Syscalls calls, Fd file) throws ErrnoException {
    MessageDigest digest = sha256Digest();
    ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
    long at = 0;
    while (true) {
      int count = calls.data().pread(file, buffer.clear(), at);
      if (count == 0) {
        return hex(digest.digest());
      }
      digest.update(buffer.flip());
      at += count;
    }
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static String holes(Syscalls calls, Fd file, long size) throws ErrnoException {
    StringBuilder holes = new StringBuilder();
    long at = 0;
    while (at < size) {
      long hole = calls.data().lseek(file, at, Whence.HOLE);
      long end = hole < size ? dataAfter(calls, file, hole, size) : size;
      if (end - hole >= SMALLEST_HOLE) {
        holes.append(hole).append('-').append(end).append(' ');
      }
      at = end;
    }
    return holes.isEmpty() ? "none" : holes.toString().stripTrailing();
  }

  private static long dataAfter(Syscalls calls, Fd file, long hole, long size)
      throws ErrnoException {
    try {
      return calls.data().lseek(file, hole, Whence.DATA);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENXIO) {
        return size;
      }
      throw e;
    }
  }
}
