// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.util.IntSummaryStatistics;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TreeGeneratorTest {
  private static final TreeShape SHAPE = TreeShape.ofFiles(400);

  @AutoClose private final TempTree temp = TempTree.create();

  @BeforeEach
  void capabilitiesCanBeSet() {
    Requirements.root();
    Requirements.command("getfattr");
  }

  @Test
  void sameSeed_sameTree() throws Exception {
    assertThat(generated("a", SHAPE)).isEqualTo(generated("b", SHAPE));
  }

  @Test
  void otherSeed_otherTree() throws Exception {
    TreeShape other =
        new TreeShape(SHAPE.files(), SHAPE.directories(), SHAPE.sizes(), SHAPE.seed() + 1);

    assertThat(generated("a", SHAPE)).isNotEqualTo(generated("b", other));
  }

  @Test
  void shares_areAsPromised() throws Exception {
    Map<String, Map<String, String>> tree = generated("a", SHAPE);

    assertThat(count(tree, entry -> "d".equals(entry.get("type")))).isEqualTo(30);
    assertThat(count(tree, entry -> "l".equals(entry.get("type")))).isEqualTo(20);
    // A further name of a file with attributes has them too.
    assertThat(count(tree, entry -> entry.containsKey("xattr user.origin"))).isBetween(20L, 24L);
    assertThat(count(tree, entry -> entry.containsKey("xattr security.capability")))
        .isBetween(4L, 6L);
    long inodes =
        tree.values().stream()
            .map(e -> e.get("hard links"))
            .filter(x -> x != null)
            .distinct()
            .count();
    assertThat(inodes).isEqualTo(400 - 20 - 12);
  }

  /** As many as W1 has: ln 1,500 is 7.3, and e ln 1,500 is 20. */
  @Test
  void directories_areAsDeepAsThoseOfPackages() throws Exception {
    TreeShape many = new TreeShape(0, 1500, SHAPE.sizes(), SHAPE.seed());

    IntSummaryStatistics depths =
        generated("a", many).keySet().stream()
            .mapToInt(path -> 1 + (int) path.chars().filter(c -> c == '/').count())
            .summaryStatistics();

    assertThat(depths.getCount()).isEqualTo(1500);
    assertThat(depths.getAverage()).isBetween(5.0, 9.0);
    assertThat(depths.getMax()).isLessThan(21);
  }

  @Test
  void smallFiles_haveUpTo1KiB() throws Exception {
    TreeShape small = TreeShape.ofSmallFiles(400);

    assertThat(generated("a", small).values())
        .filteredOn(entry -> entry.containsKey("size"))
        .extracting(entry -> Integer.parseInt(entry.getOrDefault("size", "")))
        .allMatch(size -> size >= 1 && size <= 1024)
        .anyMatch(size -> size > 900);
    assertThat(small.directories()).isEqualTo(SHAPE.directories());
  }

  private Map<String, Map<String, String>> generated(String name, TreeShape shape)
      throws Exception {
    TreeGenerator.generate(temp.path(name), shape);
    Map<String, Map<String, String>> entries = TreeFacts.of(temp.path(name)).entries();
    // Blocks are given out later.
    entries.values().forEach(entry -> entry.remove("blocks"));
    return entries;
  }

  private static long count(
      Map<String, Map<String, String>> tree, Predicate<Map<String, String>> condition) {
    return tree.values().stream().filter(condition).count();
  }
}
