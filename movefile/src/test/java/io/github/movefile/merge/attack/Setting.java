// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.attack;

import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where an attack takes place: files are renamed or copied, and paths are confined by openat2(2) or
 * without it.
 */
enum Setting {
  RENAMING(false, true),
  RENAMING_WITHOUT_OPENAT2(false, false),
  COPYING(true, true),
  COPYING_WITHOUT_OPENAT2(true, false);

  private final boolean isAcross;
  private final boolean hasOpenat2;

  Setting(boolean isAcross, boolean hasOpenat2) {
    this.isAcross = isAcross;
    this.hasOpenat2 = hasOpenat2;
  }

  /** Those of this run: all, or of a run that is about one pair of directories its own. */
  static List<Setting> all() {
    return Stream.of(values())
        .filter(s -> !TempTree.isRunOfOnePair() || s.isAcross == TempTree.otherIsAnotherMount())
        .toList();
  }

  boolean isAcross() {
    return isAcross;
  }

  Syscalls calls() {
    Syscalls real = Syscalls.system();
    return hasOpenat2
        ? real
        : new FaultInjectingSyscalls(real).arm(Fault.absent("openat2")).syscalls();
  }
}
