// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import java.util.EnumSet;
import java.util.Set;

/** copy_file_range(2), else read/write. */
class CopyFileRangeContractTest extends FileCopyContract {
  @Override
  FileCopy copier() {
    return FileCopy.create();
  }

  @Override
  CopyOptions options() {
    return CopyOptions.builder().methods(Set.of(CopyMethod.COPY_FILE_RANGE)).build();
  }

  @Override
  Set<CopyMethod> methods() {
    return EnumSet.of(CopyMethod.COPY_FILE_RANGE, CopyMethod.READ_WRITE);
  }
}
