// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.JavaProcess;
import io.github.movefile.syscalls.testing.TempTree;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code verify} and names of any bytes in any locale, as {@link NamesTest} makes them. */
class VerifyNamesTest {
  /** A root and an image of odd names, equal but for one mode and what is missing. */
  private static final String TREES =
      "n=$(printf 'caf\\351') && mkdir image && : >\"image/$n\" && : >'image/-x -> y'"
          + " && chmod 644 image/* && cp -a image root && chmod 600 \"root/$n\""
          + " && rm 'root/-x -> y'";

  @AutoClose private final TempTree temp = TempTree.create();

  /** Runs the command in a shell; {@code "$@"} is the JVM with the main class. */
  private CommandResult sh(String locale, String script) {
    return JavaProcess.of(Main.class)
        .through("sh", "-c", "cd '" + temp.path() + "' && " + TREES + " && " + script, "sh")
        .env("LANG", locale)
        .env("LC_ALL", locale)
        .run();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void differences_areToldInAnyLocale(String locale) {
    CommandResult result = sh(locale, "\"$@\" verify root --against image");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.text().lines())
        .containsExactly(
            "'-x -> y': missing",
            "'caf'$'\\351': mode: expected 0644, found 0600",
            "2 entries compared, 2 differences");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void manifestOfAnyName_andOnStandardInput(String locale) {
    CommandResult result =
        sh(
            locale,
            "mkdir new && \"$@\" merge -q --keep --manifest=\"$n\" image new"
                + " && \"$@\" verify new \"--against=$n\""
                + " && \"$@\" verify --json root --against - <\"$n\"");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.text().lines())
        .satisfiesExactly(
            equal -> assertThat(equal).isEqualTo("2 entries compared, no difference"),
            missing ->
                assertThat(missing)
                    .isEqualTo(
                        "{\"path\":\"-x -> y\",\"attribute\":\"missing\","
                            + "\"expected\":\"file\",\"found\":\"nothing\"}"),
            mode ->
                assertThat(mode)
                    .startsWith("{\"path\":\"caf")
                    .endsWith(
                        ",\"path_bytes\":\"Y2Fm6Q==\",\"attribute\":\"mode\","
                            + "\"expected\":\"0644\",\"found\":\"0600\"}"));
  }

  @Test
  void missingManifest_isTold() {
    Cli.Outcome outcome =
        Cli.run("verify", temp.directory("root"), "--against=" + temp.path("none"));

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith("movefile: cannot verify ")
        .endsWith("none': no such file or directory\n");
  }
}
