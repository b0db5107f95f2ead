// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.testing.TempTree;

/** In java.io.tmpdir, on a disk as a rule: ext4, xfs or btrfs. */
class XattrsOnDiskTest extends XattrsContract {
  @Override
  TempTree makeTree() {
    return TempTree.create();
  }
}
