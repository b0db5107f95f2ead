// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.testing.AsUser;
import org.junit.jupiter.api.Test;

/** Merges of a user without capabilities. */
class MergeAsUserTest {
  @Test
  void denyingDefaultAcl_losesNothing() {
    AsUser.runTests(DenyingDefaultAclTest.class);
  }

  @Test
  void directoriesThatMayNotBeListed_areMergedInto() {
    AsUser.runTests(UnreadableRootTest.class);
  }

  @Test
  void directoriesThatDontLetTheirOwnerIn_leaveNoTransactionBehind() {
    AsUser.runTests(TransactionUserCases.class);
  }
}
