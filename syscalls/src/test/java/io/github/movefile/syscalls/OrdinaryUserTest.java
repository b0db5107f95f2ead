// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import io.github.movefile.syscalls.testing.AsUser;
import org.junit.jupiter.api.Test;

/** What the kernel refuses to those who aren't root. */
class OrdinaryUserTest {
  @Test
  void everyCase_holdsForAnOrdinaryUser() {
    AsUser.runTests(OrdinaryUserCases.class);
  }
}
