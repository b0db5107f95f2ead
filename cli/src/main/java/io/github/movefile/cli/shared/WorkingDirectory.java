// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import io.github.movefile.syscalls.AbsolutePath;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.nio.file.Path;

/** Where relative paths begin, whatever the locale is. */
public final class WorkingDirectory {
  private WorkingDirectory() {}

  /**
   * An absolute path, in which {@code .} and {@code ..} are as they were given.
   *
   * @param path as the user gives it
   * @return for the JDK
   * @throws UsageException if the kernel doesn't tell the working directory
   */
  public static Path resolve(RawPath path) throws UsageException {
    try {
      return AbsolutePath.of(Syscalls.system().paths(), path).toPath();
    } catch (ErrnoException e) {
      throw new UsageException(
          path.quoted() + ": can't tell the working directory: " + e.getMessage());
    }
  }
}
