// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class RequirementsTest {
  /** Prints whether a missing requirement skips or fails. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] args) {
      try {
        Requirements.need(false, "a thing");
      } catch (TestAbortedException | AssertionError e) {
        System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }
  }

  private static JavaProcess probe() {
    return JavaProcess.of(Probe.class).env("CI", "").env("MOVEFILE_REQUIRE_ALL", "");
  }

  @Test
  void missing_skipsAloud() {
    assertThat(probe().run().text())
        .startsWith("TestAbortedException: ")
        .endsWith("This test needs a thing");
  }

  @Test
  void missing_failsInCi() {
    String failure = "AssertionError: This test needs a thing, and everything is required here";
    assertThat(probe().env("CI", "true").run().text()).isEqualTo(failure);
    assertThat(probe().env("MOVEFILE_REQUIRE_ALL", "true").run().text()).isEqualTo(failure);
    assertThat(probe().options("-DMOVEFILE_REQUIRE_ALL=true").run().text()).isEqualTo(failure);
  }

  @Test
  void present_passes() {
    assertThatCode(() -> Requirements.command("sh", "stat")).doesNotThrowAnyException();
  }

  @Test
  void missingProgram_isNamed() {
    assertThatThrownBy(() -> Requirements.command("sh", "no-such-program"))
        .hasMessageContaining("This test needs the program no-such-program");
  }
}
