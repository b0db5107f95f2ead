// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What image builders ask of {@code move}, {@code copy} and {@code merge}. */
class ImageSettingsTest {
  private static final FileTime LATEST = FileTime.from(Instant.ofEpochSecond(1000, 500));

  @AutoClose private final TempTree temp = TempTree.create();

  private static String ownerOf(Path file) throws IOException {
    return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)
        + ":"
        + Files.getAttribute(file, "unix:gid", LinkOption.NOFOLLOW_LINKS);
  }

  @ParameterizedTest
  @CsvSource({
    "'--map-uid=0:100000:65536', 100000:0",
    "'--map-gid=0:100000:65536', 0:100000",
    "'--map-uid=1:2:3,0:7:1 --map-gid=0:8:1', 7:8"
  })
  void owners_areShifted(String options, String owner) throws Exception {
    Requirements.root();
    for (String verb : new String[] {"move", "copy"}) {
      Object[] words = words(verb, options, temp.file("a", "text"), temp.path(verb));

      assertThat(Cli.run(words)).isEqualTo(new Cli.Outcome(0, "", ""));

      assertThat(ownerOf(temp.path(verb))).isEqualTo(owner);
    }
  }

  private static Object[] words(String verb, String options, Path source, Path target) {
    String[] all = options.split(" ", -1);
    Object[] words = new Object[all.length + 3];
    words[0] = verb;
    System.arraycopy(all, 0, words, 1, all.length);
    words[all.length + 1] = source;
    words[all.length + 2] = target;
    return words;
  }

  @Test
  void ownersOfATree_areShifted() throws Exception {
    Requirements.root();
    temp.file("image/d/a", "text");
    Path root = temp.directory("root");
    Files.createSymbolicLink(temp.path("image/d/link"), Path.of("a"));

    Cli.Outcome outcome =
        Cli.run("merge", "-q", "--map-uid=0:5:1", "--map-gid=0:6:1", temp.path("image"), root);

    assertThat(outcome).isEqualTo(new Cli.Outcome(0, "", ""));
    for (String name : new String[] {"d", "d/a", "d/link"}) {
      assertThat(ownerOf(root.resolve(name))).isEqualTo("5:6");
    }
  }

  @Test
  void ownerWithoutRange_isNamed() {
    Requirements.root();
    Path a = temp.file("a", "text");

    for (String option : new String[] {"-q", "-n"}) {
      Cli.Outcome outcome = Cli.run("move", option, "--map-uid=1:1:1", a, temp.path("b"));

      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.err())
          .startsWith("movefile: cannot move '" + a + "'")
          .contains("of '" + a + "' is in no range of the map");
    }
    assertThat(a).exists();
  }

  @Test
  void dryRun_knowsThatAnotherOwnerTakesACopy() {
    Requirements.root();
    Path a = temp.file("a", "text");

    assertThat(Cli.run("move", "-n", "--map-uid=0:1:1", a, temp.path("b")).out())
        .startsWith("would copy 4 bytes");
    assertThat(Cli.run("move", "-n", "--map-uid=0:0:1", a, temp.path("b")).out())
        .startsWith("would rename");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0:0", "0:0:0", "0:0:1,0:1:1", "-1:0:1", "0:0:5000000000"})
  void otherRanges_areWrongUsage(String ranges) {
    for (String option : new String[] {"map-uid", "map-gid"}) {
      Cli.Outcome outcome = Cli.run("move", "--" + option, ranges, "a", "b");

      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.err()).startsWith("movefile: invalid '--" + option + "': ");
    }
  }

  @Test
  void laterTimes_areClamped() throws Exception {
    FileTime earlier = FileTime.from(Instant.ofEpochSecond(999));
    for (String verb : new String[] {"move", "copy"}) {
      Path late = temp.file("late", "text");
      Path early = temp.file("early", "text");
      Files.setLastModifiedTime(early, earlier);

      assertThat(Cli.run(verb, "--clamp-mtime=@1000.0000005", late, temp.path("b")).status())
          .isZero();
      assertThat(Cli.run(verb, "--clamp-mtime=@1000.0000005", early, temp.path("c")).status())
          .isZero();

      assertThat(Files.getLastModifiedTime(temp.path("b"))).isEqualTo(LATEST);
      assertThat(Files.getLastModifiedTime(temp.path("c"))).isEqualTo(earlier);
    }
  }

  @Test
  void timesOfATree_areClamped() throws Exception {
    temp.file("image/d/a", "text");
    Path root = temp.directory("root");

    assertThat(
            Cli.run("merge", "-q", "--clamp-mtime=@1000.0000005", temp.path("image"), root)
                .status())
        .isZero();

    assertThat(Files.getLastModifiedTime(root.resolve("d"))).isEqualTo(LATEST);
    assertThat(Files.getLastModifiedTime(root.resolve("d/a"))).isEqualTo(LATEST);
  }

  @Test
  void timeOfTheBuild_isTakenFromTheEnvironmentByItsName() throws Exception {
    Map<String, String> environment = Map.of("SOURCE_DATE_EPOCH", "1700000000");

    assertThat(TimeArgument.parseLatest("SOURCE_DATE_EPOCH", environment))
        .isEqualTo(new Timespec(1_700_000_000, 0));
    assertThat(TimeArgument.parseLatest("@5.25", environment))
        .isEqualTo(new Timespec(5, 250_000_000));
  }

  @Test
  void timeOfTheBuild_hasToBeThere() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> TimeArgument.parseLatest("SOURCE_DATE_EPOCH", Map.of()))
        .withMessage("the environment has no SOURCE_DATE_EPOCH");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(
            () ->
                TimeArgument.parseLatest("SOURCE_DATE_EPOCH", Map.of("SOURCE_DATE_EPOCH", "soon")))
        .withMessage("invalid SOURCE_DATE_EPOCH 'soon'");
  }
}
