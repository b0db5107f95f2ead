// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The image of the laboratory: Debian with a Java runtime and the tools of the file systems. */
final class LabImage {
  /** Names a mirror of Debian to take packages from. */
  private static final String MIRROR = "MOVEFILE_DEBIAN_MIRROR";

  /** In the directory of the build: of two processes, the second one finds the layers made. */
  private static final Path LOCK = Path.of("target", "lab-image.lock");

  /** Kept after the run, so that the next one finds all layers. */
  private static final String NAME = "movefile-lab:latest";

  private LabImage() {}

  /**
   * Builds the image, once.
   *
   * @return its name
   */
  static String name() {
    return Built.NAME;
  }

  private static final class Built {
    static final String NAME = buildLocked();

    private static String buildLocked() {
      try (FileChannel channel =
          FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        FileLock held = channel.lock();
        String name = build();
        held.release();
        return name;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String build() {
      String mirror = System.getenv().getOrDefault(MIRROR, "");
      return new ImageFromDockerfile(LabImage.NAME, false)
          .withFileFromClasspath("Dockerfile", resource("Dockerfile"))
          .withBuildArg("MIRROR", mirror)
          // An engine without a bridge has no other.
          .withBuildImageCmdModifier(build -> build.withNetworkMode("host"))
          .get();
    }
  }

  /** The name of a resource of this package, on the class path. */
  static String resource(String name) {
    return LabImage.class.getPackageName().replace('.', '/') + "/" + name;
  }
}
