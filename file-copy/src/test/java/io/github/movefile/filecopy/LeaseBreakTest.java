// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.FaultSweep;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import io.github.movefile.syscalls.testing.WriteLease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A source that another process has a lease of. */
@Timeout(60)
class LeaseBreakTest {
  @AutoClose private final TempTree temp = TempTree.create();
  private final Path source = temp.file("source", "contents");

  /** Opens as if there were a lease at first. */
  private static Fd open(Syscalls calls, Path file, OpenFlags flags) throws ErrnoException {
    FaultInjectingSyscalls leased = new FaultInjectingSyscalls(calls);
    leased.arm(Fault.once("openat", 1, Errno.EAGAIN));
    return LeaseBreak.openToRead(
        leased.syscalls().paths(), Fd.CWD, RawPath.of(file), flags.with(OpenFlags.NONBLOCK));
  }

  @Test
  void leasedSource_isCopiedWhenItsLeaseIsGivenUp() throws IOException {
    Path target = temp.path("target");
    try (WriteLease lease = WriteLease.of(source)) {
      FileCopy.create().copy(source, target, CopyOptions.defaults());

      lease.requireBroken();
    }
    assertThat(target).hasContent("contents");
  }

  @Test
  void linkToLeasedFile_isFollowedOrNotAsAsked() throws IOException {
    Path link = Files.createSymbolicLink(temp.path("link"), source);

    try (Fd file = open(Syscalls.system(), link, OpenFlags.READ_ONLY)) {
      assertThat(Syscalls.system().data().fstat(file).size()).isEqualTo(8);
    }
    assertFails(link, OpenFlags.READ_ONLY.with(OpenFlags.NOFOLLOW), Errno.EAGAIN);
  }

  @Test
  void fifoInItsPlace_isNotWaitedFor() {
    Path fifo = temp.path("fifo");
    Command.of("mkfifo", fifo.toString()).run().requireSuccess();

    assertFails(fifo, OpenFlags.READ_ONLY, Errno.EAGAIN);
  }

  @Test
  void fileThatIsGoneMeanwhile_isMissing() {
    assertFails(temp.path("none"), OpenFlags.READ_ONLY, Errno.ENOENT);
  }

  private static void assertFails(Path file, OpenFlags flags, Errno errno) {
    assertThatThrownBy(() -> open(Syscalls.system(), file, flags))
        .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  @Test
  void fault_leavesNothingOpen() throws Exception {
    int cases =
        FaultSweep.over(() -> new Opening(source))
            .errnos(Errno.EIO, Errno.ENOENT, Errno.EAGAIN, Errno.EMFILE, Errno.EINTR)
            .runAll();

    assertThat(cases).isGreaterThan(40);
  }

  private static final class Opening implements FaultSweep.Scenario {
    private final Path file;
    private @Nullable LeakCheckingSyscalls leaks;

    Opening(Path file) {
      this.file = file;
    }

    @Override
    public void run(Syscalls syscalls) throws ErrnoException {
      leaks = new LeakCheckingSyscalls(syscalls.restarting());
      open(leaks.syscalls(), file, OpenFlags.READ_ONLY).close();
    }

    @Override
    public void check(FaultSweep.Outcome outcome) {
      leaks.assertNoLeaks();
      if (outcome.failure() instanceof ErrnoException e) {
        boolean isTold = e.errno() == outcome.fault().errno();
        boolean isOfProc = outcome.fault().errno() == Errno.ENOENT && e.errno() == Errno.EAGAIN;
        assertThat(isTold || isOfProc).as("%s", e).isTrue();
      } else {
        assertThat(outcome.failure()).isNull();
      }
    }

    @Override
    public void close() {
      // the file is the test's
    }
  }
}
