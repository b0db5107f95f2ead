// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.Workplace.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.Sparse;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file is the same after a move, whichever way it went; what any user can make. */
class FidelityTest {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("'mtime' uuuu-MM-dd HH:mm:ss.SSSSSSSSS '+0000'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @AutoClose private final Workplace place = new Workplace();

  static Stream<Arguments> cases() {
    return Faithful.cases(Sample.ofEveryUser());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void sample_isTheSameAtAFreeName(Sample sample, Route route) throws Exception {
    Faithful.moveToFreeName(place, sample, route);
  }

  static Stream<Arguments> oneOfEachType() {
    return Faithful.cases(Sample.oneOfEachType());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("oneOfEachType")
  void sample_replacesALinkAndNotItsFile(Sample sample, Route route) throws Exception {
    Faithful.moveOverLink(place, sample, route);
  }

  @OnEveryRoute
  void holes_stayHoles(Route route) throws Exception {
    Path source = place.source(route, "source");
    shell(
        """
        truncate -s 16M "$1"
        printf head | dd of="$1" conv=notrunc status=none
        printf middle | dd of="$1" bs=1M seek=8 conv=notrunc status=none
        """,
        source);
    String before = Snapshot.portableOf(source);
    long blocksBefore = Snapshot.blocks(source);
    Path target = place.target(route, "target");

    place.mover().move(source, target);

    assertThat(Snapshot.portableOf(target)).isEqualTo(before);
    assertThat(Snapshot.blocks(target)).isPositive().isLessThanOrEqualTo(blocksBefore);
  }

  @OnEveryRouteAcross
  void holes_areFilledWhereTheCopyShallHaveNone(Route route) throws Exception {
    Path source = place.source(route, "source");
    shell("truncate -s 1M \"$1\"", source);
    Path target = place.target(route, "target");
    CopyOptions noHoles = CopyOptions.builder().sparse(Sparse.NEVER).build();

    place.mover().move(source, target, MoveOptions.builder().copy(noHoles).build());

    assertThat(Snapshot.blocks(target)).isGreaterThanOrEqualTo(2048);
  }

  /** Years that not every file system can store: kept, or told. */
  @OnEveryRoute
  void extremeTime_isKeptOrTold(Route route) throws Exception {
    for (String year : new String[] {"1850", "2107", "2500"}) {
      Path source = place.sourceFile(route, "x");
      shell("touch -d '" + year + "-02-03 04:05:06.123456789 UTC' \"$1\"", source);
      String before = Snapshot.lineOf(source, "mtime");
      Path target = place.target(route, "target");
      boolean canBeKept = timesTouchedAs(source, target).equals(before) || !route.isAcross();

      MoveResult result = place.mover().move(source, target);

      assertThat(Snapshot.lineOf(target, "mtime").equals(before)).isEqualTo(canBeKept);
      List<Loss> losses = canBeKept ? List.of() : List.of(Loss.TIMES);
      assertThat(result.warnings().stream().map(MoveWarning::loss)).isEqualTo(losses);
      assertThat(TIME.format(result.mtime().toInstant()))
          .isEqualTo(Snapshot.lineOf(target, "mtime"));
    }
  }

  @OnEveryRoute
  void extremeTimeOfAccess_isKeptOrToldAsSuch(Route route) throws Exception {
    Path source = place.sourceFile(route, "x");
    shell("touch -d 2001-02-03 \"$1\"; touch -a -d '2500-02-03 04:05:06 UTC' \"$1\"", source);
    String before = Snapshot.of(source).line("atime");
    String day = before.substring("atime ".length(), before.lastIndexOf(' ', before.indexOf(':')));
    Path target = place.target(route, "target");

    MoveResult result = place.mover().move(source, target);

    boolean isKept = Snapshot.of(target).line("atime").equals(before);
    assertThat(result.warnings()).hasSize(isKept ? 0 : 1);
    assertThat(result.warnings())
        .allSatisfy(loss -> assertThat(loss.detail()).startsWith("time of access " + day + "T"))
        .noneSatisfy(loss -> assertThat(loss.detail()).contains("time of change"));
  }

  /** What touch(1) makes of the time of a file on the file system of another. */
  private static String timesTouchedAs(Path source, Path target) {
    Workplace.write(target, "");
    Command.of("touch", "-r", source.toString(), target.toString()).run().requireSuccess();
    return Snapshot.lineOf(target, "mtime");
  }

  @OnEveryRoute
  void defaultAclOfTheDirectory_doesNotGetIntoTheFile(Route route) throws Exception {
    Requirements.command("setfacl");
    for (String script : new String[] {"printf x > \"$1\"", "mkfifo \"$1\""}) {
      Path source = place.source(route, "source");
      shell(script + "; chmod 0640 \"$1\"; touch -d '2001-02-03' \"$1\"", source);
      Path target = place.target(route, "target");
      shell("setfacl -d -m u:12345:rwx,m::rwx \"$1\"", target.getParent());
      String before = Snapshot.portableOf(source);

      place.mover().move(source, target);

      assertThat(Snapshot.portableOf(target)).isEqualTo(before);
    }
  }
}
