// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.KillingSyscalls;
import io.github.movefile.syscalls.testing.KillingSyscalls.Killed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A transaction is killed at its calls after the commit, and before the recovery others change the
 * root, so that what was staged isn't found where it was: whatever the image still had is then in
 * the image or in the root, under a name that isn't a temp's, and what stays in the image is told.
 */
class TransactionUnpublishedTest {
  private static final MergeOptions OPTIONS =
      MergeOptions.builder()
          .atomicity(Atomicity.TRANSACTION)
          .protection(ConfigProtection.parse("/lib/etc", ""))
          .workers(1)
          .build();

  /** Those of the image, of which all but one have something in them at first. */
  private static final Set<String> DIRECTORIES =
      Set.of("lib", "dir", "sub", "etc", "hollow", "plain");

  /** One in so many calls, or each of them. */
  private static final int STEP = Boolean.getBoolean("movefile.full") ? 1 : 11;

  /** What others do. */
  enum Change {
    LINK_POINTS_ELSEWHERE {
      @Override
      void make(MergeFixture fixture) throws IOException {
        pointLinkTo(fixture, "other");
      }
    },
    /** As an admin moves a directory to another disk. */
    DIRECTORY_IS_A_COPY {
      @Override
      void make(MergeFixture fixture) throws IOException {
        Path lib = fixture.root("usr/lib");
        Command.of("cp", "-a", lib + "", fixture.root("copy") + "").run().requireSuccess();
        Command.of("rm", "-r", lib + "").run().requireSuccess();
        pointLinkTo(fixture, "copy");
      }
    },
    DIRECTORY_IS_ANOTHER {
      @Override
      void make(MergeFixture fixture) throws IOException {
        Files.move(fixture.root("usr/lib"), fixture.root("usr/away"));
        Files.createDirectories(fixture.root("usr/lib/etc"));
      }
    },
    DIRECTORY_IS_GONE {
      @Override
      void make(MergeFixture fixture) throws IOException {
        Files.move(fixture.root("usr/lib"), fixture.root("usr/away"));
      }
    },
    TEMPS_ARE_GONE {
      @Override
      void make(MergeFixture fixture) throws IOException {
        String script = "find \"$0\" -name '.mvt-*' -prune -exec rm -r {} +";
        Command.of("sh", "-c", script, fixture.root() + "").run().requireSuccess();
      }
    },
    FILES_ARE_REPLACED {
      @Override
      void make(MergeFixture fixture) throws IOException {
        for (String name : List.of("new", "replaced", "etc/._cfg0000_conf")) {
          Path file = fixture.root("usr/lib").resolve(name);
          if (Files.exists(file) && Files.readString(file).startsWith("image's")) {
            Path edited = write(fixture.root("edited"), "of the admin: " + name);
            Files.move(edited, file, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    };

    abstract void make(MergeFixture fixture) throws IOException;

    private static void pointLinkTo(MergeFixture fixture, String directory) throws IOException {
      Files.delete(fixture.root("lib"));
      Files.createSymbolicLink(fixture.root("lib"), Path.of(directory));
    }
  }

  static Stream<Arguments> settings() {
    return Layout.all().stream()
        .flatMap(layout -> Stream.of(Change.values()).map(change -> Arguments.of(layout, change)));
  }

  private static MergeFixture fixture(Layout layout) throws IOException {
    MergeFixture fixture = new MergeFixture(layout);
    for (String name :
        List.of("new", "replaced", "dir/sub/inside", "etc/conf", "etc/._cfg0007_its")) {
      write(fixture.image("lib").resolve(name), "image's " + name);
    }
    Files.createDirectories(fixture.image("lib/hollow"));
    write(fixture.image("plain/file"), "image's plain/file");
    write(fixture.root("usr/lib/replaced"), "old");
    write(fixture.root("usr/lib/etc/conf"), "of the admin");
    Files.createDirectories(fixture.root("other/etc"));
    Files.createDirectory(fixture.root("plain"));
    Files.createSymbolicLink(fixture.root("lib"), Path.of("usr/lib"));
    return fixture;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void killedAnywhere_losesNothing(Layout layout, Change change) throws IOException {
    sweep(layout, change, Syscalls.system());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void killedWithoutExchange_losesNothing(Layout layout, Change change) throws IOException {
    UnaryOperator<Syscalls> without = ChangedPathCalls::withoutRenameFlags;
    sweep(layout, change, without.apply(Syscalls.system()));
  }

  private static void sweep(Layout layout, Change change, Syscalls system) throws IOException {
    int points = 0;
    int kept = 0;
    for (int last = firstCommitted(layout, system); ; last += STEP) {
      try (MergeFixture fixture = fixture(layout)) {
        if (!kill(fixture, system, last) || !isCommitted(fixture)) {
          break;
        }
        change.make(fixture);
        Set<String> before = leaves(fixture.image());
        RecoveryReport report = TreeMerge.using(system).recover(RawPath.of(fixture.root()));
        String what = change + ", killed after call " + last;
        assertThat(report.outcome()).as(what).isEqualTo(RecoveryOutcome.COMPLETED);
        assertThat(lost(fixture, before)).as(what).isEmpty();
        assertThat(report.kept().stream().map(RawPath::toString))
            .as(what)
            .containsExactlyElementsOf(leaves(fixture.image()));
        assertPlainIsMerged(fixture, change, what);
        assertOldFilesAreThere(fixture, change, what);
        kept = Math.max(kept, report.kept().size());
        points++;
      }
    }
    assertThat(points).isGreaterThan(40 / STEP);
    assertThat(kept).isGreaterThanOrEqualTo(change == Change.FILES_ARE_REPLACED ? 3 : 6);
  }

  /** It has nothing to do with what others have changed, but for its temp. */
  private static void assertPlainIsMerged(MergeFixture fixture, Change change, String what) {
    if (change != Change.TEMPS_ARE_GONE) {
      assertThat(fixture.root("plain/file")).as(what).hasContent("image's plain/file");
      assertThat(fixture.image("plain")).as(what).doesNotExist();
    }
  }

  /** What the root has had under a name is there, or what the image brought in its place. */
  private static void assertOldFilesAreThere(MergeFixture fixture, Change change, String what) {
    boolean isAway = change == Change.DIRECTORY_IS_ANOTHER || change == Change.DIRECTORY_IS_GONE;
    Path lib =
        change == Change.DIRECTORY_IS_A_COPY
            ? fixture.root("copy")
            : fixture.root("usr").resolve(isAway ? "away" : "lib");
    assertThat(lib.resolve("replaced")).as(what).exists();
    assertThat(lib.resolve("etc/conf")).as(what).hasContent("of the admin");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void recoveryKilledAnywhere_losesNothing(Layout layout, Change change) throws IOException {
    int first = firstCommitted(layout, Syscalls.system());
    boolean isKilled = true;
    for (int again = 1; isKilled; again += STEP) {
      try (MergeFixture fixture = fixture(layout)) {
        kill(fixture, Syscalls.system(), first + 8);
        change.make(fixture);
        Set<String> before = leaves(fixture.image());
        isKilled = killRecovery(fixture, again);
        TreeMerge.create().recover(RawPath.of(fixture.root()));
        String what = change + ", recovery killed after call " + again;
        assertThat(lost(fixture, before)).as(what).isEmpty();
        assertPlainIsMerged(fixture, change, what);
        assertThat(fixture.root(".movefile-transaction")).as(what).doesNotExist();
      }
    }
  }

  /** After so many calls the mark is there, and after one less it isn't. */
  private static int firstCommitted(Layout layout, Syscalls system) throws IOException {
    int without = 0;
    int with;
    try (MergeFixture fixture = fixture(layout);
        KillingSyscalls counting = new KillingSyscalls(system, Integer.MAX_VALUE)) {
      TreeMerge.using(counting.syscalls()).merge(fixture.image(), fixture.root(), OPTIONS);
      with = counting.count();
    }
    while (with - without > 1) {
      int last = (without + with) / 2;
      try (MergeFixture fixture = fixture(layout)) {
        kill(fixture, system, last);
        if (isCommitted(fixture) || Files.notExists(fixture.image("plain/file"))) {
          with = last;
        } else {
          without = last;
        }
      }
    }
    return with;
  }

  private static boolean isCommitted(MergeFixture fixture) {
    return Files.exists(fixture.root(".movefile-transaction/commit"));
  }

  /** False if it made fewer calls. */
  private static boolean kill(MergeFixture fixture, Syscalls system, int last) throws IOException {
    try (KillingSyscalls killing = new KillingSyscalls(system, last)) {
      TreeMerge.using(killing.syscalls()).merge(fixture.image(), fixture.root(), OPTIONS);
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  private static boolean killRecovery(MergeFixture fixture, int last) throws IOException {
    try (KillingSyscalls killing = new KillingSyscalls(Syscalls.system(), last)) {
      TreeMerge.using(killing.syscalls()).recover(RawPath.of(fixture.root()));
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  /** Files, and directories with nothing in them, by paths from the top. */
  private static Set<String> leaves(Path top) throws IOException {
    Set<String> leaves = new TreeSet<>();
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!file.equals(top) && isLeaf(file)) {
          leaves.add(top.relativize(file).toString());
        }
      }
    }
    return leaves;
  }

  private static boolean isLeaf(Path file) throws IOException {
    if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(file)) {
      return entries.findAny().isEmpty();
    }
  }

  /** What the image had and has no more, though the root has it under no name or a temp's. */
  private static List<String> lost(MergeFixture fixture, Set<String> before) throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(fixture.root())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!file.toString().contains(".mvt-")) {
          boolean isFile = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
          found.add(isFile ? Files.readString(file) : file.getFileName().toString());
        }
      }
    }
    Set<String> left = leaves(fixture.image());
    List<String> lost = new ArrayList<>();
    for (String leaf : before) {
      String contents = "image's " + leaf.replaceFirst("^lib/", "");
      String name = leaf.substring(leaf.lastIndexOf('/') + 1);
      boolean isDirectory = DIRECTORIES.contains(name);
      if (!left.contains(leaf) && !found.contains(isDirectory ? name : contents)) {
        lost.add(leaf);
      }
    }
    return lost;
  }
}
