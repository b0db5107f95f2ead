// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.verify;

import io.github.movefile.move.internal.Discarding;
import io.github.movefile.move.internal.Place;
import io.github.movefile.move.internal.QuietOpen;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;

/** Opens the very file that was looked at. */
final class OpenFile {
  private OpenFile() {}

  /**
   * Opens a regular file.
   *
   * @param calls how
   * @param place where it is
   * @param facts what was there
   * @return open for reading
   * @throws IOException if it can't be opened, or another file has the name by now
   */
  static ReadFd of(Syscalls calls, Place place, FileStat facts) throws IOException {
    Fd file = QuietOpen.file(calls.paths(), place);
    try {
      if (calls.data().fstat(file).isSameFile(facts)) {
        return new ReadFd(file);
      }
      throw new IOException("was replaced by another file meanwhile");
    } catch (IOException e) {
      Discarding.closing(file, e);
      throw e;
    }
  }
}
