// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file that the JDK was to open could not be: its exceptions often say its name alone. */
public final class FileReasons {
  private FileReasons() {}

  /**
   * The reason, for a message that names the file itself.
   *
   * @param e what the JDK said
   * @return such as {@code no such file or directory}
   */
  public static String of(IOException e) {
    if (!(e instanceof FileSystemException file)) {
      return String.valueOf(e.getMessage());
    }
    if (file.getReason() != null) {
      return file.getReason();
    }
    return e instanceof NoSuchFileException
        ? "no such file or directory"
        : e instanceof AccessDeniedException ? "permission denied" : e.toString();
  }
}
