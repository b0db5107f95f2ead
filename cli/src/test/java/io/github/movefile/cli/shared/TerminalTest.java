// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.RawPath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts in the locale's charset. */
class TerminalTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private String print(boolean utf8, String text) {
    Terminal terminal = new Terminal(out, err, utf8, false);
    terminal.print(text);
    assertThat(terminal.finish()).isEmpty();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void utf8Locale_showsLetters() {
    assertThat(print(true, RawPath.of("caf\u00e9 \ud83d\ude00").quoted()))
        .isEqualTo("'caf\u00e9 \ud83d\ude00'\n");
  }

  @Test
  void otherLocale_escapesThem_soThatAShellReadsThem() {
    assertThat(print(false, RawPath.of("caf\u00e9s").quoted()))
        .isEqualTo("'caf'$'\\303\\251''s'\n");
  }

  @Test
  void otherLocale_endsNamesAsGnuDoes() {
    assertThat(print(false, "see " + RawPath.of("caf\u00e9").quoted() + "."))
        .isEqualTo("see 'caf'$'\\303\\251'.\n");
  }

  @Test
  void json_isUtf8Always() {
    Terminal terminal = new Terminal(out, err, false, false);
    terminal.printJson("\"\u00e9\"");

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\"\u00e9\"\n");
  }

  @Test
  void complaints_comeAfterWhatWasPrintedBefore() {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(both, both, true, false);
    terminal.print("one");
    terminal.complain("two");
    terminal.print("three");
    assertThat(terminal.finish()).isEmpty();

    assertThat(both.toString(StandardCharsets.UTF_8)).isEqualTo("one\nmovefile: two\nthree\n");
  }

  @Test
  void locale_isThatOfSetlocale() {
    assertThat(Terminal.isUtf8(Map.of())).isFalse();
    assertThat(Terminal.isUtf8(Map.of("LANG", "C"))).isFalse();
    assertThat(Terminal.isUtf8(Map.of("LANG", "de_DE.UTF-8"))).isTrue();
    assertThat(Terminal.isUtf8(Map.of("LANG", "en_US.utf8"))).isTrue();
    assertThat(Terminal.isUtf8(Map.of("LANG", "C.UTF-8", "LC_ALL", "C"))).isFalse();
    assertThat(Terminal.isUtf8(Map.of("LANG", "C", "LC_CTYPE", "C.UTF-8", "LC_ALL", ""))).isTrue();
  }
}
