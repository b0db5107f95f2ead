// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import java.util.EnumSet;
import java.util.Set;

/** pread(2) and pwrite(2) alone. */
class ReadWriteContractTest extends FileCopyContract {
  @Override
  FileCopy copier() {
    return FileCopy.create();
  }

  @Override
  CopyOptions options() {
    return CopyOptions.builder().methods(Set.of()).build();
  }

  @Override
  Set<CopyMethod> methods() {
    return EnumSet.of(CopyMethod.READ_WRITE);
  }
}
