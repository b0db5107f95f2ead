// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.testing.AsUser;
import org.junit.jupiter.api.Test;

/** Paths of a user without capabilities. */
class ConfinedTreeAsUserTest {
  @Test
  void refusedDirectories() {
    AsUser.runTests(UserTreeCases.class);
  }
}
