// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * For each seed: GNU and MoveFile make the same of the same world, but for what the table explains;
 * MoveFile keeps its own promises; and now and then, its command does what the library does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(GnuSettings.Resolver.class)
class GnuDifferenceCheck {
  /** One in so many cases is run by the command too, which starts a JVM. */
  private static final int COMMAND_SHARE = 60;

  @AutoClose private final Bench bench = new Bench();
  private final SortedSet<String> rows = new TreeSet<>();

  @TestFactory
  Stream<DynamicTest> sameAsGnu(GnuSettings settings) {
    return LongStream.range(settings.seed(), settings.seed() + settings.cases())
        .mapToObj(seed -> Planner.plan(seed, settings.seed()))
        .map(plan -> dynamicTest(plan.label(), () -> check(plan)));
  }

  @AfterAll
  void leaveTheRows(GnuSettings settings) throws IOException {
    Files.write(Path.of(settings.rowsFile()), rows);
  }

  private void check(Plan plan) throws Exception {
    Trial trial = bench.run(plan);
    List<String> problems = new ArrayList<>();
    for (Divergence divergence : trial.divergences()) {
      Optional<Difference> row = DifferenceTable.explaining(new Evidence(trial, divergence));
      row.ifPresentOrElse(
          found -> rows.add(found.name()),
          () -> problems.add("not in the table: " + trial.text(divergence)));
    }
    problems.addAll(Promises.brokenIn(trial));
    if (plan.seed() % COMMAND_SHARE == 0) {
      problems.addAll(CommandCheck.problems(trial, bench.runCommand(plan)));
    }
    if (!problems.isEmpty()) {
      throw new AssertionError(
          String.join("\n  ", problems)
              + "\n"
              + trial.text()
              + "\nAgain: "
              + GnuSettings.commandFor(plan.seed()));
    }
  }
}
