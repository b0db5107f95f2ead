// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Finding the arguments at the end of the process's command line. */
class ByteArgumentsTest {
  private static byte[] commandLine(String... words) {
    return (String.join("\0", words) + "\0").getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void lastWords_areTheArguments() {
    byte[] line = commandLine("java", "-jar", "x.jar", "move", "a", "caf\u00e9", "");

    // As the JVM decodes them in the C locale.
    assertThat(ByteArguments.lastOf(line, new String[] {"move", "a", "caf?", ""}))
        .containsExactly("move", "a", "caf\u00e9", "");
  }

  @Test
  void noArguments_areNone() {
    assertThat(ByteArguments.lastOf(commandLine("java"), new String[0])).isEmpty();
  }

  @Test
  void otherWords_areNotTaken() {
    byte[] line = commandLine("java", "Runner", "--tests", "all");

    assertThat(ByteArguments.lastOf(line, new String[] {"move", "a"})).isNull();
    assertThat(ByteArguments.lastOf(line, new String[] {"1", "2", "3", "4", "5"})).isNull();
    assertThat(ByteArguments.lastOf(new byte[0], new String[] {"a"})).isNull();
  }

  @Test
  void withoutCommandLine_theJvmsCharsetMustDo() {
    // This process has another command line than these.
    assertThat(ByteArguments.of(new String[] {"move", "plain"})).containsExactly("move", "plain");
  }
}
