// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import java.util.EnumSet;
import java.util.Set;

/** Sharing, else read/write. */
class ReflinkContractTest extends FileCopyContract {
  @Override
  FileCopy copier() {
    return FileCopy.create();
  }

  @Override
  CopyOptions options() {
    return CopyOptions.builder().methods(Set.of(CopyMethod.REFLINK)).build();
  }

  @Override
  Set<CopyMethod> methods() {
    return EnumSet.of(CopyMethod.REFLINK, CopyMethod.READ_WRITE);
  }
}
