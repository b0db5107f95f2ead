// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.testing.Fault;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which step a failing system call may belong to. */
final class Steps {
  private static final Set<MoveStep> OWNER = EnumSet.of(MoveStep.OWNER);
  private static final Set<MoveStep> MODE = EnumSet.of(MoveStep.MODE);
  private static final Set<MoveStep> TIMES = EnumSet.of(MoveStep.TIMES);
  private static final Set<MoveStep> XATTRS = EnumSet.of(MoveStep.XATTRS);
  private static final Set<MoveStep> COPY = EnumSet.of(MoveStep.COPY);

  private static final Map<String, Set<MoveStep>> BY_CALL =
      Map.ofEntries(
          Map.entry("fchown", OWNER),
          Map.entry("fchownat", OWNER),
          Map.entry("fchmod", MODE),
          Map.entry("fchmodat", MODE),
          Map.entry("futimens", TIMES),
          Map.entry("utimensat", TIMES),
          Map.entry("fsetxattr", XATTRS),
          Map.entry("fgetxattr", XATTRS),
          Map.entry("flistxattr", XATTRS),
          Map.entry("pread", COPY),
          Map.entry("pwrite", COPY),
          Map.entry("lseek", COPY),
          Map.entry("ficlone", COPY),
          Map.entry("copyFileRange", COPY),
          Map.entry("sendfile", COPY),
          Map.entry("ftruncate", COPY),
          Map.entry(
              "renameat2", EnumSet.of(MoveStep.RENAME, MoveStep.PUBLISH, MoveStep.REMOVE_SOURCE)),
          Map.entry("fsync", EnumSet.of(MoveStep.SYNC_FILE, MoveStep.SYNC_DIRECTORY)),
          Map.entry("unlinkat", EnumSet.of(MoveStep.REMOVE_SOURCE, MoveStep.PUBLISH)),
          Map.entry("linkat", EnumSet.of(MoveStep.CREATE_TEMP)),
          Map.entry("symlinkat", EnumSet.of(MoveStep.CREATE_TEMP)),
          Map.entry("mknodat", EnumSet.of(MoveStep.CREATE_TEMP)));

  private Steps() {}

  static void assertBelongs(MoveException failure, Fault fault) {
    Set<MoveStep> allowed = BY_CALL.getOrDefault(fault.call(), EnumSet.allOf(MoveStep.class));
    assertThat(failure.step()).as("step of %s", failure).isIn(allowed);
  }
}
