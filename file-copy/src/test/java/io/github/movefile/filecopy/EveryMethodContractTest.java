// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import java.util.EnumSet;
import java.util.Set;

/** All methods in their order, also for small files. */
class EveryMethodContractTest extends FileCopyContract {
  @Override
  FileCopy copier() {
    return FileCopy.create();
  }

  @Override
  CopyOptions options() {
    return CopyOptions.builder().methods(EnumSet.allOf(CopyMethod.class)).build();
  }

  @Override
  Set<CopyMethod> methods() {
    return EnumSet.complementOf(EnumSet.of(CopyMethod.PORTABLE));
  }
}
