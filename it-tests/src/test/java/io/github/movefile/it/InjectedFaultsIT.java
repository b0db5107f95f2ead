// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it;

import static io.github.movefile.it.inside.kernels.faults.Scene.CLONED;
import static io.github.movefile.it.inside.kernels.faults.Scene.FIFO;
import static io.github.movefile.it.inside.kernels.faults.Scene.LINKED;
import static io.github.movefile.it.inside.kernels.faults.Scene.RANGES;
import static io.github.movefile.it.inside.kernels.faults.Scene.RENAMED;
import static io.github.movefile.it.inside.kernels.faults.Scene.RENAMED_SYNCED;
import static io.github.movefile.it.inside.kernels.faults.Scene.SMALL;
import static io.github.movefile.it.inside.kernels.faults.Scene.SPARSE;
import static io.github.movefile.it.inside.kernels.faults.Scene.SYMLINK;
import static io.github.movefile.it.inside.kernels.faults.Scene.SYNCED;

import io.github.movefile.it.inside.kernels.faults.Scene;
import io.github.movefile.it.lab.CommandRun;
import io.github.movefile.it.lab.FileSystem;
import io.github.movefile.it.lab.InsideTests;
import io.github.movefile.it.lab.InstalledCommand;
import io.github.movefile.it.lab.Pair;
import io.github.movefile.it.lab.Selection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The command itself, in a process of its own, whose system calls fail, are cut short or never come
 * back: the target is old or new and whole, the source is there until it is new, and what is said
 * is so.
 *
 * <p>One run again: {@code -Dit.test=InjectedFaultsIT -Dmovefile.it.runs='killed.*'}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectedFaultsIT {
  private static final String CHOICE = "movefile.it.runs";

  @AutoClose private final InsideTests tests = InsideTests.start();

  private final InstalledCommand command = InstalledCommand.in(tests.lab());

  /** Several runs, for several processors. */
  @TestFactory
  Stream<DynamicNode> aCallFails() {
    return of(
        List.of(
            run("a call fails: move", "ErrorsCheck", SMALL),
            run("a call fails: copy", "ErrorsCheck", SPARSE, CLONED, RANGES),
            run("a call fails: rename, fsync", "ErrorsCheck", RENAMED, RENAMED_SYNCED, SYNCED),
            run("a call fails: links, FIFO", "ErrorsCheck", SYMLINK, FIFO, LINKED),
            run("a call fails: merge", "MergeErrorsCheck")));
  }

  @TestFactory
  Stream<DynamicNode> more() {
    return of(
        List.of(
            run("killed", "KillsCheck", SMALL, SPARSE, RENAMED),
            run("short counts, changing sources, LANG=C", "(ShortCounts|Changing.*|Locale)Check")));
  }

  private CommandRun run(String label, String classes, Scene... scenes) {
    String names = Stream.of(scenes).map(Scene::name).collect(Collectors.joining(","));
    return new CommandRun(
        label,
        Pair.of(FileSystem.EXT4, FileSystem.XFS),
        command,
        Map.of(Scene.PROPERTY, names),
        Selection.ofClasses("it\\.inside\\.kernels\\.faults\\." + classes));
  }

  private Stream<DynamicNode> of(List<CommandRun> runs) {
    String pattern = System.getProperty(CHOICE, ".*");
    return tests.of(runs.stream().filter(run -> run.label().matches(pattern)).toList());
  }
}
