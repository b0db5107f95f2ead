// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a manifest says of directories that are one in the root. */
class TransactionManifestTest {
  @AutoClose private final MergeFixture fixture = new MergeFixture(Layout.TWO_FILE_SYSTEMS);

  /** They are unfinished, for they wait for links, when the other path comes to them. */
  @ParameterizedTest
  @EnumSource
  void directoryByTwoPaths_isTold_asItWillBe(Atomicity atomicity) throws IOException {
    Files.createDirectories(fixture.root("usr/lib"));
    Files.createSymbolicLink(fixture.root("lib"), Path.of("usr/lib"));
    for (String directory : List.of("usr/lib/d", "lib/d")) {
      write(fixture.image(directory + "/in/" + directory.length()), "x");
      SampleFiles.chmod(fixture.image(directory), 0755);
    }
    Files.createSymbolicLink(fixture.image("usr/lib/d/in/far"), Path.of("../../there"));
    SampleFiles.chmod(fixture.image("usr/lib/d"), 0711);
    SampleFiles.chmod(fixture.image("usr/lib/d/in"), 0751);
    fixture.stamp();
    Map<RawPath, ManifestEntry> told = new HashMap<>();
    MergeListener listener =
        new MergeListener() {
          @Override
          public void merged(MergedEntry entry) {
            Optional<ManifestEntry> manifest = entry.manifest();
            manifest.ifPresent(is -> told.put(is.path(), is));
          }
        };
    MergeOptions options = MergeOptions.builder().atomicity(atomicity).listener(listener).build();
    TreeMerge.create().merge(fixture.image(), fixture.root(), options);
    fixture.assertImageIsEmpty();
    Map<RawPath, ManifestEntry> is = new HashMap<>();
    ManifestOfTree.entries(fixture.root()).forEach(entry -> is.put(entry.path(), entry));
    for (String directory : List.of("d", "d/in")) {
      ManifestEntry now = is.get(RawPath.of("usr/lib/" + directory));
      for (String path : List.of("usr/lib/", "lib/")) {
        ManifestEntry entry = told.get(RawPath.of(path + directory));
        assertThat(entry).isNotNull();
        assertThat(mode(entry)).isEqualTo(mode(now));
        assertThat(entry.mtime()).isEqualTo(now.mtime());
      }
    }
  }

  private static String mode(ManifestEntry entry) {
    return Integer.toOctalString(entry.mode());
  }
}
