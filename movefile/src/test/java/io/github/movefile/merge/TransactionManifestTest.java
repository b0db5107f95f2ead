// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a manifest says of what a transaction gives its metadata only later. */
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
    Map<RawPath, ManifestEntry> told = merge(MergeOptions.builder().atomicity(atomicity));
    fixture.assertImageIsEmpty();
    Map<RawPath, ManifestEntry> is = rootNow();
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

  /** It gets it after the commit. */
  @ParameterizedTest
  @CsvSource({"PER_FILE, NONE", "PER_FILE, BATCHED", "TRANSACTION, NONE"})
  void fileThatGetsOnlyATime_isTold_withThat(Atomicity atomicity, Durability durability)
      throws IOException {
    for (Path top : List.of(fixture.image(), fixture.root())) {
      write(top.resolve("d/file"), "same");
      write(top.resolve("d/later"), "same");
      Files.createSymbolicLink(top.resolve("d/link"), Path.of("file"));
    }
    fixture.stamp();
    Timespec latest = Timespec.of(Instant.ofEpochSecond(1_000_000_000));
    Files.setLastModifiedTime(fixture.root("d/file"), FileTime.fromMillis(1_000_000));
    Files.setLastModifiedTime(fixture.image("d/file"), FileTime.fromMillis(2_000_000));
    MoveOptions move = MoveOptions.builder().durability(durability).latestMtime(latest).build();
    Map<RawPath, ManifestEntry> told =
        merge(MergeOptions.builder().atomicity(atomicity).move(move));
    Map<RawPath, ManifestEntry> is = rootNow();
    for (String name : List.of("d/file", "d/later", "d/link")) {
      RawPath path = RawPath.of(name);
      assertThat(told.get(path).mtime()).as(name).isEqualTo(is.get(path).mtime());
    }
    assertThat(told.get(RawPath.of("d/file")).mtime().seconds()).isEqualTo(2_000);
    assertThat(told.get(RawPath.of("d/later")).mtime()).isEqualTo(latest);
  }

  /** What was told. */
  private Map<RawPath, ManifestEntry> merge(MergeOptions.Builder options) throws IOException {
    Map<RawPath, ManifestEntry> told = new HashMap<>();
    MergeListener listener =
        new MergeListener() {
          @Override
          public void merged(MergedEntry entry) {
            Optional<ManifestEntry> manifest = entry.manifest();
            manifest.ifPresent(is -> told.put(is.path(), is));
          }
        };
    TreeMerge.create().merge(fixture.image(), fixture.root(), options.listener(listener).build());
    return told;
  }

  private Map<RawPath, ManifestEntry> rootNow() throws IOException {
    Map<RawPath, ManifestEntry> is = new HashMap<>();
    ManifestOfTree.entries(fixture.root()).forEach(entry -> is.put(entry.path(), entry));
    return is;
  }

  private static String mode(ManifestEntry entry) {
    return Integer.toOctalString(entry.mode());
  }
}
