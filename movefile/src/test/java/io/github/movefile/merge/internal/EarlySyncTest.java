// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real syncfs, in a directory of its own. */
class EarlySyncTest {
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);

  @AutoClose private final TempTree temp = TempTree.create();
  private final FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());
  private final LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(calls.syscalls());
  private Fd root;

  @BeforeEach
  void openRoot() throws ErrnoException {
    root = Syscalls.system().paths().openat(Fd.CWD, RawPath.of(temp.path()), DIRECTORY, 0);
  }

  @AfterEach
  void closeRoot() throws ErrnoException {
    root.close();
    leaks.assertNoLeaks();
  }

  private EarlySync earlySync(boolean isWanted) {
    return new EarlySync(leaks.syscalls(), root, isWanted);
  }

  @Test
  void enoughBytes_areStored() throws ErrnoException {
    try (EarlySync sync = earlySync(true)) {
      sync.staged(EarlySync.STEP - 1);
      assertThat(calls.count("openat")).isZero();
      sync.staged(1);
    }
    assertThat(calls.count("syncfs")).isEqualTo(1);
  }

  @Test
  void whereItIsNotWanted_nothingIsDone() throws ErrnoException {
    try (EarlySync sync = earlySync(false)) {
      sync.staged(2 * EarlySync.STEP);
    }
    assertThat(calls.count("openat")).isZero();
  }

  @Test
  void failure_isThrownAtTheEnd() throws ErrnoException {
    calls.arm(Fault.once("syncfs", 1, Errno.EIO));
    EarlySync sync = earlySync(true);
    sync.staged(EarlySync.STEP);

    assertThatThrownBy(sync::close)
        .isInstanceOfSatisfying(
            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EIO));
  }
}
