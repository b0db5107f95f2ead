// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import io.github.movefile.syscalls.testing.AcrossFileSystems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which tests of the other modules a run has, by what they have to do with its pair. */
public enum Contracts implements Selection {
  /** From the one to the other, or from the other to the one. */
  ONE_WAY("", TestGroups.PAIR),

  /**
   * Those too that go both ways by themselves, so that a run on a pair is one on the reverse pair.
   */
  BOTH_WAYS(", both ways", TestGroups.PAIR, TestGroups.ROUTES, TestGroups.CONTENTS),

  /** Both are one directory. Without the tests that need two, see {@link AcrossFileSystems}. */
  WITHIN("", TestGroups.PAIR, TestGroups.ROUTES, TestGroups.CONTENTS, TestGroups.ONE_DIRECTORY),

  /** Every system call fails, or is the last one: too many cases for more than a few pairs. */
  SWEEPS(", sweeps", TestGroups.FAULTS),

  /** Those that make file systems of their own, see {@link Pair#ownImages}. */
  OWN_IMAGES("", TestGroups.REFLINKS),

  /** Those about names that are more than letters, where the locale knows letters only. */
  LOCALE_C(", LC_ALL=C", TestGroups.NAMES);

  private final String remark;
  private final String groups;

  Contracts(String remark, String... groups) {
    this.remark = remark;
    this.groups = String.join("|", groups);
  }

  @Override
  public List<String> options() {
    List<String> options =
        new ArrayList<>(Selection.ofClasses(TestGroups.PLACE + "|" + groups).options());
    if (this == WITHIN) {
      options.add("--exclude-tag=" + AcrossFileSystems.TAG);
    }
    return options;
  }

  @Override
  public String remark() {
    return remark;
  }

  @Override
  public Map<String, String> environment() {
    return this == LOCALE_C ? Map.of("LANG", "C", "LC_ALL", "C") : Map.of();
  }
}
