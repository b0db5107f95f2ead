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
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.SampleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Each policy of a merge for files and links, by the outcomes that its documentation lists; for
 * what stands in their way see {@link MergeObstaclesTest}.
 */
class MergePolicyTest {
  @OnEveryLayout
  void unchangedFiles_areLeftAloneButForTheTime(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      for (String name : List.of("same", "older", "other mode", "other bytes")) {
        write(fixture.image(name), "contents");
        write(fixture.root(name), name.equals("other bytes") ? "c0ntents" : "contents");
      }
      SampleFiles.chmod(fixture.image("other mode"), 0700);
      fixture.stamp();
      Instant new1 = Instant.ofEpochSecond(1_700_000_000L, 123_456_789);
      Files.setLastModifiedTime(fixture.image("older"), FileTime.from(new1));
      FileRecord same = FileRecord.of(fixture.root("same"));
      FileRecord older = FileRecord.of(fixture.root("older"));
      FileRecord otherMode = FileRecord.of(fixture.root("other mode"));
      FileRecord otherBytes = FileRecord.of(fixture.root("other bytes"));

      MergeReport report = fixture.merge(MergeOptions.builder());

      assertThat(report.count(PlannedAction.LEAVE)).isEqualTo(2);
      assertThat(report.count(PlannedAction.REPLACE)).isEqualTo(2);
      assertThat(FileRecord.of(fixture.root("same")).isUntouchedSince(same)).isTrue();
      assertThat(FileRecord.of(fixture.root("older")).isSameInode(older)).isTrue();
      assertThat(Files.getLastModifiedTime(fixture.root("older")).toInstant()).isEqualTo(new1);
      assertThat(FileRecord.of(fixture.root("other mode")).isSameInode(otherMode)).isFalse();
      assertThat(FileRecord.of(fixture.root("other bytes")).isSameInode(otherBytes)).isFalse();
      fixture.assertImageIsEmpty();
    }
  }

  /** Setting the time would change a file that is not the merge's, wherever its other name is. */
  @OnEveryLayout
  void unchangedFileWithAnotherName_isReplacedRatherThanTouched(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("a"), "contents");
      Path outside = write(fixture.root().resolveSibling("outside"), "contents");
      Files.createLink(fixture.root("a"), outside);
      fixture.stamp();
      Files.setLastModifiedTime(fixture.image("a"), FileTime.from(Instant.ofEpochSecond(7)));
      FileTime before = Files.getLastModifiedTime(outside);

      fixture.merge(MergeOptions.builder());

      assertThat(Files.getLastModifiedTime(outside)).isEqualTo(before);
      assertThat(Files.getLastModifiedTime(fixture.root("a")).toMillis()).isEqualTo(7000);
    }
  }

  @OnEveryLayout
  void protectedFiles_comeBesideTheAdmins(Layout layout) throws IOException {
    Protection etc = ConfigProtection.parse("/etc", "/etc/env.d").installed(path -> true);
    for (int round = 0; round < 3; round++) {
      try (MergeFixture fixture = new MergeFixture(layout)) {
        write(fixture.root("etc/conf"), "the admin's");
        write(fixture.root("etc/env.d/x"), "masked, old");
        write(fixture.root("usr/file"), "not protected, old");
        if (round > 0) {
          write(fixture.root("etc/._cfg0004_conf"), round == 1 ? "an older update" : "new");
        }
        write(fixture.image("etc/conf"), "new");
        write(fixture.image("etc/removed"), "new");
        write(fixture.image("etc/env.d/x"), "new");
        write(fixture.image("usr/file"), "new");

        MergeReport report = fixture.merge(MergeOptions.builder().protection(etc));

        assertThat(fixture.root("etc/conf")).hasContent("the admin's");
        assertThat(fixture.root("etc/removed")).doesNotExist();
        assertThat(fixture.root("etc/._cfg0000_removed")).hasContent("new");
        assertThat(fixture.root("etc/env.d/x")).hasContent("new");
        assertThat(fixture.root("usr/file")).hasContent("new");
        Path update = fixture.root(round == 0 ? "etc/._cfg0000_conf" : "etc/._cfg0005_conf");
        if (round < 2) {
          assertThat(update).hasContent("new");
          assertThat(report.count(PlannedAction.PROTECT)).isEqualTo(2);
        } else {
          assertThat(update).doesNotExist();
          assertThat(report.count(PlannedAction.LEAVE_PENDING)).isEqualTo(1);
        }
        fixture.assertImageIsEmpty();
      }
    }
  }

  @OnEveryLayout
  void symlinks_areRewritten_andCompareRewritten(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      MoveOptions rewriting = MoveOptions.builder().rewriteSymlinksFrom(fixture.image()).build();
      Files.createSymbolicLink(fixture.image("a"), fixture.image().resolve("usr/x"));
      Files.createSymbolicLink(fixture.image("b"), fixture.image().resolve("usr/x"));
      Files.createSymbolicLink(fixture.root("b"), Path.of("/usr/x"));
      write(fixture.image("usr/x"), "x");
      fixture.stamp();

      MergeReport report = fixture.merge(MergeOptions.builder().move(rewriting));

      assertThat(report.count(PlannedAction.LEAVE)).isEqualTo(1);
      assertThat(Files.readSymbolicLink(fixture.root("a"))).isEqualTo(Path.of("/usr/x"));
      assertThat(fixture.image("b")).doesNotExist();
    }
  }

  @OnEveryLayout
  void digests_areThoseOfTheContents_howeverTheyCame(Layout layout) throws IOException {
    for (ImageDisposal disposal : ImageDisposal.values()) {
      try (MergeFixture fixture = new MergeFixture(layout)) {
        write(fixture.image("a"), "abc");
        write(fixture.image("same"), "abc");
        write(fixture.root("same"), "abc");
        Files.createLink(fixture.image("twin"), fixture.image("a"));
        fixture.stamp();
        List<ManifestEntry> manifest = new java.util.ArrayList<>();
        MergeListener listener =
            new MergeListener() {
              @Override
              public void merged(MergedEntry entry) {
                manifest.add(entry.manifest().orElseThrow());
              }
            };

        fixture.merge(
            MergeOptions.builder()
                .disposal(disposal)
                .listener(listener)
                .digests(Set.of("MD5", "SHA-256")));

        assertThat(manifest).hasSize(3);
        assertThat(manifest)
            .allSatisfy(
                entry -> {
                  assertThat(entry.digests().get("MD5").hex())
                      .isEqualTo("900150983cd24fb0d6963f7d28e17f72");
                  assertThat(entry.digests().get("SHA-256").hex()).startsWith("ba7816bf8f01cfea");
                  assertThat(entry.size()).isEqualTo(3);
                });
      }
    }
  }

  @OnEveryLayout
  void cancelled_endsBetweenTwoFiles_andARerunCompletes(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      for (int i = 0; i < 50; i++) {
        write(fixture.image("d" + i % 5 + "/f" + i), "contents " + i);
      }
      fixture.stamp();
      TreeRecord before = TreeRecord.of(fixture.image());
      int[] asked = {0};
      // Within a file system the third directory has moved; else four files of the first one have.
      int last = layout.isAcross() ? 8 : 2;

      MoveException failure =
          catchThrowableOfType(
              MoveException.class,
              () ->
                  fixture.merge(
                      MergeOptions.builder().workers(1).cancellation(() -> asked[0]++ > last)));

      assertThat(failure.failure()).isEqualTo(MoveFailure.CANCELLED);
      fixture.assertNoTemps();
      assertThat(Files.exists(fixture.root("d0"), LinkOption.NOFOLLOW_LINKS)).isTrue();
      assertThat(TreeRecord.of(fixture.image()).entries()).isNotEmpty();
      fixture.merge(MergeOptions.builder());
      fixture.assertImageIsEmpty();
      assertThat(TreeRecord.of(fixture.root()).entries().keySet())
          .isEqualTo(before.entries().keySet());
    }
  }
}
