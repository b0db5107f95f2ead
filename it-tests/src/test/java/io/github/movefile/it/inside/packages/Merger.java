// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.packages;

import java.io.IOException;
import java.nio.file.Path;

/** A way to merge the image of a package. */
@FunctionalInterface
interface Merger {
  /** The files that belong to the admin, as of {@code --protect}. */
  String CONFIGURATION = "/etc";

  /**
   * Merges an image, with the configuration in the root protected.
   *
   * @param image is empty afterwards
   * @param root has the packages so far
   */
  void merge(Path image, Path root) throws IOException;
}
