// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.JavaProcess;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.UsedUpDescriptors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Living processes, compared with proc(5). */
class ProcessesTest extends KernelTest {
  /** Prints the host key. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] args) throws ErrnoException {
      System.out.println(Processes.hostKey());
    }
  }

  /** Asks while no further file can be opened. */
  static final class Crowded {
    private static final int NOBODY = Integer.MAX_VALUE;

    private Crowded() {}

    public static void main(String[] args) throws ErrnoException {
      int self = Processes.self();
      loadAllClasses();
      String said;
      UsedUpDescriptors used = new UsedUpDescriptors();
      try (used) {
        said = Processes.self() + " " + Processes.exists(self) + " " + Processes.bytesRead();
        said += " " + errno(() -> Processes.startTime(self)) + " " + errno(Processes::hostKey);
      }
      System.out.println(said.replace(self + " ", "SELF "));
    }

    /** Later they could not be read. */
    private static void loadAllClasses() {
      errno(() -> Processes.startTime(NOBODY));
      errno(Processes::hostKey);
      Processes.exists(NOBODY);
      Processes.bytesRead();
    }

    private interface Question {
      Object ask() throws ErrnoException;
    }

    private static String errno(Question question) {
      try {
        return question.ask().toString();
      } catch (ErrnoException e) {
        return e.errno().name();
      }
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

  /** Else a living process could be taken for another one. */
  @Test
  void tooManyOpenFiles_isNoAnswer() {
    Requirements.command("prlimit");
    String said =
        JavaProcess.of(Crowded.class)
            .through("prlimit", "--nofile=100:100")
            .run()
            .requireSuccess()
            .text();
    assertThat(said).isEqualTo("SELF true -1 EMFILE EMFILE");
  }

  @Test
  void bytesRead_areThoseThatTheKernelTells() throws Exception {
    List<String> before = Files.readAllLines(Path.of("/proc/self/io"));
    long read = Processes.bytesRead();
    List<String> after = Files.readAllLines(Path.of("/proc/self/io"));
    assertThat(read).isBetween(readBytes(before), readBytes(after));
  }

  private static long readBytes(List<String> io) {
    String line =
        io.stream().filter(one -> one.startsWith("read_bytes: ")).findFirst().orElseThrow();
    return Long.parseLong(line.substring("read_bytes: ".length()));
  }

  @Test
  void hostKey_isTheSameForAllProcessesOfOnePidNamespace() throws ErrnoException {
    long key = Processes.hostKey();
    assertThat(key).isNotNegative().isEqualTo(Processes.hostKey());
    assertThat(JavaProcess.of(Probe.class).run().text()).isEqualTo(Long.toString(key));
  }

  @Test
  void hostKey_isAnotherInAnotherPidNamespace() throws ErrnoException {
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
