// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it;

import io.github.movefile.it.inside.kernels.faults.Scene;
import io.github.movefile.it.lab.CommandRun;
import io.github.movefile.it.lab.InsideTests;
import io.github.movefile.it.lab.InstalledCommand;
import io.github.movefile.it.lab.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * <p>One run again: {@code -Dit.test=InjectedFaultsIT -Dmovefile.it.runs='SMALL.*'}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectedFaultsIT {
  private static final String CHOICE = "movefile.it.runs";

  @AutoClose private final InsideTests tests = InsideTests.start();

  private final InstalledCommand command = InstalledCommand.in(tests.lab());

  @TestFactory
  Stream<DynamicNode> eachCallFails() {
    List<CommandRun> runs = new ArrayList<>();
    for (Scene scene : Scene.values()) {
      runs.add(
          new CommandRun(
              "each call fails, " + scene.name(),
              command,
              Map.of(Scene.PROPERTY, scene.name()),
              Selection.ofClasses("it\\.inside\\.kernels\\.faults\\.ErrorsCheck")));
    }
    return of(runs);
  }

  private Stream<DynamicNode> of(List<CommandRun> runs) {
    String pattern = System.getProperty(CHOICE, ".*");
    return tests.of(runs.stream().filter(run -> run.label().matches(pattern)).toList());
  }
}
