// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import java.util.EnumSet;
import java.util.Set;

/** Without system calls. */
class PortableContractTest extends FileCopyContract {
  @Override
  FileCopy copier() {
    return FileCopy.portable();
  }

  @Override
  CopyOptions options() {
    return CopyOptions.defaults();
  }

  @Override
  Set<CopyMethod> methods() {
    return EnumSet.of(CopyMethod.PORTABLE);
  }

  @Override
  boolean keepsHoles() {
    return false;
  }
}
