// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.util.ArrayList;
import java.util.List;

/**
 * All descriptors that this process may still open, until they are closed. For a process of its
 * own, with a low limit; classes that are needed meanwhile have to be loaded before.
 */
public final class UsedUpDescriptors implements AutoCloseable {
  private final List<Fd> open = new ArrayList<>();

  /** Opens files until there is room for none. */
  public UsedUpDescriptors() {
    isOpened("/nonexistent"); // loads what a failure needs
    boolean isRoom = true;
    while (isRoom) {
      isRoom = isOpened("/dev/null");
    }
  }

  private boolean isOpened(String file) {
    try {
      RawPath path = RawPath.of(file);
      open.add(Syscalls.system().paths().openat(Fd.CWD, path, OpenFlags.READ_ONLY, 0));
      return true;
    } catch (ErrnoException e) {
      return false;
    }
  }

  @Override
  public void close() throws ErrnoException {
    for (Fd fd : open) {
      fd.close();
    }
  }
}
