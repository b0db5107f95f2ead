// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.testing.AsUser;
import org.junit.jupiter.api.Test;

/** Comparisons by a user without capabilities. */
class VerifyAsUserTest {
  @Test
  void whatMayNotBeRead_isTold() {
    AsUser.runTests(VerifyUserCases.class);
  }
}
