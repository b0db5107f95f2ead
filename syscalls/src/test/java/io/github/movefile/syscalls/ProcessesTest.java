// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.JavaProcess;
import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Living processes, compared with proc(5). */
class ProcessesTest extends KernelTest {
  /** Prints the host key. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] args) {
      System.out.println(Processes.hostKey());
    }
  }

  @Test
  void self_exists() {
    assertThat(Processes.self()).isEqualTo((int) ProcessHandle.current().pid());
    assertThat(Processes.exists(Processes.self())).isTrue();
  }

  @Test
  void processThatEnded_isGone() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    int pid = (int) process.pid();
    assertThat(Processes.exists(pid)).isFalse();
    assertThat(Processes.startTime(pid)).isEmpty();
  }

  @Test
  void startTime_isField22_whateverTheNameOfTheProgram() throws Exception {
    Path program = temp.path(") 1 2 3 (");
    Files.copy(Path.of("/bin/cat"), program);
    shell("chmod 755 \"$1\"", program);
    // Waits for its standard input, which ends with the test.
    Process process = new ProcessBuilder(program.toString()).start();
    try {
      int pid = (int) process.pid();
      String script = "sed 's/.*) //' \"$1\" | cut -d' ' -f20";
      long expected = Long.parseLong(shell(script, Path.of("/proc/" + pid + "/stat")));
      assertThat(Processes.startTime(pid)).hasValue(expected);
    } finally {
      process.getOutputStream().close();
      process.waitFor();
    }
  }

  @Test
  void hostKey_isTheSameForAllProcessesOfOnePidNamespace() {
    long key = Processes.hostKey();
    assertThat(key).isNotNegative().isEqualTo(Processes.hostKey());
    assertThat(JavaProcess.of(Probe.class).run().text()).isEqualTo(Long.toString(key));
  }

  @Test
  void hostKey_isAnotherInAnotherPidNamespace() {
    Requirements.root();
    Requirements.command("unshare");
    String other =
        JavaProcess.of(Probe.class)
            .through("unshare", "--pid", "--fork", "--mount-proc")
            .run()
            .requireSuccess()
            .text();
    assertThat(Long.parseLong(other)).isNotNegative().isNotEqualTo(Processes.hostKey());
  }
}
