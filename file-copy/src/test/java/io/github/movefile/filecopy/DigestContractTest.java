// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import java.util.EnumSet;
import java.util.Set;

/** With a digest in the same pass. */
class DigestContractTest extends FileCopyContract {
  @Override
  FileCopy copier() {
    return FileCopy.create();
  }

  @Override
  CopyOptions options() {
    return CopyOptions.builder().digests(Set.of("MD5")).build();
  }

  @Override
  Set<CopyMethod> methods() {
    return EnumSet.of(CopyMethod.READ_WRITE);
  }

  @Override
  boolean isQuickAtHoles() {
    return false;
  }
}
