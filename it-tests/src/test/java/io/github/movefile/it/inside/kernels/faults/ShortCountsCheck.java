// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.CommandResult;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Calls that do less than they were asked to. That they do nothing can be pretended; that they do a
 * part is brought about by a limit on the length of files.
 */
class ShortCountsCheck {
  private static final String NOTHING_COPIED = "copied nothing before the end of the source";

  @ParameterizedTest(name = "{0}: {1} returns 0 at #{2}")
  @CsvSource({
    "SMALL, sendfile, 1, '{\"read_write\":5000}'",
    "RANGES, copy_file_range, 1, '{\"read_write\":77824}'",
    "RANGES, copy_file_range, 2, '{\"copy_file_range\":65536,\"read_write\":12288}'",
    "RANGES, copy_file_range, 1+, '{\"read_write\":77824}'",
    "WHOLE, copy_file_range, 1, '{\"read_write\":1048577}'",
  })
  void kernelCopiesNothing_readAndWriteGoOnAtThatByte(
      Scene scene, String call, String when, String copied) throws IOException {
    try (Stage stage = new Stage(scene)) {
      CommandResult result = play(stage, call + ":retval=0:when=" + when);

      assertThat(result.exitCode()).as("%s", result).isZero();
      assertThat(result.text())
          .contains("\"copied\":" + copied)
          .contains("{\"method\":\"" + call + "\",\"reason\":\"" + NOTHING_COPIED + "\"}");
      assertThat(stage.trace().linesWith("(INJECTED)")).hasSize(1);
      stage.assertDone();
      stage.assertNoTemps();
    }
  }

  @Test
  void readOfNothing_isTakenForAShorterSource_whichIsCopiedAnew() throws IOException {
    try (Stage stage = new Stage(Scene.LARGE)) {
      CommandResult result = playOnSource(stage, "pread64:retval=0:when=3");

      assertThat(result.exitCode()).as("%s", result).isZero();
      List<String> reads = stage.trace().linesWith("pread64(");
      assertThat(reads).hasSizeGreaterThan(7); // five are needed
      assertThat(reads.get(2)).endsWith("(INJECTED)");
      stage.assertDone();
      stage.assertNoTemps();
    }
  }

  @Test
  void readsThatAlwaysSayNothing_areRefused() throws IOException {
    try (Stage stage = new Stage(Scene.LARGE)) {
      CommandResult result = playOnSource(stage, "pread64:retval=0");

      assertThat(result.exitCode()).as("%s", result).isEqualTo(1);
      assertThat(result.text())
          .contains("\"failure\":\"source_changed\"", "\"state\":\"unchanged\"");
      stage.assertUnchanged();
      stage.assertNoTemps();
    }
  }

  @Test
  void writeOfNothing_isNoSpace() throws IOException {
    try (Stage stage = new Stage(Scene.LARGE)) {
      CommandResult result = play(stage, "pwrite64:retval=0:when=2");

      assertThat(result.exitCode()).as("%s", result).isEqualTo(1);
      assertThat(result.text())
          .contains("\"failure\":\"no_space\"", "\"call\":\"pwrite\"", "\"state\":\"unchanged\"");
      stage.assertUnchanged();
      stage.assertNoTemps();
    }
  }

  /** setrlimit(2): a call stops short at the limit, and the next one gets EFBIG. */
  @ParameterizedTest(name = "{0}: {1} up to a limit of {2} bytes")
  @CsvSource({
    "SMALL, sendfile, 3000",
    "LARGE, pwrite64, 300000",
    "WHOLE, copy_file_range, 300000",
  })
  void limitOnTheLengthOfFiles_isToldAndNothingIsLeft(Scene scene, String call, int limit)
      throws IOException {
    try (Stage stage = new Stage(scene)) {
      CommandResult result =
          stage.playTraced(List.of("-e", "trace=" + call, "prlimit", "--fsize=" + limit), "--json");

      assertThat(result.exitCode()).as("%s", result).isEqualTo(1);
      assertThat(result.text())
          .contains("\"failure\":\"file_too_large\"", "\"errno\":\"EFBIG\"")
          .contains("\"call\":\"" + call.replace("64", "") + "\"")
          .contains("\"state\":\"unchanged\"")
          .contains(" at byte " + limit);
      List<String> lines = stage.trace().linesWith(call + "(");
      assertThat(counts(lines).stream().mapToLong(Long::longValue).sum()).isEqualTo(limit);
      assertThat(lines).last().matches(line -> line.contains(" = -1 EFBIG "));
      stage.assertUnchanged();
      stage.assertNoTemps();
    }
  }

  /** A tmpfs has room for so many pages. */
  @Test
  void nearlyFullFileSystem_isWrittenToTheLastPage_andToldAndCleanedUp() throws IOException {
    try (FullDisk disk = FullDisk.ofKibibytes(400)) {
      CommandResult result = disk.playTraced("trace=pwrite64");

      assertThat(result.exitCode()).as("%s", result).isEqualTo(1);
      assertThat(result.errorText()).contains(": pwrite: ENOSPC (No space left on device)");
      List<String> writes = disk.trace().linesWith("pwrite64(");
      assertThat(counts(writes)).hasSize(4).last().matches(count -> count < 128 * 1024);
      assertThat(writes).last().matches(line -> line.contains(" = -1 ENOSPC "));
      disk.assertUnchanged();
    }
  }

  private static CommandResult play(Stage stage, String inject) {
    String name = inject.substring(0, inject.indexOf(':'));
    return stage.playTraced(List.of("-e", "trace=" + name, "-e", "inject=" + inject), "--json");
  }

  /** The JVM makes calls of the same name on other files. */
  private static CommandResult playOnSource(Stage stage, String inject) {
    String name = inject.substring(0, inject.indexOf(':'));
    return stage.playTraced(
        List.of("-P", stage.source().toString(), "-e", "trace=" + name, "-e", "inject=" + inject),
        "--json");
  }

  /** What the calls that succeeded returned. */
  private static List<Long> counts(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.contains(" = -1 "))
        .map(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .toList();
  }
}
