// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** One of several files that may have a name: contents, owner and mode that belong together. */
enum Version {
  OLD('o', 100_000, 10_001, 0600),
  FIRST('a', 200_000, 10_002, 0640),
  SECOND('b', 150_000, 10_003, 0755);

  private final char letter;
  private final int length;
  private final int owner;
  private final int mode;

  Version(char letter, int length, int owner, int mode) {
    this.letter = letter;
    this.length = length;
    this.owner = owner;
    this.mode = mode;
  }

  private byte[] bytes() {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) letter);
    return bytes;
  }

  /** Makes a file of this version. */
  Path make(Path file) throws IOException {
    Files.write(file, bytes());
    SampleFiles.chown(file, owner, owner);
    SampleFiles.chmod(file, mode);
    return file;
  }

  /**
   * Which version a name leads to just now.
   *
   * @return empty if there is none
   * @throws AssertionError if it is a part of one, or a mixture
   */
  static Optional<Version> at(Path file) throws IOException {
    try (Fd fd =
        Syscalls.system().paths().openat(Fd.CWD, RawPath.of(file), OpenFlags.READ_ONLY, 0)) {
      FileStat facts = Syscalls.system().data().fstat(fd);
      byte[] found = read(fd, facts);
      for (Version version : values()) {
        if (Arrays.equals(found, version.bytes())
            && facts.uid() == version.owner
            && facts.permissions() == version.mode) {
          return Optional.of(version);
        }
      }
      throw new AssertionError("neither is this: " + facts);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static byte[] read(Fd fd, FileStat facts) throws ErrnoException {
    ByteBuffer buffer = ByteBuffer.allocateDirect((int) facts.size() + 1);
    while (Syscalls.system().data().pread(fd, buffer, buffer.position()) > 0) {
      // until the end, wherever that is
    }
    byte[] bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
