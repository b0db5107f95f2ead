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

  /** How much that is depends on the sizes of block and inode, so it is found out. */
  @Override
  int largestValue() {
    temp.file("probe", "");
    XattrFile probe = XattrFile.path(temp.raw("probe"));
    int taken = 1;
    int refused = 65537;
    while (refused - taken > 1) {
      int middle = (taken + refused) / 2;
      try {
        xattrs.set(probe, X, new byte[middle]);
        taken = middle;
      } catch (XattrException e) {
        refused = middle;
      }
    }
    return taken;
  }
}
