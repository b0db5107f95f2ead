// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.FaultSweep;
import java.util.concurrent.Callable;

/** Sweeps over the system calls of a move. */
final class MoveSweep {
  static final Errno[] ERRNOS = {
    Errno.EIO, Errno.ENOSPC, Errno.EDQUOT, Errno.EROFS, Errno.EACCES, Errno.EPERM,
    Errno.ENOMEM, Errno.EMFILE, Errno.ENOENT, Errno.EINVAL, Errno.EOPNOTSUPP, Errno.ENOSYS,
    Errno.EXDEV, Errno.EINTR, Errno.ESTALE, Errno.ETXTBSY
  };

  /** One of each kind, for what differs from another scenario in a few calls only. */
  static final Errno[] FEW = {
    Errno.EIO, Errno.ENOSPC, Errno.EPERM, Errno.ENOENT, Errno.EOPNOTSUPP, Errno.EINTR
  };

  private MoveSweep() {}

  static void sweep(Callable<MoveScenario> scenarios) throws Exception {
    sweep(scenarios, ERRNOS);
  }

  static void sweep(Callable<MoveScenario> scenarios, Errno... errnos) throws Exception {
    int cases = FaultSweep.over(scenarios).errnos(errnos).runAll();
    assertThat(cases).isGreaterThan(3 * 2 * (errnos.length - 1));
  }
}
