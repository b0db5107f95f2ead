// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.ExpectedMethod;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.PlanReason;
import io.github.movefile.merge.PlannedAction;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How many remove at the same time. */
class RemovalsTest {
  private static final RawPath NAME = RawPath.of("a");

  private final Removals removals = new Removals(1);

  private static DirectoryNode directoryOf(int files) throws IOException {
    FileStat facts =
        Syscalls.system().paths().statx(Fd.CWD, RawPath.of("/"), AtFlags.SYMLINK_NOFOLLOW);
    PlannedEntry planned =
        new PlannedEntry(
            NAME,
            NAME,
            FileType.REGULAR,
            PlannedAction.PLACE,
            PlanReason.NAME_IS_FREE,
            ExpectedMethod.COPY,
            0);
    MergedEntry event = new MergedEntry(planned, Optional.empty(), Optional.empty());
    DirectoryNode directory = new DirectoryNode(facts, facts.dev());
    directory.filled(Collections.nCopies(files, new FilledFile(NAME, 0, facts, event)));
    return directory;
  }

  @Test
  void oneAtATime() throws IOException {
    DirectoryNode directory = directoryOf(1);
    assertThat(removals.isReady()).isFalse();
    assertThat(removals.begin()).isTrue();
    assertThat(removals.begin()).isFalse();

    removals.add(directory);
    assertThat(removals.isReady()).isFalse();

    removals.end();
    assertThat(removals.isReady()).isTrue();
    assertThat(removals.next()).isEqualTo(directory);
    assertThat(removals.begin()).isFalse();

    removals.end();
    assertThat(removals.begin()).isTrue();
  }

  @Test
  void whereManyWait_whoHasMoreRemovesThem() throws IOException {
    assertThat(removals.begin()).isTrue();
    removals.add(directoryOf(999));
    assertThat(removals.begin()).isFalse();

    removals.add(directoryOf(1));
    assertThat(removals.begin()).isTrue();

    removals.end();
    removals.end();
    removals.next();
    assertThat(removals.begin()).isFalse();
  }
}
