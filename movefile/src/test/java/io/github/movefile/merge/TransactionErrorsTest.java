// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which entry an error names, when a transaction gives names and removes what has lost them. */
class TransactionErrorsTest {
  private static final MergeOptions OPTIONS =
      MergeOptions.builder()
          .atomicity(Atomicity.TRANSACTION)
          .existingDirectories(ExistingDirectories.UPDATE)
          .protection(ConfigProtection.parse("/etc", ""))
          .workers(1)
          .build();

  private static void fill(MergeFixture fixture) throws IOException {
    write(fixture.image("d/old"), "new");
    write(fixture.image("d/fresh"), "new");
    write(fixture.image("new/file"), "new");
    write(fixture.image("etc/conf"), "new");
    write(fixture.image("etc/._cfg0007_brought"), "new");
    write(fixture.image("time/same"), "same");
    write(fixture.root("d/old"), "old");
    write(fixture.root("etc/conf"), "old");
    write(fixture.root("time/same"), "same");
    for (String name : new String[] {"d/old", "etc/conf", "time/same"}) {
      Files.setLastModifiedTime(fixture.root(name), FileTime.fromMillis(1_000_000));
    }
  }

  /** Lets each use of a call fail once; tells what the errors of one step and state name. */
  private static Map<String, String> named(String call, MoveStep step, MoveState state)
      throws IOException {
    Map<String, String> named = new TreeMap<>();
    for (int nth = 1; ; nth++) {
      try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
        fill(fixture);
        FaultInjectingSyscalls calls =
            new FaultInjectingSyscalls(Syscalls.system()).arm(Fault.once(call, nth, Errno.EIO));
        try {
          TreeMerge.using(calls.syscalls()).merge(fixture.image(), fixture.root(), OPTIONS);
          if (calls.counts().getOrDefault(call, 0) < nth) {
            return named;
          }
        } catch (MoveException e) {
          if (e.step() == step && e.state() == state) {
            assertThat(e.errno()).contains(Errno.EIO);
            assertThat(e.getReason()).contains(call + ": EIO");
            named.put(below(fixture.image(), e.source()), below(fixture.root(), e.target()));
          }
        }
      }
    }
  }

  private static String below(Path top, Object path) {
    return top.relativize(Path.of(path.toString())).toString();
  }

  @Test
  void nameThatCannotBeGiven_isThatOfItsEntry() throws IOException {
    assertThat(named("renameat2", MoveStep.PUBLISH, MoveState.UNCHANGED))
        .isEqualTo(
            Map.of(
                "d/old", "d/old",
                "d/fresh", "d/fresh",
                "new", "new",
                "etc/conf", "etc/._cfg0000_conf",
                "etc/._cfg0007_brought", "etc/._cfg0007_brought"));
  }

  @Test
  void timeThatCannotBeSet_isThatOfItsEntry() throws IOException {
    assertThat(named("utimensat", MoveStep.PUBLISH, MoveState.UNCHANGED))
        .isEqualTo(Map.of("time/same", "time/same"));
    assertThat(named("futimens", MoveStep.TIMES, MoveState.UNCHANGED))
        .containsEntry("d", "d")
        .containsEntry("time", "time");
  }

  @Test
  void whatCannotBeRemoved_isItsEntry() throws IOException {
    assertThat(named("unlinkat", MoveStep.REMOVE_SOURCE, MoveState.SOURCE_LEFT))
        .containsEntry("d/old", "d/old")
        .containsEntry("d/fresh", "d/fresh")
        .containsEntry("new/file", "new/file")
        .containsEntry("etc/conf", "etc/conf")
        .containsEntry("etc", "etc");
  }
}
