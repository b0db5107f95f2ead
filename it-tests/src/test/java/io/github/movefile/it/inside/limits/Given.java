// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import io.github.movefile.move.faults.SampleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Files to move, and to be replaced, with times that are easily lost. */
final class Given {
  private Given() {}

  /** Bytes that are the same each time for one length. */
  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** A file with contents, an owner and a mode of its own. */
  static Path file(Path path, int length) throws IOException {
    Files.write(path, bytes(length));
    SampleFiles.chown(path, 12_345, 23_456);
    SampleFiles.chmod(path, 0640);
    SampleFiles.stamp(path);
    return path;
  }

  /** The earlier holder of the target's name. */
  static Path old(Path path) throws IOException {
    Files.writeString(path, "the old target");
    SampleFiles.chmod(path, 0444);
    SampleFiles.stamp(path);
    return path;
  }

  /** Gives a file an attribute, and its times again. */
  static Path attribute(Path path, String name, int length) throws IOException {
    SampleFiles.attribute(path, name, bytes(length));
    SampleFiles.stamp(path);
    return path;
  }
}
