// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it;

import static io.github.movefile.it.inside.kernels.BlockedCall.COPY_FILE_RANGE;
import static io.github.movefile.it.inside.kernels.BlockedCall.FICLONE;
import static io.github.movefile.it.inside.kernels.BlockedCall.OPENAT2;
import static io.github.movefile.it.inside.kernels.BlockedCall.RENAMEAT2;
import static io.github.movefile.it.inside.kernels.BlockedCall.SENDFILE;
import static io.github.movefile.it.inside.kernels.BlockedCall.STATX;

import io.github.movefile.it.inside.kernels.Blocked;
import io.github.movefile.it.inside.kernels.BlockedCall;
import io.github.movefile.it.lab.HostileRun;
import io.github.movefile.it.lab.InsideRun.User;
import io.github.movefile.it.lab.InsideTests;
import io.github.movefile.it.lab.InstalledCommand;
import io.github.movefile.it.lab.Selection;
import io.github.movefile.syscalls.Errno;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Kernels that lack a system call, and filters that refuse it: whatever is refused, and with which
 * errno, contents and metadata are kept, and the way that was taken is told. Without the system
 * property {@code movefile.full}, each single call is refused with two errnos of four.
 *
 * <p>One run again: {@code -Dit.test=HostileKernelIT -Dmovefile.it.runs='statx: EPERM.*'}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileKernelIT {
  private static final boolean IS_FULL = Boolean.getBoolean("movefile.full");

  private static final List<Errno> ERRNOS =
      List.of(Errno.ENOSYS, Errno.EPERM, Errno.EOPNOTSUPP, Errno.EINVAL);

  /** The system property with a pattern of the labels of runs; without it, all are run. */
  private static final String CHOICE = "movefile.it.runs";

  private static final Selection IN_PROCESS =
      Selection.ofClasses(
          "it\\.inside\\.kernels\\.(Profile|Stat|NameCalls|Memory|Copy|Move|Merge)Check");

  /** And the command itself, whose start takes as long as a hundred copies. */
  private static final Selection ALL =
      Selection.ofClasses("it\\.inside\\.kernels\\.[A-Za-z]*Check");

  /** As Linux 3.10 with a file system without reflinks: none of the six is there but sendfile. */
  private static final Blocked LINUX_3_10 = linux310();

  @AutoClose private final InsideTests tests = InsideTests.start();

  private final InstalledCommand command = InstalledCommand.in(tests.lab());

  /** All ways are open: what differs in the other runs is due to their profiles. */
  @TestFactory
  Stream<DynamicNode> nothingRefused() {
    return of(List.of(run("nothing refused", Blocked.NOTHING, User.ROOT)));
  }

  @TestFactory
  Stream<DynamicNode> oneCallRefused() {
    List<HostileRun> runs = new ArrayList<>();
    int turn = 0;
    for (BlockedCall call : BlockedCall.values()) {
      turn++;
      for (Errno errno : IS_FULL ? ERRNOS : someOf(turn)) {
        runs.add(run(call.label() + ": " + errno, Blocked.with(errno, call), User.ROOT));
      }
    }
    return of(runs);
  }

  /** That of a kernel without the call, and another one of the others for each call. */
  private static List<Errno> someOf(int turn) {
    return List.of(ERRNOS.get(0), ERRNOS.get(1 + turn % (ERRNOS.size() - 1)));
  }

  @TestFactory
  Stream<DynamicNode> severalCallsRefused() {
    List<HostileRun> runs = new ArrayList<>();
    for (Errno errno : ERRNOS) {
      runs.add(
          run(
              "FICLONE, copy_file_range: " + errno,
              Blocked.with(errno, FICLONE, COPY_FILE_RANGE),
              User.ROOT));
      runs.add(
          run(
              "FICLONE, copy_file_range, sendfile: " + errno,
              Blocked.with(errno, FICLONE, COPY_FILE_RANGE, SENDFILE),
              User.ROOT));
      for (User user : User.values()) {
        runs.add(run("all six: " + errno, Blocked.with(errno, BlockedCall.values()), user));
      }
    }
    runs.add(run("as Linux 3.10", LINUX_3_10, User.ROOT));
    return of(runs);
  }

  private static Blocked linux310() {
    Map<BlockedCall, Errno> answers = new EnumMap<>(BlockedCall.class);
    for (BlockedCall missing : List.of(COPY_FILE_RANGE, OPENAT2, RENAMEAT2, STATX)) {
      answers.put(missing, Errno.ENOSYS);
    }
    answers.put(FICLONE, Errno.ENOTTY);
    return new Blocked(answers);
  }

  private HostileRun run(String kernel, Blocked blocked, User user) {
    int refused = blocked.answers().size();
    Selection checks = refused == 0 || refused > 3 ? ALL : IN_PROCESS;
    return new HostileRun(kernel, blocked, user, command, checks);
  }

  private Stream<DynamicNode> of(List<HostileRun> runs) {
    String pattern = System.getProperty(CHOICE, ".*");
    return tests.of(runs.stream().filter(run -> run.label().matches(pattern)).toList());
  }
}
