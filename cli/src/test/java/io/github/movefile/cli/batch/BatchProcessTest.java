// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.cli.Main;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.JavaProcess;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a process, with clients in other languages. */
class BatchProcessTest {
  private static final Path CLIENT = Path.of("../docs/batch-client.py").toAbsolutePath();

  @AutoClose private final TempTree temp = TempTree.create();

  /** Runs a script in which {@code "$@"} is the program without a command. */
  private CommandResult sh(String locale, String script) {
    return JavaProcess.of(Main.class)
        .through("sh", "-c", "cd '" + temp.path() + "' && " + script, "sh")
        .env("LC_ALL", locale)
        .run();
  }

  private void requireShell(String condition) {
    Command.of("sh", "-c", "cd '" + temp.path() + "' && " + condition).run().requireSuccess();
  }

  @Test
  void clientInPython_movesFilesOfAnyName() {
    Requirements.command("python3");
    temp.file("a", "text");
    String program =
        "{ printf '#!/bin/sh\\nexec'; for word; do printf \" '%s'\" \"$word\"; done;"
            + " printf ' \"$@\"\\n'; } >mf && chmod +x mf && ";
    String call =
        "n=$(printf 'caf\\351') && printf 1 >\"$n\" && MOVEFILE=./mf python3 '"
            + CLIENT
            + "' a b \"$n\" \"$n-2\" missing c";

    CommandResult result = sh("C.UTF-8", program + call);

    assertThat(result.text().lines())
        .containsExactly(
            "renamed b'a' -> b'b'",
            "renamed b'caf\\xe9' -> b'caf\\xe9-2'",
            "source_missing b'missing' ENOENT statx: ENOENT (No such file or directory)");
    assertThat(result.errorText()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(1);
    requireShell("test ! -e a && test -f b && test -f \"$(printf 'caf\\351-2')\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void namesInUtf8_areExactInAnyLocale(String locale) {
    CommandResult result =
        sh(
            locale,
            "printf '{\"op\":\"mkdir\",\"path\":\"caf\\303\\251\",\"mode\":\"0700\"}\\n'"
                + " | \"$@\" batch");

    assertThat(result.requireSuccess().text())
        .isEqualTo(
            "{\"id\":null,\"ok\":true,\"result\":{\"path\":\"caf\u00e9\",\"created\":true}}");
    requireShell("test -d \"$(printf 'caf\\303\\251')\"");
  }

  @Test
  void answersThatNobodyReads_areAFailure() {
    CommandResult result =
        sh(
            "C",
            "echo '{\"op\":\"ping\"}' >in; { \"$@\" batch <in; echo $? >&2; } | true;"
                + " \"$@\" batch <in >/dev/full");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errorText().lines())
        .containsExactly(
            "movefile: write error on standard output: Broken pipe",
            "1",
            "movefile: write error on standard output: No space left on device");
  }

  @Test
  void inputThatCannotBeRead_isAFailure() {
    CommandResult result = sh("C", "\"$@\" batch <.");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errorText())
        .isEqualTo("movefile: read error on standard input: Is a directory");
  }

  @Test
  void operand_isWrongUsage() {
    CommandResult result = sh("C", "\"$@\" batch in");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errorText()).startsWith("movefile: extra operand 'in'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void relativeImageOfLinks_isTheOneInTheWorkingDirectory(String locale) {
    String request =
        "{\"op\":\"move\",\"source\":\"link\",\"target\":\"moved\","
            + "\"options\":{\"rewrite_symlinks_from\":\"image\"}}";

    CommandResult result =
        sh(
            locale,
            "n=$(printf 'caf\\303\\251') && mkdir \"$n\" && cd \"$n\" && mkdir image"
                + " && ln -s \"$PWD/image/lib\" link && echo '"
                + request
                + "' | \"$@\" batch >answers && readlink moved");

    assertThat(result.requireSuccess().text()).isEqualTo("/lib");
  }
}
