// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.it.inside.kernels.faults.RealCommand;
import io.github.movefile.it.inside.packages.Packages.Owner;
import io.github.movefile.syscalls.testing.CommandResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges by the command, which tells no warning, and does what {@code movefile plan} has told: line
 * by line, in the same order.
 *
 * @param owner who runs it
 */
record CommandMerger(Owner owner) implements Merger {
  @Override
  public void merge(Path image, Path root) {
    List<String> plan = lines("plan", image, root);
    List<String> merge = lines("merge", image, root);
    int entries = merge.size() - 1; // then the sums
    assertThat(merge).last().asString().startsWith("merged ");
    assertThat(plan.get(entries).replace(",", ""))
        .startsWith("would merge " + entries + " entries ");
    assertThat(plan.subList(0, entries)).isEqualTo(merge.subList(0, entries));
  }

  private List<String> lines(String verb, Path image, Path root) {
    List<String> verbose = verb.equals("merge") ? List.of("-v") : List.of();
    List<String> words = new ArrayList<>(List.of(verb));
    words.addAll(verbose);
    words.addAll(List.of("--protect=" + CONFIGURATION, image.toString(), root.toString()));
    CommandResult result = RealCommand.of(owner.wrapper(), words).run().requireSuccess();
    assertThat(result.errorText()).isEmpty();
    return result.text().lines().toList();
  }
}
