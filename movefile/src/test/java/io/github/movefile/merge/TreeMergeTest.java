// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What a merge does with what is there already. */
class TreeMergeTest {
  @OnEveryLayout
  void existingDirectory_keepsItsMetadata(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("etc/new"), "new");
      SampleFiles.attribute(fixture.image("etc"), "user.of", new byte[] {1});
      SampleFiles.chmod(fixture.image("etc"), 0777);
      Path existing = Files.createDirectory(fixture.root("etc"));
      SampleFiles.attribute(existing, "user.of", new byte[] {2});
      SampleFiles.chmod(existing, 02711);
      fixture.stamp();
      FileRecord before = FileRecord.of(existing);

      MergeReport report = fixture.merge();

      assertThat(FileRecord.of(existing).differencesTo(before))
          .isSubsetOf(Set.of("contents", "mtime"));
      assertThat(existing.resolve("new")).hasContent("new");
      assertThat(report.newDirectories()).isZero();
      assertThat(report.existingDirectories()).isEqualTo(1);
      assertThat(fixture.heard()).containsExactly("etc/ was there", "etc/new");
    }
  }

  /** As another merge into the same root does, between the look and mkdir(2). */
  @OnEveryLayout
  void directoryThatAppearsMeanwhile_isOneThatWasThere(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("a/b/new"), "new");
      FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());
      beforeMaking(calls, () -> fixture.root("a/b").toFile().mkdirs());

      MergeReport report = fixture.merge(ImageDisposal.CONSUME, calls.syscalls());

      assertThat(fixture.root("a/b/new")).hasContent("new");
      assertThat(report.newDirectories()).isZero();
      assertThat(report.existingDirectories()).isEqualTo(2);
      assertThat(fixture.heard()).containsExactly("a/ was there", "a/b/ was there", "a/b/new");
      fixture.assertImageIsEmpty();
    }
  }

  /** A directory is renamed, or made. */
  private static void beforeMaking(FaultInjectingSyscalls calls, Runnable action) {
    calls.onCall("renameat2", 1, action).onCall("mkdirat", 1, action);
  }

  private static void touch(Path file) {
    Command.of("touch", file.toString()).run().requireSuccess();
  }

  @OnEveryLayout
  void fileThatAppearsMeanwhile_isNoDirectoryToGoInto(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("a/new"), "new");
      FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());
      beforeMaking(calls, () -> touch(fixture.root("a")));

      MoveException failure =
          catchThrowableOfType(
              MoveException.class, () -> fixture.merge(ImageDisposal.CONSUME, calls.syscalls()));

      assertThat(failure.failure()).isEqualTo(MoveFailure.NOT_A_DIRECTORY);
      assertThat(fixture.root("a")).isEmptyFile();
      assertThat(fixture.image("a/new")).hasContent("new");
    }
  }

  @OnEveryLayout
  void entriesOfTheRootThatTheImageLacks_stayUntouched(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("a/new"), "new");
      write(fixture.root("a/mine"), "mine");
      write(fixture.root("b/mine"), "mine");
      fixture.stamp();
      TreeRecord before = TreeRecord.of(fixture.root());

      fixture.merge();

      TreeRecord after = TreeRecord.of(fixture.root());
      for (String path : List.of("a/mine", "b", "b/mine")) {
        assertThat(after.get(path).isUntouchedSince(before.get(path))).as(path).isTrue();
      }
    }
  }

  @OnEveryLayout
  void filesAndLinks_areReplaced(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("file"), "new");
      write(fixture.image("over-link"), "new");
      Files.createSymbolicLink(fixture.image("link"), Path.of("new"));
      write(fixture.root("file"), "old");
      Path victim = write(fixture.root("victim"), "victim");
      Files.createSymbolicLink(fixture.root("over-link"), victim);
      write(fixture.root("link"), "old");

      fixture.merge();

      assertThat(fixture.root("file")).hasContent("new");
      assertThat(Files.isSymbolicLink(fixture.root("over-link"))).isFalse();
      assertThat(Files.readSymbolicLink(fixture.root("link"))).isEqualTo(Path.of("new"));
      assertThat(victim).hasContent("victim");
      fixture.assertImageIsEmpty();
    }
  }

  /** The last name of the group counts one link only, once the others are moved. */
  @OnEveryLayout
  void hardLinks_stayLinksAlsoOverExistingFiles(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      Path first = write(fixture.image("a/first"), "linked");
      Files.createDirectories(fixture.image("b/c"));
      Files.createLink(fixture.image("b/c/second"), first);
      Files.createLink(fixture.image("third"), first);
      write(fixture.root("b/c/second"), "old");
      write(fixture.root("third"), "old");

      MergeReport report = fixture.merge();

      FileRecord one = FileRecord.of(fixture.root("a/first"));
      assertThat(FileRecord.of(fixture.root("b/c/second")).isSameInode(one)).isTrue();
      assertThat(FileRecord.of(fixture.root("third")).isSameInode(one)).isTrue();
      assertThat(fixture.root("third")).hasContent("linked");
      assertThat(report.files())
          .isEqualTo(
              layout.isAcross()
                  ? Map.of(MoveMethod.COPIED, 1L, MoveMethod.HARD_LINKED, 2L)
                  : Map.of(MoveMethod.RENAMED, 3L));
    }
  }

  /** A second merge of the kept image finds the links of the first in its way. */
  @OnEveryLayout
  void keptImage_mergesTwice(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      Path first = write(fixture.image("first"), "linked");
      Files.createLink(fixture.image("second"), first);
      fixture.stamp();
      TreeRecord before = TreeRecord.of(fixture.image());

      fixture.merge(ImageDisposal.KEEP);
      fixture.merge(ImageDisposal.KEEP);

      assertThat(TreeRecord.of(fixture.root()).differencesTo(before)).isEmpty();
      assertThat(TreeRecord.of(fixture.image()).differencesTo(before)).isEmpty();
      fixture.assertNoTemps();
    }
  }

  @OnEveryLayout
  void order_isThatOfTheNamesHoweverTheyWereMade(Layout layout) throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      names.add(i % 3 == 0 ? "d" + i + "/x" : "f" + i);
    }
    List<List<String>> heard = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      Collections.shuffle(names, new Random(seed));
      try (MergeFixture fixture = new MergeFixture(layout)) {
        for (String name : names) {
          write(fixture.image(name), name);
        }
        fixture.merge();
        heard.add(fixture.heard());
      }
    }
    assertThat(heard.get(0)).hasSize(names.size() + names.size() / 3);
    assertThat(heard.get(1)).isEqualTo(heard.get(0));
    assertThat(heard.get(2)).isEqualTo(heard.get(0));
  }

  @OnEveryLayout
  void defaultAclOfTheRoot_reachesNoNewEntry(Layout layout) throws IOException {
    Requirements.command("setfacl");
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("d/e/file"), "x");
      fixture.stamp();
      TreeRecord before = TreeRecord.of(fixture.image());
      Command.of("setfacl", "-d", "-m", "u:54321:rwx", fixture.root().toString())
          .run()
          .requireSuccess();

      fixture.merge();

      assertThat(TreeRecord.of(fixture.root()).differencesTo(before)).isEmpty();
    }
  }

  @OnEveryLayout
  void inodeFlagsOfANewDirectory_areKeptWhereAskedFor(Layout layout) throws IOException {
    Requirements.command("chattr", "lsattr");
    MoveOptions noDump = MoveOptions.builder().inodeFlags(InodeFlags.NO_DUMP).build();
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("d/file"), "x");
      String directory = fixture.image("d").toString();
      Command.of("chattr", "+d", directory).run().requireSuccess();

      TreeMerge.create()
          .merge(fixture.image(), fixture.root(), MergeOptions.builder().move(noDump).build());

      assertThat(flags(fixture.root("d"))).contains("d");
      assertThat(flags(fixture.root("d/file"))).doesNotContain("d");
    }
  }

  private static String flags(Path file) {
    String line = Command.of("lsattr", "-d", file.toString()).run().requireSuccess().text();
    return line.substring(0, line.indexOf(' '));
  }

  @OnEveryLayout
  void emptyImage_changesNothing(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.root("mine"), "mine");
      fixture.stamp();
      FileRecord before = FileRecord.of(fixture.root());

      MergeReport report = fixture.merge();

      assertThat(report.fileCount()).isZero();
      assertThat(FileRecord.of(fixture.root()).isUntouchedSince(before)).isTrue();
      assertThat(fixture.image()).isEmptyDirectory();
    }
  }
}
