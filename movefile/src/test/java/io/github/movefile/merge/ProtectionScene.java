// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;

/** A merge with protected files, which is planned before. */
abstract class ProtectionScene {
  @AutoClose final MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM);
  ConfigProtection protection = ConfigProtection.parse("/etc", "/etc/env.d");
  Atomicity atomicity = MergeOptions.defaults().atomicity();

  /** Merges as planned; what is planned is what is done. */
  List<String> merge() throws IOException {
    List<String> planned = new ArrayList<>();
    List<String> merged = new ArrayList<>();
    RawPath image = RawPath.of(fixture.image());
    RawPath root = RawPath.of(fixture.root());
    MergeOptions.Builder options =
        MergeOptions.builder().protection(protection).atomicity(atomicity).workers(1);
    TreeMerge.create().plan(image, root, options.build(), entry -> planned.add(shown(entry)));
    options.listener(
        new MergeListener() {
          @Override
          public void merged(MergedEntry entry) {
            merged.add(shown(entry.planned()));
          }
        });
    TreeMerge.create().merge(image, root, options.build());
    assertThat(merged).isEqualTo(planned);
    fixture.assertImageIsEmpty();
    fixture.assertNoTemps();
    return merged;
  }

  private static String shown(PlannedEntry entry) {
    return entry.path() + " " + entry.action() + " " + entry.reason() + " " + entry.target();
  }

  /** Names and contents of the files below a directory of the root, or texts of links. */
  Map<String, String> files(String directory) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(fixture.root(directory))) {
      for (Path file : all.toList()) {
        String contents =
            Files.isSymbolicLink(file)
                ? "-> " + Files.readSymbolicLink(file)
                : Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? "/" : Files.readString(file);
        files.put(file.getFileName().toString(), contents);
      }
    }
    return files;
  }
}
