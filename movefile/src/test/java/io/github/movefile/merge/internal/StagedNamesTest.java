// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.RawPath;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The names that a transaction gives to what it stages and keeps. */
class StagedNamesTest {
  @Test
  void noName_isThatOfWhatAnotherOneReplaces() {
    StagedNames names = StagedNames.random();
    Set<RawPath> all = new HashSet<>();
    for (int i = 0; i < 50_000; i++) {
      RawPath staged = names.next();
      assertThat(all.add(staged)).isTrue();
      assertThat(all.add(StagedNames.old(staged))).isTrue();
      assertThat(StagedNames.hasPrefix(staged, names.prefix())).isTrue();
    }
  }
}
