// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

/** The contract, kept by walking. */
class WalkingTreeTest extends ConfinedTreeContract {
  WalkingTreeTest() {
    super(Way.WALKING);
  }
}
