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
        .flatMap(sample -> Stream.of(Route.values()).map(route -> Arguments.of(sample, route)));
  }

  /** Moves a sample to a free name. */
  static void moveToFreeName(Workplace place, Sample sample, Route route) throws MoveException {
    Path source = sample.make(place.source(route, "source"));
    move(place, source, place.target(route, "target"), List.of("target"), route);
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
    Snapshot before = Snapshot.of(source);

    MoveResult result = place.mover().move(source, target);

    assertThat(Snapshot.of(target).portable()).isEqualTo(before.portable());
    assertThat(source.getParent()).isEmptyDirectory();
    assertThat(Workplace.namesIn(target.getParent())).isEqualTo(namesAfter);
    assertThat(result.warnings()).isEmpty();
    assertThat(result.method() == MoveMethod.RENAMED).isEqualTo(!route.isAcross());
  }
}
