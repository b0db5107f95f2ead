// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import io.github.movefile.syscalls.testing.AsUser;
import org.junit.jupiter.api.Test;

/** What a user owns is moved as root moves its own. */
class OwnFilesAsUserTest {
  /** The very samples that root moves. */
  @Test
  void ownFiles_loseNothing() {
    AsUser.runTests(FidelityTest.class);
  }
}
