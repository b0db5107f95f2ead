// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final Workload SHORT = TreeWorkloads.all().get(0);
  private static final Workload LONG = ScalingWorkloads.all().get(1);

  @Test
  void namesAndFamilies_areWanted() {
    assertThat(SHORT.isWanted(List.of("W1"), false)).isTrue();
    assertThat(SHORT.isWanted(List.of("W2", "W1 tmpfs→ext4"), false)).isTrue();
    assertThat(SHORT.isWanted(List.of("W2"), true)).isFalse();
  }

  @Test
  void thatTakesLong_isWantedOnlyIfAskedFor() {
    assertThat(SHORT.isWanted(List.of(), false)).isTrue();
    assertThat(LONG.isWanted(List.of(), false)).isFalse();
    assertThat(LONG.isWanted(List.of(), true)).isTrue();
    assertThat(LONG.isWanted(List.of("W6"), false)).isTrue();
    assertThat(LONG.isWanted(List.of("W6 tmpfs→ext4 1,000,000"), false)).isTrue();
  }

  @Test
  void workload_needsBothFileSystems() {
    assertThat(SHORT.fits(Set.of("ext4", "tmpfs"))).isTrue();
    assertThat(SHORT.fits(Set.of("ext4", "xfs"))).isFalse();
  }
}
