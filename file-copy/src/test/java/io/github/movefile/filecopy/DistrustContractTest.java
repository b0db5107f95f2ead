// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import java.util.EnumSet;
import java.util.Set;

/** Holes aren't believed: every byte is read. */
class DistrustContractTest extends FileCopyContract {
  @Override
  FileCopy copier() {
    return FileCopy.create();
  }

  @Override
  CopyOptions options() {
    return CopyOptions.builder().trustHoles(false).build();
  }

  @Override
  Set<CopyMethod> methods() {
    return EnumSet.complementOf(EnumSet.of(CopyMethod.SENDFILE, CopyMethod.PORTABLE));
  }

  @Override
  boolean keepsHoles() {
    return false;
  }
}
