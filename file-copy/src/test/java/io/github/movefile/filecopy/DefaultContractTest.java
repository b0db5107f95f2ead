// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import java.util.EnumSet;
import java.util.Set;

/** Without any choice. */
class DefaultContractTest extends FileCopyContract {
  @Override
  FileCopy copier() {
    return FileCopy.create();
  }

  @Override
  CopyOptions options() {
    return CopyOptions.defaults();
  }

  @Override
  Set<CopyMethod> methods() {
    return EnumSet.complementOf(EnumSet.of(CopyMethod.SENDFILE, CopyMethod.PORTABLE));
  }
}
