// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import io.github.movefile.filecopy.internal.DigestNames;
import io.github.movefile.filecopy.internal.DigestRun;
import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.NativeAbsentException;
import io.github.movefile.syscalls.Syscalls;
import java.util.Map;
import java.util.Set;

/**
 * Digests the contents of an open file that isn't copied; of one that is, {@link
 * CopyOptions.Builder#digests} does so in the same pass.
 *
 * <p>Thread-safe. Each thread has a buffer of 128 KiB, which is reused.
 */
public final class FileDigest {
  private final DataCalls calls;

  private FileDigest(DataCalls calls) {
    this.calls = calls;
  }

  /**
   * Over the system calls of this process.
   *
   * @return a new service
   * @throws NativeAbsentException where there are none
   */
  public static FileDigest create() {
    return using(Syscalls.system());
  }

  /**
   * Over chosen system calls.
   *
   * @param calls made again after signals (EINTR)
   * @return a new service
   */
  public static FileDigest using(Syscalls calls) {
    return new FileDigest(calls.restarting().data());
  }

  /**
   * Reads a file once, for all digests together.
   *
   * @param file a regular file, open for reading; its position stays
   * @param algorithms names that {@link java.security.MessageDigest#getInstance(String)} knows; for
   *     none of them nothing is read
   * @return the digests of its bytes up to the length that it had at first, or to its end if it was
   *     shortened meanwhile; holes as the zeros they read as. Unmodifiable, ordered by name.
   * @throws ErrnoException if it can't be read
   * @throws IllegalArgumentException if a name isn't known, or this is no regular file
   */
  public Map<String, byte[]> of(Fd file, Set<String> algorithms) throws ErrnoException {
    Set<String> names = DigestNames.known(algorithms);
    if (names.isEmpty()) {
      return Map.of();
    }
    FileStat facts = calls.fstat(file);
    if (!facts.isRegular()) {
      throw new IllegalArgumentException("not a regular file: " + facts.type());
    }
    return DigestRun.over(calls, file, facts.size(), names);
  }
}
