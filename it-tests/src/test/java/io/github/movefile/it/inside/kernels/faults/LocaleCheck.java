// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.it.inside.kernels.Ends;
import io.github.movefile.it.inside.kernels.Scratch;
import io.github.movefile.syscalls.testing.CommandResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names of any bytes, moved and told of in the locale C. */
class LocaleCheck {
  /**
   * Latin-1, a newline, and UTF-8. The directories are "$1" and "$2"; the rest runs the command.
   */
  private static final String SCRIPT =
      """
      name=$(printf 'caf\\351\\n-\\303\\251')
      from=$1/$name; to=$2/$name; shift 2
      printf text >"$from"
      "$@" "$from" "$to" || status=$?
      [ -e "$from" ] && printf source; [ -e "$to" ] && printf target
      exit ${status:-0}
      """;

  @Test
  void nameOfAnyBytes_isMoved() throws IOException {
    try (Scratch from = Scratch.in(Ends.named("ext4→xfs").source());
        Scratch to = Scratch.in(Ends.named("ext4→xfs").target())) {
      CommandResult result = run(from, to, List.of());

      assertThat(result.requireSuccess().errorText()).isEmpty();
      assertThat(result.text()).isEqualTo("target");
    }
  }

  @Test
  void failure_isToldInAscii() throws IOException {
    try (Scratch from = Scratch.in(Ends.named("ext4→xfs").source());
        Scratch to = Scratch.in(Ends.named("ext4→xfs").target())) {
      CommandResult result =
          run(
              from,
              to,
              List.of("strace", "-f", "-o", "/dev/null", "-e", "inject=fchown:error=EIO:when=1"));

      assertThat(result.exitCode()).as("%s", result).isEqualTo(1);
      assertThat(result.text()).isEqualTo("source");
      assertThat(result.errorText())
          .contains("/caf'$'\\351\\n''-'$'\\303\\251' to '")
          .contains(": fchown: EIO (Input/output error)")
          .hasLineCount(1)
          .matches("\\p{ASCII}*");
      assertThat(to.path()).isEmptyDirectory();
    }
  }

  private static CommandResult run(Scratch from, Scratch to, List<String> runner) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
    words.addAll(List.of(from.path().toString(), to.path().toString()));
    words.addAll(runner);
    return RealCommand.of(words, List.of("move")).env("LC_ALL", "C").env("LANG", "C").run();
  }
}
