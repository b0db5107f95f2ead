// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.Workplace.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.AsUser;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Times of change that are too late become the latest one, on every route. */
class LatestMtimeTest {
  private static final Timespec LATEST = new Timespec(1_234_567_890, 500);
  private static final String LATEST_LINE = "mtime 2009-02-13 23:31:30.000000500 +0000";
  private static final MoveOptions CLAMPED = MoveOptions.builder().latestMtime(LATEST).build();
  private static final String[] TYPES = {
    "printf x > \"$1\"", "ln -s text \"$1\"", "mkfifo \"$1\"",
  };

  @AutoClose private final Workplace place = new Workplace();

  private Path make(Route route, String script, String mtime) {
    Path source = place.source(route, "source");
    String touch = "; touch -h -a -d '2037-03-04 UTC' \"$1\"; touch -h -m -d '";
    shell(script + touch + mtime + " UTC' \"$1\"", source);
    return source;
  }

  @OnEveryRoute
  void laterTime_becomesTheLatest_andAllElseIsKept(Route route) throws Exception {
    for (String script : TYPES) {
      for (String later :
          new String[] {"2009-02-13 23:31:30.000000501", "2009-02-13 23:31:31", "2030-01-01"}) {
        Path source = make(route, script, later);
        Snapshot before = Snapshot.of(source);
        Path target = place.target(route, "target");

        MoveResult result = place.mover().move(source, target, CLAMPED);

        assertThat(result.mtime()).isEqualTo(LATEST);
        assertThat(result.warnings()).isEmpty();
        assertThat(result.method() == MoveMethod.RENAMED).isEqualTo(!route.isAcross());
        assertThat(Snapshot.portableOf(target))
            .isEqualTo(before.portable().replace(before.line("mtime"), LATEST_LINE));
        Files.delete(target);
      }
    }
  }

  @OnEveryRoute
  void earlierTime_stays(Route route) throws Exception {
    for (String script : TYPES) {
      for (String earlier :
          new String[] {
            "2009-02-13 23:31:30.0000005", "2009-02-13 23:31:30.000000499", "1969-12-31 23:59:59.5"
          }) {
        Path source = make(route, script, earlier);
        String before = Snapshot.portableOf(source);
        Path target = place.target(route, "target");

        MoveResult result = place.mover().move(source, target, CLAMPED);

        assertThat(Snapshot.portableOf(target)).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(target, java.nio.file.LinkOption.NOFOLLOW_LINKS))
            .isEqualTo(java.nio.file.attribute.FileTime.from(result.mtime().toInstant()));
        Files.delete(target);
      }
    }
  }

  @OnEveryRoute
  void copy_isClampedAndItsSourceIsNot(Route route) throws Exception {
    Path source = make(route, "printf x > \"$1\"", "2030-01-01");
    Snapshot before = Snapshot.of(source);
    Path target = place.target(route, "target");

    MoveResult result = place.mover().copy(source, target, CLAMPED);

    assertThat(result.mtime()).isEqualTo(LATEST);
    assertThat(Snapshot.lineOf(target, "mtime")).isEqualTo(LATEST_LINE);
    assertThat(Snapshot.of(source)).isEqualTo(before);
  }

  @OnEveryRoute
  void timeThatIsSet_wins(Route route) throws Exception {
    Timespec later = new Timespec(1_900_000_000, 1);
    Path source = make(route, "printf x > \"$1\"", "2030-01-01");
    MoveOptions both = MoveOptions.builder().latestMtime(LATEST).mtime(later).build();

    MoveResult result = place.mover().move(source, place.target(route, "target"), both);

    assertThat(result.mtime()).isEqualTo(later);
    assertThat(Snapshot.lineOf(place.target(route, "target"), "mtime"))
        .isEqualTo("mtime 2030-03-17 17:46:40.000000001 +0000");
  }

  @Test
  void renamedDirectory_isClampedItself() throws Exception {
    Path source = make(Route.WITHIN_DISK, "mkdir \"$1\"; touch \"$1\"/child", "2030-01-01");
    Path target = place.target(Route.WITHIN_DISK, "target");

    MoveResult result = place.mover().move(source, target, CLAMPED);

    assertThat(result.method()).isEqualTo(MoveMethod.RENAMED);
    assertThat(shell("stat -c %Y \"$1\"", target)).isEqualTo("1234567890");
  }

  @Test
  void timeThatCannotBeSet_isTold_andTheResultHasTheTrueOne() throws Exception {
    Path source = make(Route.WITHIN_DISK, "printf x > \"$1\"", "2030-01-01");
    FaultInjectingSyscalls faulty =
        new FaultInjectingSyscalls(Syscalls.system()).arm(Fault.always("utimensat", Errno.EPERM));

    MoveResult result =
        MoveFile.using(faulty.syscalls())
            .move(source, place.target(Route.WITHIN_DISK, "target"), CLAMPED);

    assertThat(result.warnings()).extracting(MoveWarning::loss).containsExactly(Loss.TIMES);
    assertThat(result.mtime()).isEqualTo(new Timespec(1_893_456_000, 0));
  }

  /** Only its owner may set a file's times; a copy has a new one, a rename doesn't. */
  @Test
  @AcrossFileSystems
  void fileOfAnother_isClampedWhereAnOrdinaryUserMay() {
    Requirements.root();
    place.openToEveryone();
    for (Route route : new Route[] {Route.DISK_TO_MEMORY, Route.WITHIN_DISK}) {
      Path source = make(route, "printf x > \"$1\"; chmod 0644 \"$1\"", "2030-01-01");
      Path target = place.target(route, "target");

      String said =
          AsUser.call(MoveProgram.class, "clamp", source.toString(), target.toString())
              .requireSuccess()
              .text();

      assertThat(said).isEqualTo(route.isAcross() ? "COPIED lost OWNER" : "RENAMED lost TIMES");
      assertThat(shell("stat -c %Y \"$1\"", target))
          .isEqualTo(route.isAcross() ? "0" : "1893456000");
    }
  }
}
