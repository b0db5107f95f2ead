// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FsStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory and the descriptors that the command does with, whatever the size of the tree. */
class MergeBoundsIT {
  private static final String HEAP = "512m";
  private static final int DESCRIPTORS = 256;
  private static final int DEPTH = 3000;
  private static final RawPath NAME = RawPath.of("d");

  /** With a reserve for the root, and for the rest of the machine. */
  private static final long NEEDED_INODES = 2L * LargeTree.ENTRIES;

  private static final long NEEDED_BYTES = 4L << 30;

  private static final Pattern HEAP_BEFORE_COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(");
  private static final PathCalls CALLS = Syscalls.system().paths();
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);

  private final TempTree temp = TempTree.create();
  private final TempTree other = TempTree.onOtherFileSystem();

  @BeforeAll
  static void prepare() {
    Launcher.prepare();
  }

  /** The program rm is faster with a million names, and works at any depth. */
  @AfterEach
  void remove() {
    Command.of("rm", "-rf", temp.path().toString(), other.path().toString()).run().requireSuccess();
  }

  @Test
  void millionEntries_arePlannedAndMergedWithin512MiB() throws IOException {
    TempTree place = hasRoom(other.path()) ? other : temp;
    Path image = place.directory("image");
    Path root = place.directory("root");
    LargeTree.make(image, root);

    CommandResult plan = withinHeap("plan", "-q", image, root);
    CommandResult merge = withinHeap("merge", "--workers=2", image, root);

    assertThat(plan.text().replace(",", ""))
        .startsWith("would merge " + LargeTree.ENTRIES + " entries ");
    assertThat(merge.errorText()).doesNotContain("warning");
    assertThat(image).isEmptyDirectory();
    assertThat(count(root, "-type", "d")).isEqualTo(LargeTree.TOPS + LargeTree.DIRECTORIES);
    assertThat(count(root, "-type", "l")).isEqualTo(LargeTree.DIRECTORIES);
    assertThat(count(root, "-type", "f"))
        .isEqualTo(LargeTree.DIRECTORIES * (LargeTree.FILES_EACH + 1L));
    assertThat(count(root, "-type", "f", "-links", "2")).isEqualTo(2L * LargeTree.DIRECTORIES);
    assertThat(count(root, "-name", "f2", "-size", "0")).isEqualTo(LargeTree.DIRECTORIES);
  }

  private static boolean hasRoom(Path directory) throws IOException {
    try (Fd fd = CALLS.openat(Fd.CWD, RawPath.of(directory), DIRECTORY, 0)) {
      FsStat free = CALLS.fstatfs(fd);
      return free.filesFree() >= NEEDED_INODES
          && free.blocksFree() * free.blockSize() >= NEEDED_BYTES;
    }
  }

  private CommandResult withinHeap(Object... words) throws IOException {
    Path log = temp.path("gc-" + words[0]);
    long start = System.nanoTime();
    CommandResult result =
        Launcher.through(List.of(), words)
            .env("MOVEFILE_JAVA_OPTS", "-Xmx" + HEAP + " -Xlog:gc:file=" + log)
            .run()
            .requireSuccess();
    long peak =
        HEAP_BEFORE_COLLECTION
            .matcher(Files.readString(log))
            .results()
            .map(MatchResult::group)
            .mapToLong(each -> Long.parseLong(each.substring(0, each.indexOf('M'))))
            .max()
            .orElse(0);
    System.out.printf(
        "MergeBoundsIT: %s of %d entries: %.1f s, at most %d MiB of heap in use%n",
        words[0], LargeTree.ENTRIES, (System.nanoTime() - start) / 1e9, peak);
    return result;
  }

  private static long count(Path tree, String... conditions) {
    String script = "find \"$0\" -mindepth 1 \"$@\" -printf x | wc -c";
    List<String> words = new ArrayList<>(List.of("sh", "-c", script, tree.toString()));
    words.addAll(List.of(conditions));
    return Long.parseLong(Command.of(words).run().requireSuccess().text().strip());
  }

  /** Into a root that has all levels, by renames; and into an empty one, by copies. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deepAndWideTree_isMergedByEightWorkersWith256Descriptors(boolean hasLevels)
      throws IOException {
    Requirements.otherFileSystem();
    Path image = temp.directory("image");
    Path root = (hasLevels ? temp : other).directory("root");
    fill(image, true);
    if (hasLevels) {
      fill(root, false);
    }
    String before = listing(image);

    List<String> limit = List.of("sh", "-c", "ulimit -n " + DESCRIPTORS + "; exec \"$0\" \"$@\"");
    CommandResult merge =
        Launcher.through(limit, "merge", "--workers=8", image, root).run().requireSuccess();

    assertThat(merge.errorText()).doesNotContain("warning");
    assertThat(image).isEmptyDirectory();
    assertThat(listing(root)).isEqualTo(before);
  }

  /** A chain of directories; with the rest, files at each level and a broad one now and then. */
  private static void fill(Path tree, boolean all) throws IOException {
    Fd here = CALLS.openat(Fd.CWD, RawPath.of(tree), DIRECTORY, 0);
    for (int level = 0; level < DEPTH; level++) {
      try (Fd directory = here) {
        if (all) {
          file(directory, "f", level);
          if (level % 300 == 0) {
            broad(directory, level);
          }
        }
        CALLS.mkdirat(directory, NAME, 0755);
        here = CALLS.openat(directory, NAME, DIRECTORY, 0);
      }
    }
    here.close();
  }

  private static void broad(Fd directory, int level) throws IOException {
    for (int i = 0; i < 100; i++) {
      RawPath name = RawPath.of("b" + i);
      CALLS.mkdirat(directory, name, 0750);
      try (Fd below = CALLS.openat(directory, name, DIRECTORY, 0)) {
        for (int k = 0; k < 5; k++) {
          file(below, "f" + k, level + k);
        }
      }
    }
  }

  /** Of a length of its own. */
  private static void file(Fd directory, String name, long length) throws IOException {
    OpenFlags create = OpenFlags.WRITE_ONLY.with(OpenFlags.CREATE);
    try (Fd fd = CALLS.openat(directory, RawPath.of(name), create, 0640)) {
      Syscalls.system().data().ftruncate(fd, length);
    }
  }

  private static String listing(Path tree) {
    String script =
        "cd \"$0\" && find . -mindepth 1 -type d -printf '%P %m\\n' -o -printf '%P %m %s %T@\\n'"
            + " | LC_ALL=C sort | sha256sum";
    return Command.of("sh", "-c", script, tree.toString()).run().requireSuccess().text();
  }
}
