// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.Workplace.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.testing.StuckProcess;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Temps of processes that were killed go; what may be of a living one, or no temp at all, stays.
 */
class TempSweeperTest {
  private static final TempSweeper PATIENT = TempSweeper.create(Duration.ofDays(1));
  private static final TempSweeper IMPATIENT = TempSweeper.create(Duration.ZERO);
  private static final int HOST_AT = ".mvf-".length();

  private final TempTree temp = TempTree.create();
  private Path directory;

  @BeforeEach
  void makeDirectory() {
    directory = temp.directory("to");
  }

  @AfterEach
  void close() {
    temp.close();
  }

  private static List<String> sweep(TempSweeper sweeper, Path directory) throws Exception {
    return sweeper.sweep(directory).stream().map(RawPath::toString).toList();
  }

  /** Moves until its temp is there, in a process of its own. */
  private StuckProcess stuckMove(String name) {
    Path source = temp.file("from-" + name, "contents");
    return StuckMove.start(source, directory.resolve(name));
  }

  private String tempOfKilledProcess() throws Exception {
    try (StuckProcess move = stuckMove("killed")) {
      move.kill();
    }
    return Workplace.namesIn(directory).get(0);
  }

  /** Merges make no directories in theirs, so that one with a directory is somebody else's. */
  @Test
  void directoryWithADirectory_isNoTemp() throws Exception {
    Path temp = directory.resolve(tempOfKilledProcess());
    Files.delete(temp);
    Files.createDirectories(temp.resolve("below"));
    Workplace.write(temp.resolve("file"), "x");

    assertThat(sweep(IMPATIENT, directory)).isEmpty();

    assertThat(Workplace.namesIn(temp)).containsExactlyInAnyOrder("below", "file");
  }

  @Test
  void tempOfAKilledProcess_goes_andThatOfALivingOneStays() throws Exception {
    try (StuckProcess killed = stuckMove("killed");
        StuckProcess living = stuckMove("living")) {
      List<String> temps = Workplace.namesIn(directory);
      assertThat(temps).hasSize(2).allMatch(name -> name.startsWith(".mvf-"));
      assertThat(sweep(IMPATIENT, directory)).as("both live").isEmpty();

      killed.kill();

      assertThat(sweep(PATIENT, directory)).hasSize(1).isSubsetOf(paths(temps));
      assertThat(Workplace.namesIn(directory)).hasSize(1).isSubsetOf(temps);
      assertThat(sweep(IMPATIENT, directory)).as("one lives").isEmpty();
      assertThat(living.finish()).isEqualTo("COPIED");
    }
    assertThat(Workplace.namesIn(directory)).containsExactly("living");
    assertThat(Workplace.read(directory.resolve("living"))).isEqualTo("contents");
    assertThat(temp.path("from-killed")).exists();
  }

  private List<String> paths(List<String> names) {
    return names.stream().map(name -> directory.resolve(name).toString()).toList();
  }

  @Test
  void processNumberThatWasGivenAgain_doesNotSaveATemp() throws Exception {
    String name = tempOfKilledProcess();
    String pid = Long.toString(ProcessHandle.current().pid(), 36);
    int pidAt = HOST_AT + 9;
    String ofThisNumber =
        name.substring(0, pidAt) + "0".repeat(5 - pid.length()) + pid + name.substring(pidAt + 5);
    rename(name, ofThisNumber);

    assertThat(sweep(PATIENT, directory)).hasSize(1);
  }

  /** Another boot, container or host: its process numbers mean nothing here. */
  @Test
  void tempOfAnotherHost_goesByAgeOnly() throws Exception {
    String name = tempOfKilledProcess();
    String foreign = name.substring(0, HOST_AT) + "zzzzzzzz" + name.substring(HOST_AT + 8);
    rename(name, foreign);

    assertThat(sweep(PATIENT, directory)).isEmpty();
    assertThat(sweep(IMPATIENT, directory)).isEqualTo(paths(List.of(foreign)));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void shortTemp_goesByAgeOnly() throws Exception {
    Workplace.write(directory.resolve(".mvf0az9"), "x");

    assertThat(sweep(PATIENT, directory)).isEmpty();
    assertThat(sweep(IMPATIENT, directory)).isEqualTo(paths(List.of(".mvf0az9")));
  }

  /** A move gives its temp the time of its source. */
  @Test
  void age_isNotTheTimeOfChange() throws Exception {
    Path file = Workplace.write(directory.resolve(".mvf0az9"), "x");
    shell("touch -d 2001-02-03 \"$1\"", file);

    assertThat(sweep(PATIENT, directory)).isEmpty();
  }

  @Test
  void linkAndFifo_goToo() throws Exception {
    Path bystander = Workplace.write(directory.resolve("bystander"), "x");
    shell("ln -s bystander \"$1\"", directory.resolve(".mvf0001"));
    shell("mkfifo \"$1\"", directory.resolve(".mvf0002"));

    assertThat(sweep(IMPATIENT, directory)).isEqualTo(paths(List.of(".mvf0001", ".mvf0002")));
    assertThat(bystander).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".mvf",
        ".mvf-",
        ".mvf000",
        ".mvf00000",
        ".mvfABCD",
        ".mvf-000",
        ".mvf 000",
        "mvf0000",
        ".mvf0000.gz",
        "x.mvf0000",
        ".mvf-00000000-00001-0000001-abcde",
        ".mvf-00000000-00001-0000001-abcdefg",
        ".mvf-00000000-00001-0000001-ABCDEF",
        ".mvf-00000000-00001-0000001_abcdef",
        ".mvf-00000000_00001-0000001-abcdef",
        ".mvf-00000000-0000--0000001-abcdef",
        "target",
      })
  void otherFile_staysWhateverItsAge(String name) throws Exception {
    Path file = Workplace.write(directory.resolve(name), "precious");

    assertThat(sweep(IMPATIENT, directory)).isEmpty();
    assertThat(file).exists();
  }

  /** No temp of ours is one, and nobody's directory keeps the temps after it. */
  @Test
  void directoryWithTheNameOfATemp_stays() throws Exception {
    Files.createDirectory(directory.resolve(".mvf0001"));
    Workplace.write(directory.resolve(".mvf0002"), "x");

    assertThat(sweep(IMPATIENT, directory)).isEqualTo(paths(List.of(".mvf0002")));
    assertThat(directory.resolve(".mvf0001")).isDirectory();
  }

  @Test
  void directoriesBelow_areNotSwept() throws Exception {
    Path below = Files.createDirectory(directory.resolve("below"));
    Path file = Workplace.write(below.resolve(".mvf0000"), "x");

    assertThat(sweep(IMPATIENT, directory)).isEmpty();
    assertThat(file).exists();
  }

  @Test
  void missingDirectory_isAnError() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> PATIENT.sweep(directory.resolve("missing")));
  }

  private void rename(String from, String to) throws Exception {
    Files.move(directory.resolve(from), directory.resolve(to));
  }
}
