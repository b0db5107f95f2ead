// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Moves that have to lose nothing, told by other programs than ours. */
final class Faithful {
  private Faithful() {}

  /** Every sample on every route. */
  static Stream<Arguments> cases(List<Sample> samples) {
    return samples.stream()
        .flatMap(sample -> Route.all().stream().map(route -> Arguments.of(sample, route)));
  }

  /**
   * Moves a sample to a free name. Where the target's file system can't hold it, nothing changes;
   * and where the source's can't, no program can make it.
   */
  static void moveToFreeName(Workplace place, Sample sample, Route route) throws MoveException {
    Path source = place.source(route, "source");
    Path target = place.target(route, "target");
    if (!sample.isHeldBy(place.kindOfSource(route))) {
      sample.requireThatItCannotBeMade(source);
      return;
    }
    sample.make(source);
    if (sample.isHeldBy(place.kindOfTarget(route))) {
      move(place, source, target, List.of("target"), route);
    } else {
      Sample.Limit limit = sample.limit().orElseThrow();
      place.refused(source, target).failsWith(limit.failure(), MoveStep.CREATE_TEMP, limit.errno());
    }
  }

  /** Moves a sample over a link, whose file stays as it is. */
  static void moveOverLink(Workplace place, Sample sample, Route route) throws MoveException {
    Path bystander = Workplace.write(place.target(route, "bystander"), "not to be touched");
    Path target = place.target(route, "target");
    Workplace.shell("ln -s bystander \"$1\"", target);
    Snapshot bystanderBefore = Snapshot.of(bystander);
    Path source = sample.make(place.source(route, "source"));

    move(place, source, target, List.of("bystander", "target"), route);

    assertThat(Snapshot.of(bystander)).isEqualTo(bystanderBefore);
  }

  private static void move(
      Workplace place, Path source, Path target, List<String> namesAfter, Route route)
      throws MoveException {
    String before = Snapshot.portableOf(source);

    MoveResult result = place.mover().move(source, target);

    assertThat(Snapshot.portableOf(target)).isEqualTo(before);
    assertThat(source.getParent()).isEmptyDirectory();
    assertThat(Workplace.namesIn(target.getParent())).isEqualTo(namesAfter);
    assertThat(result.warnings()).isEmpty();
    assertThat(result.method() == MoveMethod.RENAMED).isEqualTo(!route.isAcross());
  }
}
