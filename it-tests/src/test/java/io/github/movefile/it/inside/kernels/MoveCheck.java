// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A moved file is the same file, or has all that belonged to it, and its source is gone. */
class MoveCheck {
  private static final Way WAY = Way.MOVE_FILE;

  @TestFactory
  Stream<DynamicTest> moves() {
    return Ends.all().stream().flatMap(MoveCheck::moves);
  }

  private static Stream<DynamicTest> moves(Ends ends) {
    Round<MoveResult> round =
        new Round<>(ends, List.of(WAY), (way, from, to) -> MoveFile.create().move(from, to));
    return Stream.of(Contents.values())
        .map(each -> ends.isOneFileSystem() ? rename(round, each) : copy(round, each));
  }

  private static DynamicTest rename(Round<MoveResult> round, Contents contents) {
    return DynamicTest.dynamicTest(
        round.ends() + ": " + contents + " moved: RENAMED",
        () -> {
          MoveResult result = round.result(WAY, contents);
          assertThat(result.method()).isEqualTo(MoveMethod.RENAMED);
          assertThat(result.warnings()).isEmpty();
          assertThat(round.target(WAY, contents)).isEqualTo(round.before(contents));
          assertThat(round.sources().entries()).isEmpty();
        });
  }

  private static DynamicTest copy(Round<MoveResult> round, Contents contents) {
    Expectation expected = Expectation.of(WAY, contents, round.ends(), Blocked.here());
    return DynamicTest.dynamicTest(
        round.ends() + ": " + contents + " moved: " + expected,
        () -> {
          MoveResult result = round.result(WAY, contents);
          assertThat(result.method()).isEqualTo(MoveMethod.COPIED);
          assertThat(result.warnings()).isEmpty();
          expected.assertToldBy(result.copy().orElseThrow());
          round.assertContentsKept(WAY, contents);
          assertThat(round.target(WAY, contents).faithful())
              .isEqualTo(round.before(contents).faithful());
          assertThat(round.sources().entries()).isEmpty();
        });
  }
}
