// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.TempTree;

/** Finds out how large a value a file system takes: the sizes of block, inode and node decide. */
final class LargestValue {
  /** {@code XATTR_SIZE_MAX}, which holds for all of them: more is E2BIG, not ENOSPC. */
  static final int OF_THE_KERNEL = 65536;

  private LargestValue() {}

  /** Bytes of the largest value of an attribute in a new file. */
  static int in(TempTree tree, XattrName name) {
    int taken = 0;
    int refused = OF_THE_KERNEL + 1;
    while (refused - taken > 1) {
      int middle = (taken + refused) / 2;
      if (takes(tree, name, middle)) {
        taken = middle;
      } else {
        refused = middle;
      }
    }
    return taken;
  }

  /** Each in a file of its own: what btrfs takes depends on the value that is replaced. */
  private static boolean takes(TempTree tree, XattrName name, int size) {
    String file = "probe-" + size;
    tree.file(file, "");
    try {
      Xattrs.create().set(XattrFile.path(tree.raw(file)), name, new byte[size]);
      return true;
    } catch (XattrException e) {
      return false;
    }
  }
}
