// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AsUserTest {
  /** Prints who it is, what it was given and its capabilities; exits with 3. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] args) throws IOException {
      System.out.println(Identity.effectiveUser() + ":" + Identity.effectiveGroup());
      System.out.println(String.join(",", args));
      Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("CapEff") || line.startsWith("Groups"))
          .forEach(line -> System.out.println(line.replaceAll("\\s+", " ").strip()));
      System.err.println("to stderr");
      System.exit(3);
    }
  }

  /** Prints who it is and what it was given, or throws. */
  static final class Callee {
    private Callee() {}

    public static void main(String[] args) {
      System.out.println(Identity.effectiveUser() + " " + String.join(",", args));
      System.out.println(ProcessHandle.current().pid());
      if (args.length == 0) {
        throw new IllegalArgumentException("nothing given");
      }
    }
  }

  /** Not found by Surefire, since its name doesn't end in Test. */
  static final class FailingCases {
    @Test
    void fails() {
      throw new AssertionError("as it should");
    }
  }

  /** A class without a test. */
  static final class NoCases {}

  @Test
  void run_isAnOrdinaryUserWithoutCapabilities() {
    CommandResult result = AsUser.run(Probe.class, "a b", "c");
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(3);
    assertThat(result.text().lines())
        .containsExactly("65534:65534", "a b,c", "Groups:", "CapEff: 0000000000000000");
    assertThat(result.errorText()).contains("to stderr");
  }

  @Test
  void calls_areOfOneProcessOfThatUser() {
    Set<String> processes = new HashSet<>();
    for (String word : new String[] {"a b", "ä"}) {
      CommandResult result = AsUser.call(Callee.class, word, "c");
      assertThat(result.exitCode()).as(result.toString()).isZero();
      assertThat(result.text()).startsWith("65534 " + word + ",c\n");
      assertThat(result.errorText()).isEmpty();
      processes.add(result.text().lines().toList().get(1));
    }
    assertThat(processes).hasSize(1);
    CommandResult failed = AsUser.call(Callee.class);
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.text()).startsWith("65534");
    assertThat(failed.errorText()).contains("nothing given");
  }

  @Test
  void runTests_failsWhenATestFailsOrNoneRan() {
    Requirements.root();
    assertThatThrownBy(() -> AsUser.runTests(FailingCases.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("as it should");
    assertThatThrownBy(() -> AsUser.runTests(NoCases.class)).isInstanceOf(AssertionError.class);
  }
}
