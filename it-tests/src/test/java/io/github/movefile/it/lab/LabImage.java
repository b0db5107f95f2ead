// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import org.testcontainers.images.builder.ImageFromDockerfile;

/** The image of the laboratory: Debian with a Java runtime and the tools of the file systems. */
final class LabImage {
  /** Names a mirror of Debian to take packages from. */
  private static final String MIRROR = "MOVEFILE_DEBIAN_MIRROR";

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
    static final String NAME = build();

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
