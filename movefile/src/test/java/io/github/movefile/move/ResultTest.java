// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.Workplace.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.Reflink;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a move tells. */
class ResultTest {
  @AutoClose private final Workplace place = new Workplace();

  private MoveResult move(Route route) throws MoveException {
    return place.mover().move(place.source(route, "source"), place.target(route, "target"));
  }

  @OnEveryRoute
  void mtime_isThatOfTheSource(Route route) throws Exception {
    Path source = place.sourceFile(route, "x");
    shell("touch -d '2009-02-13 23:31:30.987654321 UTC' \"$1\"", source);

    MoveResult result = move(route);

    assertThat(result.mtimeNanos()).isEqualTo(1_234_567_890_987_654_321L);
    assertThat(result.mtime()).isEqualTo(new Timespec(1_234_567_890, 987_654_321));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 999999999, -1",
    "-1, 0, -1000000000",
    "0, 1, 1",
    "9223372036, 854775807, 9223372036854775807",
    "9223372036, 854775808, 9223372036854775807",
    "99999999999, 0, 9223372036854775807",
    "-9223372037, 145224192, -9223372036854775808",
    "-9223372037, 145224191, -9223372036854775808",
  })
  void mtimeNanos_countsFrom1970AndSaturates(long seconds, int nanos, long expected) {
    MoveResult result =
        new MoveResult(
            MoveMethod.RENAMED, new Timespec(seconds, nanos), 0, Optional.empty(), List.of());

    assertThat(result.mtimeNanos()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "printf contents > \"$1\", RENAMED, COPIED, 8",
    "truncate -s 1M \"$1\", RENAMED, COPIED, 1048576",
    "ln -s some-text \"$1\", RENAMED, SYMLINK_RECREATED, 0",
    "mkfifo \"$1\", RENAMED, NODE_RECREATED, 0",
  })
  void methodAndBytes_dependOnTheType(
      String script, MoveMethod within, MoveMethod across, long bytes) throws Exception {
    for (Route route : Route.all()) {
      shell(script, place.source(route, "source"));

      MoveResult result = move(route);

      assertThat(result.method()).isEqualTo(route.isAcross() ? across : within);
      assertThat(result.bytes()).isEqualTo(bytes);
      assertThat(result.copy().isPresent()).isEqualTo(result.method() == MoveMethod.COPIED);
    }
  }

  @Test
  void renamedDirectory_hasNoBytes() throws Exception {
    shell("mkdir \"$1\"", place.source(Route.WITHIN_DISK, "source"));

    assertThat(move(Route.WITHIN_DISK).bytes()).isZero();
  }

  @Test
  void emptyDirectory_isReplacedByADirectory() throws Exception {
    shell("mkdir \"$1\"; touch \"$1\"/child", place.source(Route.WITHIN_DISK, "source"));
    Path target = place.target(Route.WITHIN_DISK, "target");
    shell("mkdir \"$1\"", target);

    assertThat(move(Route.WITHIN_DISK).method()).isEqualTo(MoveMethod.RENAMED);
    assertThat(Workplace.namesIn(target)).containsExactly("child");
  }

  @OnEveryRouteAcross
  void copiedFile_tellsHow(Route route) throws Exception {
    place.sourceFile(route, "contents");

    CopyResult copy = move(route).copy().orElseThrow();

    assertThat(copy.length()).isEqualTo(8);
    assertThat(copy.bytesCopied()).isEqualTo(8);
    assertThat(copy.methods()).isEqualTo(Map.of(CopyMethod.SENDFILE, 8L));
  }

  @Test
  @AcrossFileSystems
  void copiedHole_isTold() throws Exception {
    Route route = Route.DISK_TO_MEMORY;
    Path source = place.source(route, "source");
    shell("truncate -s 1M \"$1\"", source);
    // Through a bind mount the hole would be shared, as all of the file.
    CopyOptions unshared = CopyOptions.builder().reflink(Reflink.NEVER).build();

    CopyResult copy =
        place
            .mover()
            .move(
                source, place.target(route, "target"), MoveOptions.builder().copy(unshared).build())
            .copy()
            .orElseThrow();

    assertThat(copy.holeBytes()).isEqualTo(1 << 20);
    assertThat(copy.bytesCopied()).isZero();
  }

  @Test
  void warnings_cannotBeChanged() throws Exception {
    place.sourceFile(Route.WITHIN_DISK, "x");
    MoveResult result = move(Route.WITHIN_DISK);

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> result.warnings().clear());
  }
}
