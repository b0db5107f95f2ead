// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

/** The contract, kept by the kernel. */
class Openat2TreeTest extends ConfinedTreeContract {
  Openat2TreeTest() {
    super(Way.KERNEL);
  }
}
