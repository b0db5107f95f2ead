// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.OwnerMap;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Trees whose owners are shifted and whose times are clamped. */
class ImageBuilderMergeTest {
  private static final Timespec LATEST = new Timespec(1_000_000_000, 5);
  private static final MoveOptions SHIFTED_AND_CLAMPED =
      MoveOptions.builder().owners(both("0:100000:60000")).latestMtime(LATEST).build();

  @BeforeEach
  void needRoot() {
    Requirements.root();
  }

  private static OwnerMap both(String ranges) {
    return OwnerMap.of(OwnerMap.parse(ranges), OwnerMap.parse(ranges));
  }

  private static MergeReport merge(MergeFixture fixture, ImageDisposal disposal, MoveOptions move)
      throws IOException {
    MergeOptions options = MergeOptions.builder().move(move).disposal(disposal).workers(2).build();
    return TreeMerge.using(Syscalls.system()).merge(fixture.image(), fixture.root(), options);
  }

  /** Directories with a default ACL, hard links, a link, files of several owners. */
  private static void fill(MergeFixture fixture) throws IOException {
    Path directory = Files.createDirectories(fixture.image("usr/lib"));
    write(fixture.image("usr/a"), "a");
    SampleFiles.chown(fixture.image("usr/a"), 1, 2);
    SampleFiles.chmod(fixture.image("usr/a"), 06755);
    Files.createLink(fixture.image("usr/lib/b"), fixture.image("usr/a"));
    write(fixture.image("usr/lib/acl"), "c");
    SampleFiles.attribute(
        fixture.image("usr/lib/acl"), "system.posix_acl_access", SampleFiles.acl());
    Files.createSymbolicLink(fixture.image("usr/link"), Path.of("a"));
    SampleFiles.attribute(directory, "system.posix_acl_default", SampleFiles.acl());
    fixture.stamp();
  }

  /** It is told before a directory has its metadata. */
  @OnEveryLayout
  void manifest_saysWhatTheRootHas(Layout layout) throws IOException {
    for (ImageDisposal disposal : ImageDisposal.values()) {
      for (Atomicity atomicity : Atomicity.values()) {
        try (MergeFixture fixture = new MergeFixture(layout)) {
          fill(fixture);
          List<ManifestEntry> told = new ArrayList<>();
          MergeListener listener =
              new MergeListener() {
                @Override
                public void merged(MergedEntry entry) {
                  told.add(entry.manifest().orElseThrow());
                }
              };
          MergeOptions options =
              MergeOptions.builder()
                  .move(SHIFTED_AND_CLAMPED)
                  .disposal(disposal)
                  .atomicity(atomicity)
                  .listener(listener)
                  .build();

          TreeMerge.create().merge(fixture.image(), fixture.root(), options);

          assertThat(told).hasSize(6);
          for (ManifestEntry entry : told) {
            FileRecord record = FileRecord.of(fixture.root(entry.path().toString()));
            assertThat(entry.uid() + ":" + entry.gid()).isEqualTo(record.get("owner"));
            assertThat(entry.mtime()).hasToString(record.get("mtime"));
          }
        }
      }
    }
  }

  @OnEveryLayout
  void everyEntry_hasItsMappedOwnerAndAClampedTime(Layout layout) throws IOException {
    for (ImageDisposal disposal : ImageDisposal.values()) {
      try (MergeFixture fixture = new MergeFixture(layout)) {
        fill(fixture);

        MergeReport report = merge(fixture, disposal, SHIFTED_AND_CLAMPED);

        assertThat(report.warnings()).isEmpty();
        for (String name : new String[] {"usr", "usr/lib", "usr/lib/acl", "usr/link"}) {
          FileRecord record = FileRecord.of(fixture.root(name));
          assertThat(record.get("owner")).as(name).isEqualTo("100000:100000");
          assertThat(record.get("mtime")).as(name).isEqualTo(LATEST.toString());
        }
        FileRecord a = FileRecord.of(fixture.root("usr/a"));
        assertThat(a.get("owner")).isEqualTo("100001:100002");
        assertThat(a.get("mode")).isEqualTo("6755");
        assertThat(a.isSameInode(FileRecord.of(fixture.root("usr/lib/b")))).isTrue();
        assertThat(FileRecord.of(fixture.root("usr/lib")).get("xattr system.posix_acl_default"))
            .isEqualTo(SampleFiles.aclOf(154_321));
        assertThat(FileRecord.of(fixture.root("usr/lib/acl")).get("xattr system.posix_acl_access"))
            .isEqualTo(SampleFiles.aclOf(154_321));
      }
    }
  }

  @OnEveryLayout
  void secondMerge_findsTheRestUnchanged(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      fill(fixture);
      merge(fixture, ImageDisposal.KEEP, SHIFTED_AND_CLAMPED);
      FileRecord before = FileRecord.of(fixture.root("usr/lib/acl"));

      MergeReport again = merge(fixture, ImageDisposal.KEEP, SHIFTED_AND_CLAMPED);

      assertThat(again.fileCount()).as("the two hard links, which are never compared").isEqualTo(2);
      assertThat(FileRecord.of(fixture.root("usr/lib/acl")).isUntouchedSince(before)).isTrue();
    }
  }

  /** Equal bytes of an ACL mean other users, then. */
  @OnEveryLayout
  void fileWithTheAclAsItWas_isReplaced(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      for (Path file : new Path[] {fixture.image("a"), fixture.root("a")}) {
        write(file, "x");
        SampleFiles.attribute(file, "system.posix_acl_access", SampleFiles.acl());
      }
      fixture.stamp();
      MoveOptions move = MoveOptions.builder().owners(both("0:0:1,54321:54322:1")).build();

      MergeReport report = merge(fixture, ImageDisposal.KEEP, move);

      assertThat(report.fileCount()).isEqualTo(1);
      assertThat(FileRecord.of(fixture.root("a")).get("xattr system.posix_acl_access"))
          .isEqualTo(SampleFiles.aclOf(54_322));
    }
  }

  @OnEveryLayout
  void directoryWhoseOwnerIsNotMapped_isNotMade(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("etc/a"), "a");
      SampleFiles.chown(fixture.image("etc"), 7, 0);

      MoveException failure =
          catchThrowableOfType(
              MoveException.class,
              () ->
                  merge(
                      fixture,
                      ImageDisposal.CONSUME,
                      MoveOptions.builder().owners(both("0:0:7")).build()));

      assertThat(failure.failure()).isEqualTo(MoveFailure.OWNER_NOT_MAPPED);
      assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
      assertThat(failure).hasMessageContaining("user 7 of ").hasMessageContaining("etc'");
      assertThat(fixture.root()).isEmptyDirectory();
      assertThat(fixture.image("etc/a")).hasContent("a");
    }
  }
}
