// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.ConfigProtection;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Merges by the library, without a warning, and without a descriptor that is left open.
 *
 * @param options but for the protection
 */
record LibraryMerger(MergeOptions options) implements Merger {
  @Override
  public void merge(Path image, Path root) throws IOException {
    MergeOptions protecting =
        options.toBuilder().protection(ConfigProtection.parse(CONFIGURATION, "")).build();
    LeakCheckingSyscalls calls = new LeakCheckingSyscalls(Syscalls.system());

    MergeReport report = TreeMerge.using(calls.syscalls()).merge(image, root, protecting);

    assertThat(report.warnings()).isEmpty();
    calls.assertNoLeaks();
  }
}
