// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.JavaProcess;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a further file costs a merge or a plan, in system calls on the trees as strace(1) sees them:
 * the difference between many and few of them in one directory. A change here is a change of speed.
 */
class CallsPerFileIT {
  /** A rename within a file system: 3 calls. */
  private static final Map<String, Integer> RENAME = Map.of("statx", 2, "renameat", 1);

  /** A copy to another file system of a small file without attributes: 13 calls. */
  private static final Map<String, Integer> COPY =
      Map.of(
          "statx", 3, // source, target, and whether the source is unchanged
          "openat", 2,
          "sendfile", 1,
          "flistxattr", 1,
          "fchmod", 1,
          "utimensat", 1,
          "close", 2,
          "renameat", 1,
          "unlinkat", 1);

  /** The same into a directory that the root lacks: 12 calls. */
  private static final Map<String, Integer> COPY_INTO_NEW =
      Map.of(
          "statx", 3, // source, and twice whether it is unchanged
          "openat", 2,
          "sendfile", 1,
          "flistxattr", 1,
          "fchmod", 1,
          "utimensat", 1,
          "close", 2,
          "unlinkat", 1);

  /** A plan looks at both sides: 2 calls; at the image alone where the root lacks the directory. */
  private static final Map<String, Integer> PLAN = Map.of("statx", 2);

  private static final Map<String, Integer> PLAN_OF_NEW = Map.of("statx", 1);

  private static final int FEW = 50;
  private static final int MANY = 150;

  @AutoClose private final TempTree disk = TempTree.create();
  @AutoClose private final TempTree memory = TempTree.onOtherFileSystem();

  @BeforeEach
  void processesCanBeTraced() {
    Requirements.command("strace");
    boolean traceable = Command.of("strace", "-f", "-o", "/dev/null", "true").run().exitCode() == 0;
    Requirements.need(traceable, "the right to trace processes");
  }

  @Test
  @AcrossFileSystems
  void copyPath() throws Exception {
    assertThat(callsPerFile("merge", memory, true)).isEqualTo(COPY);
  }

  @Test
  @AcrossFileSystems
  void copyPath_intoNewDirectory() throws Exception {
    assertThat(callsPerFile("merge", memory, false)).isEqualTo(COPY_INTO_NEW);
  }

  @Test
  void renamePath() throws Exception {
    assertThat(callsPerFile("merge", disk, true)).isEqualTo(RENAME);
  }

  @Test
  @AcrossFileSystems
  void plan() throws Exception {
    assertThat(callsPerFile("plan", memory, true)).isEqualTo(PLAN);
  }

  @Test
  @AcrossFileSystems
  void plan_ofNewDirectory() throws Exception {
    assertThat(callsPerFile("plan", memory, false)).isEqualTo(PLAN_OF_NEW);
  }

  private Map<String, Integer> callsPerFile(String what, TempTree source, boolean isThere)
      throws IOException {
    Map<String, Integer> few = calls(what, source, isThere, FEW);
    Map<String, Integer> perFile = new TreeMap<>();
    calls(what, source, isThere, MANY)
        .forEach(
            (call, count) -> {
              int more = count - few.getOrDefault(call, 0);
              // What isn't asked of each file, but of every so many, would be seen here too.
              assertThat(more % (MANY - FEW)).as("%s: %d more", call, more).isZero();
              if (more > 0) {
                perFile.put(call, more / (MANY - FEW));
              }
            });
    return perFile;
  }

  private Map<String, Integer> calls(String what, TempTree source, boolean isThere, int files)
      throws IOException {
    Path image = source.directory("image-" + files);
    Path root = disk.directory("root-" + files);
    Path traces = disk.directory("traces-" + files);
    Files.createDirectory(image.resolve("d"));
    if (isThere) {
      Files.createDirectory(root.resolve("d"));
    }
    for (int i = 0; i < files; i++) {
      Files.writeString(image.resolve("d/file-" + i), "contents");
    }
    JavaProcess.of(MergeProgram.class, what, image.toString(), root.toString())
        .through("strace", "-ff", "-qq", "-y", "-o", traces.resolve("trace").toString())
        .run()
        .requireSuccess();
    Path one = (what.equals("merge") ? root : image).resolve("d/file-0");
    assertThat(one).hasContent("contents");
    return counted(traces, List.of(image.toString(), root.toString()));
  }

  private static Map<String, Integer> counted(Path traces, List<String> places) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    try (Stream<Path> files = Files.list(traces)) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          int parenthesis = line.indexOf('(');
          if (parenthesis > 0 && places.stream().anyMatch(line::contains)) {
            counts.merge(line.substring(0, parenthesis), 1, Integer::sum);
          }
        }
      }
    }
    return counts;
  }
}
