// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as people see them. */
class QuotingTest {
  private static final long SEED = 20_240_229;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "plain, 'plain', plain",
        "a b, 'a b', a b",
        "\"\", '', \"\"",
        "it's, 'it'\\''s', it's",
        "$(x) `y` \\, '$(x) `y` \\', $(x) `y` \\",
        "-rf, '-rf', -rf",
        "Ünï €, 'Ünï €', Ünï €"
      })
  void printableNames(String name, String quoted, String printed) {
    assertThat(RawPath.of(name).quoted()).isEqualTo(quoted);
    assertThat(RawPath.of(name)).hasToString(printed);
  }

  @Test
  void otherBytes_areEscaped() {
    RawPath path = RawPath.of(new byte[] {'a', '\n', 'b', (byte) 0xff, 7});
    assertThat(path.quoted()).isEqualTo("'a'$'\\n''b'$'\\377\\007'");
    assertThat(path).hasToString("a\\nb\\377\\007");
  }

  @Test
  void truncatedAndOverlongUtf8_isEscaped() {
    assertThat(RawPath.of(new byte[] {(byte) 0xe2, (byte) 0x82})).hasToString("\\342\\202");
    assertThat(RawPath.of(new byte[] {(byte) 0xc0, (byte) 0xaf})).hasToString("\\300\\257");
  }

  @Test
  void invisibleCharacters_areEscaped() {
    // A zero-width space, a line separator, a right-to-left override, an escape.
    RawPath path = RawPath.of("\u200b\u2028\u202e\u001b");
    assertThat(path).hasToString("\\342\\200\\213\\342\\200\\250\\342\\200\\256\\033");
  }

  @Test
  void aShell_readsBackTheSameBytes() throws Exception {
    Requirements.command("bash");
    Random random = new Random(SEED);
    StringBuilder script = new StringBuilder();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int i = 0; i < 500; i++) {
      byte[] name = randomName(random);
      script.append("printf '%s\\0' ").append(RawPath.of(name).quoted()).append('\n');
      expected.write(name);
      expected.write(0);
    }
    assertThat(script.chars().filter(c -> c == '\n')).as("one line a name").hasSize(500);
    for (String locale : new String[] {"C", "C.UTF-8"}) {
      byte[] output =
          Command.of("bash", "-c", script.toString())
              .env("LC_ALL", locale)
              .run()
              .requireSuccess()
              .output();
      assertThat(output).as("seed " + SEED + ", " + locale).isEqualTo(expected.toByteArray());
    }
  }

  /** Bytes that shells care about, bytes of UTF-8, any bytes. */
  private static byte[] randomName(Random random) {
    byte[] special = "'\"\\$`!*?[]{}()<>|&;#~ \t\n\r-=%01aé€😀".getBytes(StandardCharsets.UTF_8);
    byte[] name = new byte[1 + random.nextInt(24)];
    boolean any = random.nextBoolean();
    for (int i = 0; i < name.length; i++) {
      name[i] = any ? (byte) (1 + random.nextInt(255)) : special[random.nextInt(special.length)];
    }
    return name;
  }
}
