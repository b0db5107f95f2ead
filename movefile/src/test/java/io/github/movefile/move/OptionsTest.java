// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.Workplace.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link MoveOptions} choose; attributes, owners, links, candidates and durability have tests
 * of their own.
 */
class OptionsTest {
  private static final Timespec TIME = new Timespec(1_234_567_890, 987_654_321);

  @AutoClose private final Workplace place = new Workplace();

  private static MoveOptions.Builder options() {
    return MoveOptions.builder();
  }

  @OnEveryRoute
  void mtime_isSetToTheNanosecondAndAtimeKept(Route route) throws Exception {
    for (String script : new String[] {"printf x > \"$1\"", "ln -s text \"$1\"", "mkfifo \"$1\""}) {
      Path source = place.source(route, "source");
      shell(script + "; touch -h -a -d '2037-03-04 05:06:07.000000089 UTC' \"$1\"", source);
      Path target = place.target(route, "target");

      MoveResult result = place.mover().move(source, target, options().mtime(TIME).build());

      assertThat(result.mtime()).isEqualTo(TIME);
      Snapshot moved = Snapshot.of(target);
      assertThat(moved.line("mtime")).isEqualTo("mtime 2009-02-13 23:31:30.987654321 +0000");
      assertThat(moved.line("atime")).isEqualTo("atime 2037-03-04 05:06:07.000000089 +0000");
      Files.delete(target);
    }
  }

  @Test
  void mtimeThatCannotBeSet_isTold_andTheResultHasTheTrueOne() throws Exception {
    Path source = place.sourceFile(Route.WITHIN_DISK, "x");
    shell("touch -d '2001-02-03 04:05:06.789 UTC' \"$1\"", source);
    FaultInjectingSyscalls faulty =
        new FaultInjectingSyscalls(Syscalls.system()).arm(Fault.always("utimensat", Errno.EPERM));

    MoveResult result =
        MoveFile.using(faulty.syscalls())
            .move(source, place.target(Route.WITHIN_DISK, "target"), options().mtime(TIME).build());

    assertThat(result.warnings()).extracting(MoveWarning::loss).containsExactly(Loss.TIMES);
    assertThat(result.mtime()).isEqualTo(new Timespec(981_173_106, 789_000_000));
  }

  @Test
  void mtimeThatTheFileSystemCannotStore_isTold() throws Exception {
    Timespec farAway = new Timespec(1L << 40, 0);
    Path source = place.sourceFile(Route.WITHIN_DISK, "x");
    Path target = place.target(Route.WITHIN_DISK, "target");

    MoveResult result = place.mover().move(source, target, options().mtime(farAway).build());

    String stored = shell("stat -c %Y \"$1\"", target);
    assertThat(Long.toString(result.mtime().seconds())).isEqualTo(stored);
    assertThat(result.warnings().isEmpty()).isEqualTo(result.mtime().equals(farAway));
  }

  @OnEveryRoute
  void copy_keepsTheSourceAndItsTimeOfAccess(Route route) throws Exception {
    for (String script : new String[] {"printf x > \"$1\"", "ln -s text \"$1\"", "mkfifo \"$1\""}) {
      Path source = place.source(route, "source");
      shell(script + "; touch -h -d '2001-02-03 04:05:06.789 UTC' \"$1\"", source);
      // Links have no O_NOATIME: reading the text sets the time unless it is recent enough.
      shell("[ ! -L \"$1\" ] || touch -h -a -d '2037-03-04' \"$1\"", source);
      Snapshot before = Snapshot.of(source);
      Path target = place.target(route, "target");

      MoveResult result = place.mover().copy(source, target, options().build());

      assertThat(Snapshot.of(source)).isEqualTo(before);
      assertThat(Snapshot.portableOf(target)).isEqualTo(before.portable());
      assertThat(result.method()).isNotEqualTo(MoveMethod.RENAMED);
      Files.delete(source);
    }
  }

  @Test
  void copy_replacesALinkAndNotItsFile() throws Exception {
    Route route = Route.WITHIN_DISK;
    Path bystander = Workplace.write(place.target(route, "bystander"), "untouched");
    Path target = Files.createSymbolicLink(place.target(route, "target"), bystander);

    place.mover().copy(place.sourceFile(route, "new"), target, options().build());

    assertThat(Files.isSymbolicLink(target)).isFalse();
    assertThat(Workplace.read(target)).isEqualTo("new");
    assertThat(Workplace.read(bystander)).isEqualTo("untouched");
  }

  @Test
  void strictMoveThatLosesNothing_isDone() throws Exception {
    for (Route route : Route.all()) {
      MoveResult result =
          place
              .mover()
              .move(
                  place.sourceFile(route, "x"),
                  place.target(route, "target"),
                  options().losses(LossPolicy.FAIL).build());

      assertThat(result.warnings()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  @AcrossFileSystems
  void cancelledMove_changesNothing(int questionsBefore) {
    Route route = Route.DISK_TO_MEMORY;
    Path source = place.source(route, "source");
    shell("head -c 40000000 /dev/zero > \"$1\"", source);
    List<Boolean> asked = new ArrayList<>();
    CopyOptions copy =
        CopyOptions.builder()
            .cancellation(
                () -> {
                  asked.add(true);
                  return asked.size() > questionsBefore;
                })
            .build();

    place
        .refused(source, place.targetFile(route, "old"), options().copy(copy).build())
        .isRefused(MoveFailure.CANCELLED, MoveStep.COPY, "cancelled");
    assertThat(asked).hasSize(questionsBefore + 1);
  }

  @Test
  @AcrossFileSystems
  void progress_isToldUpToTheEnd() throws Exception {
    Route route = Route.DISK_TO_MEMORY;
    Path source = place.source(route, "source");
    shell("head -c 3000000 /dev/zero > \"$1\"", source);
    List<Long> done = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    CopyOptions copy =
        CopyOptions.builder()
            .progress(
                (bytes, total) -> {
                  done.add(bytes);
                  totals.add(total);
                })
            .build();

    place.mover().move(source, place.target(route, "target"), options().copy(copy).build());

    assertThat(done).isSorted().endsWith(3_000_000L);
    assertThat(totals).containsOnly(3_000_000L);
  }
}
