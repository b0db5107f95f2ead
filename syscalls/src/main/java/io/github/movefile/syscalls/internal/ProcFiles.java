// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.NativeAbsentException;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The small files of proc(5). Thread-safe. */
public final class ProcFiles {
  /** The longest, {@code /proc/PID/stat}, has some 400 bytes. */
  private static final int MOST_BYTES = 4096;

  private ProcFiles() {}

  /**
   * What is in a file.
   *
   * @param file its path
   * @return a character for each byte, 4,096 at most
   * @throws ErrnoException if it can't be read
   * @throws NativeAbsentException without the native layer
   */
  public static String read(String file) throws ErrnoException {
    Syscalls calls = Syscalls.system();
    ByteBuffer bytes = ByteBuffer.allocateDirect(MOST_BYTES);
    try (Fd fd = calls.paths().openat(Fd.CWD, RawPath.of(file), OpenFlags.READ_ONLY, 0)) {
      while (bytes.hasRemaining() && calls.data().pread(fd, bytes, bytes.position()) > 0) {
        // the kernel may give less than there is
      }
    }
    return StandardCharsets.ISO_8859_1.decode(bytes.flip()).toString();
  }

  /**
   * What a link says; no file is opened for it.
   *
   * @param link its path
   * @return its text
   * @throws ErrnoException if it can't be read
   * @throws NativeAbsentException without the native layer
   */
  public static String link(String link) throws ErrnoException {
    return Syscalls.system().paths().readlinkat(Fd.CWD, RawPath.of(link)).toString();
  }
}
