// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.testing.TempTree;

/** In /dev/shm, whose attributes have no limit but the kernel's own, unless another is named. */
class XattrsOnOtherFileSystemTest extends XattrsContract {
  @Override
  TempTree makeTree() {
    return TempTree.onOtherFileSystem();
  }
}
