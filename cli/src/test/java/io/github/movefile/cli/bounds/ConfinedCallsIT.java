// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No system call of a merge reaches what is outside, wherever the links in the root lead. */
class ConfinedCallsIT {
  @AutoClose private final TempTree here = TempTree.create();
  @AutoClose private final TempTree there = TempTree.onOtherFileSystem();

  @BeforeEach
  void need() {
    Requirements.command("strace", "tar");
    Requirements.otherFileSystem();
    Launcher.prepare();
  }

  @Test
  void renames_stayInside() throws IOException {
    assertMergeStaysInside(here);
  }

  @Test
  void copies_stayInside() throws IOException {
    assertMergeStaysInside(there);
  }

  private void assertMergeStaysInside(TempTree side) throws IOException {
    Path image = image();
    Path root = hostileRoot(side);
    List<String> before = canaries(side);
    Confinement calls = new Confinement(side.path(), List.of(image, root));

    Launcher.through(strace(), "merge", "--workers=4", "--collisions=backup", image, root)
        .env("MOVEFILE_JAVA_OPTS", "-XX:-UsePerfData")
        .in(side.path("outside"))
        .run()
        .requireSuccess();

    calls.read(here.path("traces"));
    assertThat(calls.breaches()).isEmpty();
    assertThat(calls.changes()).isGreaterThan(20);
    assertThat(canaries(side)).isEqualTo(before);
    assertArrived(root);
  }

  /** tar follows the links if it is told to: what it does would be seen. */
  @Test
  void programThatFollowsLinksOutside_isCaught() throws IOException {
    Path image = image();
    Path root = hostileRoot(here);
    Path archive = here.path("archive");
    Command.of("tar", "-C", image.toString(), "-cf", archive.toString(), "absolute")
        .run()
        .requireSuccess();
    Confinement calls = new Confinement(here.path(), List.of(image, root));
    List<String> words = new ArrayList<>(strace());
    words.addAll(List.of("tar", "-C", root.toString(), "-xf", archive.toString()));
    words.add("--keep-directory-symlink");

    Command.of(words).run().requireSuccess();

    calls.read(here.path("traces"));
    Path written = here.path("outside/file");
    assertThat(written).exists();
    assertThat(calls.breaches()).anyMatch(line -> line.endsWith("<" + written + ">"));
  }

  private List<String> strace() {
    Path traces = here.directory("traces").resolve("trace");
    return List.of(
        "strace",
        "-ff",
        "-y",
        "-qq",
        "-s4096",
        "-o" + traces,
        "-etrace=%file,%desc",
        "-esignal=none");
  }

  private Path image() {
    for (String name : List.of("absolute", "above", "chain", "magic", "deep/down/link", "inner")) {
      here.file("image/" + name + "/file", "of " + name);
      here.file("image/" + name + "/sub/file", "of " + name);
    }
    here.file("image/replaced", "new");
    here.symlink("image/same", "../outside/canary");
    here.symlink("image/away", "/etc");
    return here.path("image");
  }

  private static Path hostileRoot(TempTree side) throws IOException {
    side.file("outside/canary", "alive");
    side.directory("outside/sub");
    Path root = side.directory("root");
    Path outside = side.path("outside");
    side.symlink("root/absolute", outside.toString());
    side.symlink("root/above", "../outside");
    side.symlink("root/chain", "chain2");
    side.symlink("root/chain2", "/proc/self/root" + outside);
    side.symlink("root/magic", "/proc/self/cwd");
    side.directory("root/deep/down");
    side.symlink("root/deep/down/link", "../../../outside");
    side.directory("root/real");
    side.symlink("root/inner", "/real");
    side.symlink("root/replaced", outside + "/canary");
    side.symlink("root/same", "../outside/canary");
    side.symlink("root/away", "../outside");
    return root;
  }

  /** Links that lead nowhere inside the root are backed up; one that does is gone through. */
  private static void assertArrived(Path root) {
    for (String name : List.of("absolute", "above", "chain", "magic", "deep/down/link")) {
      Path directory = root.resolve(name);
      assertThat(Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)).as(name).isTrue();
      assertThat(directory.resolve("sub/file")).hasContent("of " + name);
    }
    assertThat(root.resolve("inner")).isSymbolicLink();
    assertThat(root.resolve("real/sub/file")).hasContent("of inner");
    assertThat(root.resolve("replaced")).isRegularFile().hasContent("new");
  }

  /** All that can be told of what is outside, but for when it was read. */
  private static List<String> canaries(TempTree side) throws IOException {
    List<String> told = new ArrayList<>();
    try (Stream<Path> all = Files.walk(side.path("outside"))) {
      for (Path each : all.sorted().toList()) {
        told.add(each + " " + Files.readAttributes(each, "unix:ino,mode,uid,gid,size,ctime"));
      }
    }
    return told;
  }
}
