// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.JavaProcess;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names of any bytes in any locale. The arguments are made by a shell, since a JVM would not let
 * them out; so are the files, and whether they are there.
 */
class NamesTest {
  @AutoClose private final TempTree temp = TempTree.create();

  /** Runs the command in a shell; {@code "$@"} is the JVM with the main class. */
  private CommandResult sh(String locale, String script) {
    return JavaProcess.of(Main.class)
        .through("sh", "-c", "cd '" + temp.path() + "' && " + script, "sh")
        .env("LANG", locale)
        .env("LC_ALL", locale)
        .run();
  }

  private void assertExists(String printfName) {
    Command.of("sh", "-c", "cd '" + temp.path() + "' && test -f \"$(printf '" + printfName + "')\"")
        .run()
        .requireSuccess();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void nameThatIsNotUtf8_isMoved(String locale) {
    CommandResult result =
        sh(locale, "n=$(printf 'caf\\351') && : >\"$n\" && \"$@\" move -v \"$n\" \"$n-2\"");

    assertThat(result.requireSuccess().text())
        .isEqualTo("renamed 'caf'$'\\351' -> 'caf'$'\\351''-2'");
    assertExists("caf\\351-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void utf8Name_isShownAsTheLocaleAllows(String locale) {
    CommandResult result =
        sh(locale, "n=$(printf 'caf\\303\\251') && : >\"$n\" && \"$@\" move -v \"$n\" \"$n-2\"");

    String expected =
        locale.equals("C")
            ? "renamed 'caf'$'\\303\\251' -> 'caf'$'\\303\\251''-2'"
            : "renamed 'caf\u00e9' -> 'caf\u00e9-2'";
    assertThat(result.requireSuccess().text()).isEqualTo(expected);
    assertExists("caf\\303\\251-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void oddNames_areMoved(String locale) {
    String long255 = "x".repeat(255);
    CommandResult result =
        sh(
            locale,
            ": >-n && \"$@\" move -v -- -n '--help' && \"$@\" move -- --help 'two\nlines'"
                + " && \"$@\" move 'two\nlines' @argfile && \"$@\" move -v @argfile "
                + long255
                + " && \"$@\" move "
                + long255
                + " ' '");

    assertThat(result.requireSuccess().text())
        .isEqualTo("renamed '-n' -> '--help'\nrenamed '@argfile' -> '" + long255 + "'");
    assertExists(" ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void errors_quoteEveryByte(String locale) {
    CommandResult result = sh(locale, "\"$@\" move \"$(printf 'a\\nb\\377')\" c");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errorText())
        .isEqualTo(
            "movefile: cannot move 'a'$'\\n''b'$'\\377' to 'c':"
                + " the source: statx: ENOENT (No such file or directory)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void jsonOfANameThatIsNotUtf8_hasItsBytes(String locale) {
    CommandResult result =
        sh(locale, "n=$(printf 'caf\\351') && : >\"$n\" && \"$@\" move --json \"$n\" b");

    assertThat(new String(result.requireSuccess().output(), StandardCharsets.UTF_8))
        .contains("\"source\":\"caf\uFFFD\",\"source_bytes\":\"Y2Fm6Q==\",\"target\":\"b\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void unknownOptionOfOddBytes_isShown(String locale) {
    CommandResult result = sh(locale, "\"$@\" move \"$(printf -- '--caf\\351\\303\\251')\"");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errorText()).startsWith("movefile: unrecognized option '--caf'$'\\351'");
  }

  /** The JVM's idea of the working directory is wrong there with LANG=C. */
  private CommandResult inDirectoryOfOddName(String locale, String script) {
    return sh(locale, "n=$(printf 'caf\\303\\251') && mkdir \"$n\" && cd \"$n\" && " + script);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void relativeImageOfLinks_isTheOneInTheWorkingDirectory(String locale) {
    CommandResult result =
        inDirectoryOfOddName(
            locale,
            "mkdir image && ln -s \"$PWD/image/lib\" link"
                + " && \"$@\" move --rewrite-symlinks-from image/. link moved && readlink moved");

    assertThat(result.requireSuccess().text()).isEqualTo("/lib");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void manifestInTheImageByALink_isRefused(String locale) {
    CommandResult result =
        inDirectoryOfOddName(
            locale,
            "mkdir image root && : >image/file && ln -s image alias"
                + " && \"$@\" merge --manifest alias/m image root");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errorText()).startsWith("movefile: 'alias/m' lies in the image");
    assertExists("caf\\303\\251/image/file");
  }
}
