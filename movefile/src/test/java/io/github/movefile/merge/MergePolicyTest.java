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
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Each policy of a merge, by the outcomes that its documentation lists. */
class MergePolicyTest {
  private static MergeReport merge(MergeFixture fixture, MergeOptions.Builder options)
      throws MoveException {
    return TreeMerge.create().merge(fixture.image(), fixture.root(), options.build());
  }

  private static MoveException failure(MergeFixture fixture, MergeOptions.Builder options) {
    return catchThrowableOfType(MoveException.class, () -> merge(fixture, options));
  }

  @OnEveryLayout
  void directoryOverLink_isMergedThroughIt_andTheLinkStays(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("lib/a"), "a");
      write(fixture.image("lib/sub/b"), "b");
      write(fixture.image("usr/lib/c"), "c");
      write(fixture.root("usr/lib/old"), "old");
      Files.createSymbolicLink(fixture.root("lib"), Path.of("/usr/lib"));
      fixture.stamp();
      FileRecord link = FileRecord.of(fixture.root("lib"));

      MergeReport report = merge(fixture, MergeOptions.builder());

      assertThat(report.count(PlannedAction.FOLLOW_LINK)).isEqualTo(1);
      assertThat(FileRecord.of(fixture.root("lib")).isUntouchedSince(link)).isTrue();
      assertThat(fixture.root("usr/lib/a")).hasContent("a");
      assertThat(fixture.root("usr/lib/sub/b")).hasContent("b");
      assertThat(fixture.root("usr/lib/c")).hasContent("c");
      assertThat(fixture.root("usr/lib/old")).hasContent("old");
      fixture.assertImageIsEmpty();
    }
  }

  /** What the link leads to is made by the same merge. */
  @OnEveryLayout
  void directoryOverLinkThatLeadsNowhereYet_waitsForIt(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("lib/a"), "a");
      write(fixture.image("usr/lib/c"), "c");
      Files.createSymbolicLink(fixture.root("lib"), Path.of("usr/lib"));

      merge(fixture, MergeOptions.builder());

      assertThat(fixture.root("usr/lib/a")).hasContent("a");
      assertThat(fixture.root("lib")).isSymbolicLink();
    }
  }

  @OnEveryLayout
  void directoryOverLink_isRefusedWhereAskedFor(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("lib/a"), "a");
      Files.createDirectories(fixture.root("usr/lib"));
      Files.createSymbolicLink(fixture.root("lib"), Path.of("usr/lib"));

      MoveException failure =
          failure(fixture, MergeOptions.builder().directoryLinks(DirectoryLinks.REFUSE));

      assertThat(failure.failure()).isEqualTo(MoveFailure.NOT_A_DIRECTORY);
      assertThat(fixture.root("usr/lib")).isEmptyDirectory();
      assertThat(fixture.image("lib/a")).hasContent("a");
    }
  }

  @OnEveryLayout
  void collisions_areBackedUp(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("d/a"), "a");
      write(fixture.image("f"), "file");
      write(fixture.image("l/b"), "b");
      write(fixture.root("d"), "was a file");
      write(fixture.root("d.backup.0000"), "an older one");
      write(fixture.root("f/in it"), "was a directory");
      Files.createSymbolicLink(fixture.root("l"), Path.of("no/where"));

      MergeReport report =
          merge(fixture, MergeOptions.builder().collisions(CollisionPolicy.BACKUP));

      assertThat(report.count(PlannedAction.BACK_UP)).isEqualTo(3);
      assertThat(fixture.root("d/a")).hasContent("a");
      assertThat(fixture.root("d.backup.0000")).hasContent("an older one");
      assertThat(fixture.root("d.backup.0001")).hasContent("was a file");
      assertThat(fixture.root("f")).hasContent("file");
      assertThat(fixture.root("f.backup.0000/in it")).hasContent("was a directory");
      assertThat(fixture.root("l/b")).hasContent("b");
      assertThat(Files.readSymbolicLink(fixture.root("l.backup.0000")))
          .isEqualTo(Path.of("no/where"));
      fixture.assertImageIsEmpty();
    }
  }

  @OnEveryLayout
  void collisions_areSkipped_andStayInTheImage(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("x/d/a"), "a");
      write(fixture.image("x/b"), "b");
      write(fixture.root("x/d"), "a file");
      CollisionPolicy skip =
          collision -> {
            assertThat(collision.path()).isEqualTo(RawPath.of("x/d"));
            return CollisionPolicy.Decision.SKIP;
          };

      MergeReport report = merge(fixture, MergeOptions.builder().collisions(skip));

      assertThat(report.count(PlannedAction.SKIP)).isEqualTo(1);
      assertThat(fixture.image("x/d/a")).hasContent("a");
      assertThat(fixture.image("x/b")).doesNotExist();
      assertThat(fixture.root("x/d")).hasContent("a file");
      assertThat(fixture.root("x/b")).hasContent("b");
    }
  }

  @OnEveryLayout
  void existingDirectory_takesTheImagesMetadataWhereAskedFor(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("d/a"), "a");
      SampleFiles.chmod(fixture.image("d"), 02710);
      SampleFiles.attribute(fixture.image("d"), "user.colour", new byte[] {1});
      write(fixture.root("d/b"), "b");
      fixture.stamp();
      FileRecord wanted = FileRecord.of(fixture.image("d"));

      merge(fixture, MergeOptions.builder().existingDirectories(ExistingDirectories.UPDATE));

      assertThat(FileRecord.of(fixture.root("d")).differencesTo(wanted))
          .containsExactly("contents"); // it has an entry more
    }
  }

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

      MergeReport report = merge(fixture, MergeOptions.builder());

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

      merge(fixture, MergeOptions.builder());

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

        MergeReport report = merge(fixture, MergeOptions.builder().protection(etc));

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

      MergeReport report = merge(fixture, MergeOptions.builder().move(rewriting));

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

        merge(
            fixture,
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
          failure(fixture, MergeOptions.builder().workers(1).cancellation(() -> asked[0]++ > last));

      assertThat(failure.failure()).isEqualTo(MoveFailure.CANCELLED);
      fixture.assertNoTemps();
      assertThat(Files.exists(fixture.root("d0"), LinkOption.NOFOLLOW_LINKS)).isTrue();
      assertThat(TreeRecord.of(fixture.image()).entries()).isNotEmpty();
      merge(fixture, MergeOptions.builder());
      fixture.assertImageIsEmpty();
      assertThat(TreeRecord.of(fixture.root()).entries().keySet())
          .isEqualTo(before.entries().keySet());
    }
  }
}
