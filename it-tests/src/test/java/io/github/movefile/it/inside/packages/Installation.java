// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.it.inside.packages.Packages.Kind;
import io.github.movefile.it.inside.packages.Packages.Layout;
import io.github.movefile.it.inside.packages.Packages.Owner;
import io.github.movefile.syscalls.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * All packages merged one after another into a root; then some upgraded in place, twice, for the
 * second time finds all that it would do done. What comes of it is what GNU cp makes of the same.
 *
 * @param images a directory to have them in
 * @param root a directory to be made
 * @param owner whose files they are
 * @param layout of the root
 */
record Installation(Path images, Path root, Owner owner, Layout layout) {
  void check(Merger merger) throws IOException {
    try {
      Packages.makeRoot(root, owner, layout);
      merge(Kind.UNPACKED, merger);
      Packages.edit(root, owner);
      merge(Kind.UPGRADES, merger);
      merge(Kind.UPGRADES, merger);
      assertThat(Packages.differences(root, owner, layout)).isEmpty();
    } finally {
      Command.of("rm", "-rf", images.toString(), root.toString()).run().requireSuccess();
    }
  }

  private void merge(Kind kind, Merger merger) throws IOException {
    for (Path image : Packages.images(images, owner, kind)) {
      merger.merge(image, root);
      assertThat(image).isEmptyDirectory();
      Files.delete(image);
    }
  }
}
