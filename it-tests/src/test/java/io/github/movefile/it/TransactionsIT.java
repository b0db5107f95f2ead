// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it;

import io.github.movefile.it.inside.transactions.Extent;
import io.github.movefile.it.lab.CheckRun;
import io.github.movefile.it.lab.InsideTests;
import io.github.movefile.it.lab.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Merges that are all or nothing stay so when their process is killed and when the power fails, on
 * each file system: a share of the points by a seed, in some two minutes.
 *
 * <p>All points: {@code -Dmovefile.full=true}. Others: {@code -Dmovefile.transactions.seed=2}. One
 * file system: {@code -Dmovefile.transactions.types=btrfs}. Half an hour of one setting: {@code
 * -Dmovefile.transactions.longer=99}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionsIT {
  @AutoClose private final InsideTests tests = InsideTests.start();

  @TestFactory
  Stream<DynamicNode> cutOff() {
    List<CheckRun> runs = new ArrayList<>();
    for (String types : System.getProperty(Extent.TYPES, "ext4,btrfs,xfs").split(",", -1)) {
      runs.add(run("kills", "RealKillsCheck", types));
      runs.add(run("power cuts", "PowerCutsCheck", types));
    }
    return tests.of(runs);
  }

  private static CheckRun run(String label, String check, String type) {
    Map<String, String> properties = new HashMap<>();
    for (String name : List.of(Extent.FULL, Extent.SEED, Extent.LONGER)) {
      String value = System.getProperty(name);
      if (value != null) {
        properties.put(name, value);
      }
    }
    properties.put(Extent.TYPES, type);
    return new CheckRun(
        label + ", " + type,
        properties,
        Selection.ofClasses("it\\.inside\\.transactions\\." + check));
  }
}
