// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is attached and mounted on this machine. */
final class HostDevices {
  private static final Path BLOCK_DEVICES = Path.of("/sys/block");
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

  private HostDevices() {}

  /** The files behind loop devices, of all mount namespaces. */
  static List<String> loopFiles() {
    List<String> files = new ArrayList<>();
    try (DirectoryStream<Path> loops = Files.newDirectoryStream(BLOCK_DEVICES, "loop*")) {
      for (Path loop : loops) {
        try {
          files.add(Files.readString(loop.resolve("loop/backing_file")).strip());
        } catch (NoSuchFileException e) {
          // Not attached.
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The mounts that this process sees. */
  static List<String> mounts() {
    try {
      return Files.readAllLines(MOUNTS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
