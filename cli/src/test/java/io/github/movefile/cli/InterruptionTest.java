// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.JavaProcess;
import org.junit.jupiter.api.Test;

/** A command that begins while the JVM is told to end already. */
class InterruptionTest {
  /** Begins when it ends. */
  static final class Late {
    private Late() {}

    public static void main(String[] args) {
      Thread late =
          new Thread(
              () -> {
                try (Interruption interruption = Interruption.begin()) {
                  System.out.println(interruption.isCancelled());
                }
              });
      Runtime.getRuntime().addShutdownHook(late);
    }
  }

  @Test
  void begin_whileTheJvmEnds_isCancelled() {
    assertThat(JavaProcess.of(Late.class).run().requireSuccess().text()).isEqualTo("true");
  }
}
