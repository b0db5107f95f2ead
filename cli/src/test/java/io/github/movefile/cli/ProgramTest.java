// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.JavaProcess;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import io.github.movefile.xattr.XattrFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program around the commands: help, version, completion, wrong usage. */
class ProgramTest {
  @Test
  void noCommand_isWrongUsage() {
    Cli.Outcome outcome = Cli.run();

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.errLines())
        .containsExactly(
            "movefile: missing command",
            "Usage: movefile COMMAND [OPTION]... [OPERAND]...",
            "Try 'movefile --help' for more information.");
  }

  @Test
  void unknownCommand_isWrongUsage() {
    Cli.Outcome outcome = Cli.run("fr\nob");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.errLines().get(0)).isEqualTo("movefile: there is no command 'fr\\nob'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h"})
  void help_listsAllCommands(String word) {
    Cli.Outcome outcome = Cli.run(word);

    assertThat(outcome.status()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .startsWith("Usage: movefile COMMAND")
        .contains(
            "  move ",
            "  copy ",
            "  merge ",
            "  batch ",
            "  doctor ",
            "  demo ",
            "generate-completion");
  }

  @ParameterizedTest
  @ValueSource(strings = {"move", "copy", "merge", "batch", "doctor", "demo"})
  void helpOfACommand_isTheSameInBothWays(String command) {
    Cli.Outcome outcome = Cli.run(command, "--help");

    assertThat(outcome).isEqualTo(Cli.run("help", command));
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .startsWith("Usage: movefile " + command)
        .contains("--help", "Exit status:");
    assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(outcome.out().chars()).allMatch(c -> c < 0x7f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr\nob", "--frob"})
  void helpOfAnUnknownCommand_isWrongUsage(String command) {
    Cli.Outcome outcome = Cli.run("help", command);

    assertThat(outcome).isEqualTo(Cli.run(command));
    assertThat(outcome.status()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "generate-completion", "--help", "--version"})
  void helpOfTheProgramsOwnWords_isThatOfTheProgram(String word) {
    assertThat(Cli.run("help", word)).isEqualTo(Cli.run("help"));
  }

  @Test
  void helpOfMove_saysThatTheTargetIsAName() {
    assertThat(Cli.run("move", "--help").out())
        .contains("TARGET is the new name of the file, as with 'mv -T'")
        .contains("movefile move [OPTION]... -t DIR [--] SOURCE...");
  }

  @ParameterizedTest
  @ValueSource(strings = {"move", "copy", "merge", "plan"})
  void help_breaksNoLineWithinAGlobOrAnOption(String command) {
    List<String> words = List.of(Cli.run(command, "--help").out().split("[\\s',]+"));

    assertThat(words).contains(XattrFilter.DEFAULT_EXCLUSION.toString().split(" "));
    assertThat(words).noneMatch(word -> word.endsWith("-"));
  }

  @Test
  void version_isPrinted() {
    assertThat(Cli.run("--version").out()).startsWith("movefile ");
  }

  @Test
  void completionScript_isValidBash() {
    Requirements.command("bash");
    try (TempTree temp = TempTree.create()) {
      Cli.Outcome outcome = Cli.run("generate-completion");
      String script = temp.file("completion.bash", outcome.out()).toString();

      assertThat(outcome.status()).isZero();
      assertThat(outcome.out()).contains("--rewrite-symlinks-from", "fsync");
      Command.of("bash", "-n", script).run().requireSuccess();
      String offered =
          "source \"$1\"; COMP_WORDS=(movefile move --dur); COMP_CWORD=2;"
              + " COMP_LINE='movefile move --dur'; _complete_movefile; echo \"${COMPREPLY[@]}\"";
      CommandResult completion =
          Command.of("bash", "-c", offered, "bash", script).run().requireSuccess();
      assertThat(completion.text()).contains("--durability");
    }
  }

  @Test
  void exitCodes_reachTheShell() {
    try (TempTree temp = TempTree.create()) {
      String file = temp.file("a", "text").toString();
      String other = temp.path("b").toString();

      assertThat(JavaProcess.of(Main.class, "move", file, other).run().exitCode()).isEqualTo(0);
      assertThat(JavaProcess.of(Main.class, "move", file, other).run().exitCode()).isEqualTo(1);
      assertThat(JavaProcess.of(Main.class, "move", file).run().exitCode()).isEqualTo(2);
    }
  }

  @Test
  void outputThatCannotBeWritten_isAFailure() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    int status = Program.run(List.of("--version"), new Terminal(full, err, true, false));

    assertThat(status).isEqualTo(1);
    assertThat(err.toString(java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("movefile: write error on standard output: No space left on device\n");
  }
}
