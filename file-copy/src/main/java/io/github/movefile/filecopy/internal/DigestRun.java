// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** Digests a file that is only read. */
public final class DigestRun {
  private DigestRun() {}

  /**
   * Reads up to a length or to the end, whichever comes first: a file that grows for ever ends.
   *
   * @param calls restarted after signals
   * @param file open for reading
   * @param length how much of it counts, in bytes
   * @param algorithms known ones
   * @return the digests, unmodifiable, in the order of the algorithms
   * @throws ErrnoException if the file can't be read
   */
  public static Map<String, byte[]> over(
      DataCalls calls, Fd file, long length, Set<String> algorithms) throws ErrnoException {
    RunningDigest digest = new RunningDigest(algorithms);
    for (long offset = 0; offset < length; ) {
      ByteBuffer buffer = CopyBuffer.cleared();
      buffer.limit((int) Math.min(CopyBuffer.SIZE, length - offset));
      int count = calls.pread(file, buffer, offset);
      if (count == 0) {
        break;
      }
      digest.add(buffer.flip());
      offset += count;
    }
    return Collections.unmodifiableMap(digest.values());
  }
}
