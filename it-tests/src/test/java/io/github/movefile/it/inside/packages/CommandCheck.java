// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.packages;

import io.github.movefile.it.inside.packages.Packages.Layout;
import io.github.movefile.it.inside.packages.Packages.Owner;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command, after a plan each time, as root and as an ordinary user. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandCheck {
  @AutoClose private final Disks disks = new Disks();

  @ParameterizedTest
  @CsvSource({"ROOT, xfs, ext4", "ORDINARY, ext4, ext4"})
  void asPlanned(Owner owner, String from, String to) throws IOException {
    Path images = disks.of(from).resolve("images");
    Path root = disks.of(to).resolve("root");
    new Installation(images, root, owner, Layout.SPLIT).check(new CommandMerger(owner));
  }
}
