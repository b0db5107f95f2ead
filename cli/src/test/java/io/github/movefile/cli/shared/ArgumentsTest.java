// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.RawPath;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Options and operands, as getopt_long(3) sorts them. */
class ArgumentsTest {
  private static final CommandSyntax SYNTAX =
      new CommandSyntax(
          "test",
          List.of("FILE"),
          "Test",
          List.of(
              Option.flag("v", "verbose", ""),
              Option.flag("n", "dry-run", ""),
              new Option("t", "target", "DIR", List.of(), ""),
              Option.value("time", "TIME", ""),
              Option.choice("mode", List.of("on", "off"), "")),
          List.of());

  private static Arguments parse(String... words) throws UsageException {
    return Arguments.parse(SYNTAX, List.of(words));
  }

  @Test
  void options_mayFollowOperands() throws UsageException {
    Arguments arguments = parse("a", "-v", "b", "--time", "1", "-");

    assertThat(arguments.operands())
        .containsExactly(RawPath.of("a"), RawPath.of("b"), RawPath.of("-"));
    assertThat(arguments.has("verbose")).isTrue();
    assertThat(arguments.has("dry-run")).isFalse();
    assertThat(arguments.text("time")).contains("1");
  }

  @Test
  void doubleDash_endsOptions() throws UsageException {
    assertThat(parse("--", "-v", "--").operands())
        .containsExactly(RawPath.of("-v"), RawPath.of("--"));
  }

  @Test
  void shortOptions_mayBeJoined() throws UsageException {
    Arguments arguments = parse("-vntdir", "-t", "two");

    assertThat(arguments.has("verbose")).isTrue();
    assertThat(arguments.has("dry-run")).isTrue();
    assertThat(arguments.paths("target")).containsExactly(RawPath.of("dir"), RawPath.of("two"));
  }

  @Test
  void longOptions_mayBeAbbreviated_andTheLastArgumentCounts() throws UsageException {
    Arguments arguments = parse("--verb", "--time=1", "--time", "", "--mo=off");

    assertThat(arguments.has("verbose")).isTrue();
    assertThat(arguments.text("time")).contains("");
    assertThat(arguments.text("mode")).contains("off");
  }

  @Test
  void ambiguousAbbreviation_isRefused() {
    assertThatThrownBy(() -> parse("--t", "1"))
        .isInstanceOf(UsageException.class)
        .hasMessage("option '--t' is ambiguous; possibilities: '--target' '--time'");
  }

  @Test
  void bytes_areKept() throws UsageException {
    Arguments arguments = parse("caf\u00e9", "--time=\u00c3\u00a9");

    assertThat(arguments.operands())
        .containsExactly(RawPath.of(new byte[] {'c', 'a', 'f', (byte) 0xe9}));
    assertThat(arguments.text("time")).contains("\u00e9");
  }

  @Test
  void operands_areCounted() throws UsageException {
    assertThatThrownBy(() -> parse().operands("source", "target"))
        .hasMessage("missing source operand");
    assertThatThrownBy(() -> parse("a b").operands("source", "target"))
        .hasMessage("missing target operand after 'a b'");
    assertThatThrownBy(() -> parse("a", "b", "c").operands("source", "target"))
        .hasMessage("extra operand 'c'");
    assertThat(parse("a", "b").operands("source", "target")).hasSize(2);
  }
}
