// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.movefile.it.inside.gnu.DifferenceTable;
import io.github.movefile.it.inside.gnu.GnuSettings;
import io.github.movefile.it.lab.InsideRun;
import io.github.movefile.it.lab.InsideRun.User;
import io.github.movefile.it.lab.InsideTests;
import io.github.movefile.it.lab.JavaRuntime;
import io.github.movefile.it.lab.Pair;
import io.github.movefile.it.lab.Selection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * MoveFile beside {@code mv} and {@code cp -a} of GNU coreutils, in random cases inside a Linux
 * container: see docs/gnu-differences.md.
 *
 * <p>Other cases than the usual: {@code -Dmovefile.gnu.seed=5000 -Dmovefile.gnu.cases=20000}. A
 * case that fails tells the command that runs it alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GnuDifferenceIT {
  /** Every fourth one is an ordinary user's. */
  private static final GnuSettings USUAL = new GnuSettings(1, 2700);

  private static final int CASES_OF_A_RUN = 450;

  /** Without the system property {@code movefile.full}. */
  private static final int CASES_OF_A_SHARE = 900;

  @AutoClose private final InsideTests tests = InsideTests.start();

  @TestFactory
  Stream<DynamicNode> sameAsGnu_butForTheTable() {
    boolean isFull = Boolean.getBoolean("movefile.full");
    GnuSettings all =
        GnuSettings.chosen(isFull ? USUAL : new GnuSettings(USUAL.seed(), CASES_OF_A_SHARE));
    System.out.println("GnuDifferenceIT: " + all.cases() + " cases from seed " + all.seed());
    List<GnuSettings> parts = new ArrayList<>();
    for (int done = 0; done < all.cases(); done += CASES_OF_A_RUN) {
      int cases = Math.min(CASES_OF_A_RUN, all.cases() - done);
      parts.add(new GnuSettings(all.seed() + done, cases));
    }
    Stream<DynamicNode> runs = tests.of(parts.stream().map(GnuDifferenceIT::run).toList());
    // Other cases than the usual need not come upon every row.
    return all.equals(USUAL)
        ? Stream.concat(
            runs, Stream.of(dynamicTest("no row is dead", () -> assertNoRowIsDead(parts))))
        : runs;
  }

  private static InsideRun run(GnuSettings part) {
    String seeds = "seeds " + part.seed() + " to " + (part.seed() + part.cases() - 1);
    Selection check =
        () -> {
          List<String> options =
              new ArrayList<>(
                  Selection.ofClasses("it\\.inside\\.gnu\\.GnuDifferenceCheck").options());
          options.addAll(part.options());
          return options;
        };
    return new InsideRun(
        new Pair(seeds, "/lab", "/lab"), User.ROOT, JavaRuntime.OF_THE_IMAGE, check);
  }

  private void assertNoRowIsDead(List<GnuSettings> parts) {
    SortedSet<String> alive = new TreeSet<>();
    for (GnuSettings part : parts) {
      String rows = new String(tests.lab().read(part.rowsFile()), StandardCharsets.UTF_8);
      alive.addAll(rows.lines().toList());
    }
    assertThat(alive).containsExactlyInAnyOrderElementsOf(DifferenceTable.names());
  }
}
