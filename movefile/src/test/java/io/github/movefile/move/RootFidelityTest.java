// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.Workplace.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file is the same after a move, whichever way it went; what only root can make. */
class RootFidelityTest {
  private Workplace place;

  @BeforeEach
  void needRoot() {
    Requirements.root();
    place = new Workplace();
  }

  @AfterEach
  void close() {
    if (place != null) {
      place.close();
    }
  }

  static Stream<Arguments> cases() {
    return Faithful.cases(Sample.ofRoot());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void sample_isTheSameAtAFreeName(Sample sample, Route route) throws Exception {
    Faithful.moveToFreeName(place, sample, route);
  }

  @OnEveryRoute
  void groupOfASetgidDirectory_isNotTakenOver(Route route) throws Exception {
    Path source = place.sourceFile(route, "x");
    Path target = place.target(route, "target");
    shell("chgrp 23456 \"$1\"; chmod g+s \"$1\"", target.getParent());

    place.mover().move(source, target);

    assertThat(Snapshot.lineOf(target, "owner")).isEqualTo("owner 0:0");
  }
}
