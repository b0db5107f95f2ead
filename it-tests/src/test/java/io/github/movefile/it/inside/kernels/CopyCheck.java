// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.FileCopy;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A copy has the bytes and the holes of its source, and came by the fastest way that is open. */
class CopyCheck {
  private static final CopyOptions EVERY_METHOD =
      CopyOptions.builder().methods(EnumSet.allOf(CopyMethod.class)).build();

  @TestFactory
  Stream<DynamicTest> copies() {
    return Ends.all().stream().flatMap(CopyCheck::copies);
  }

  private static Stream<DynamicTest> copies(Ends ends) {
    Round<CopyResult> round = new Round<>(ends, List.of(Way.values()), CopyCheck::copy);
    return Stream.of(Way.values())
        .flatMap(way -> Stream.of(Contents.values()).map(each -> test(round, way, each)));
  }

  private static DynamicTest test(Round<CopyResult> round, Way way, Contents contents) {
    Expectation expected = Expectation.of(way, contents, round.ends(), Blocked.here());
    return DynamicTest.dynamicTest(
        round.ends() + ": " + contents + " copied by " + way + ": " + expected,
        () -> {
          expected.assertToldBy(round.result(way, contents));
          round.assertContentsKept(way, contents);
          assertThat(round.sources().get(contents.name())).isEqualTo(round.before(contents));
          if (way == Way.MOVE_FILE) {
            assertThat(round.target(way, contents).faithful())
                .isEqualTo(round.before(contents).faithful());
          }
        });
  }

  private static CopyResult copy(Way way, Path source, Path target) throws IOException {
    return switch (way) {
      case FILE_COPY -> FileCopy.create().copy(source, target, CopyOptions.defaults());
      case EVERY_METHOD -> FileCopy.create().copy(source, target, EVERY_METHOD);
      case MOVE_FILE -> {
        MoveResult result = MoveFile.create().copy(source, target, MoveOptions.defaults());
        assertThat(result.warnings()).isEmpty();
        yield result.copy().orElseThrow();
      }
    };
  }
}
