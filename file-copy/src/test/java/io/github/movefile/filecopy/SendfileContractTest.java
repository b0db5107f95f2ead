// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import java.util.EnumSet;
import java.util.Set;

/** sendfile(2), else read/write. */
class SendfileContractTest extends FileCopyContract {
  @Override
  FileCopy copier() {
    return FileCopy.create();
  }

  @Override
  CopyOptions options() {
    return CopyOptions.builder().methods(Set.of(CopyMethod.SENDFILE)).build();
  }

  @Override
  Set<CopyMethod> methods() {
    return EnumSet.of(CopyMethod.SENDFILE, CopyMethod.READ_WRITE);
  }
}
