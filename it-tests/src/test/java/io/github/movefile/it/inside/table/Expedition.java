// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.it.inside.table.Arrival.Presence;
import io.github.movefile.it.inside.table.Evidence.Reading;
import io.github.movefile.it.inside.table.Trip.Mover;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.testing.JavaProcess;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes all samples, has them moved, and looks what has become of them. As root. */
final class Expedition {
  /** A trip that is about to start, and what its samples are. */
  private record Start(Trip trip, Evidence samples) {}

  /** What was said and seen of all moves of a user. */
  private record Report(Mover user, Map<String, Told> told, CallTrace calls) {}

  private Expedition() {}

  /** What became of every sample that could be made, trip by trip. */
  static List<Arrival> of(List<Trip> trips) {
    List<Start> starts = trips.parallelStream().map(Expedition::start).toList();
    Map<Mover, Report> reports =
        Stream.of(Mover.values())
            .parallel()
            .map(user -> move(user, trips))
            .collect(Collectors.toMap(Report::user, report -> report));
    return starts.parallelStream()
        .map(start -> arrivals(start, reports))
        .flatMap(List::stream)
        .toList();
  }

  private static Start start(Trip trip) {
    try {
      trip.pack();
    } catch (ErrnoException e) {
      throw new UncheckedIOException(trip.label(), e);
    }
    Evidence samples = Evidence.of(trip.source(), Reading.METADATA);
    samples.requireAsMeant(trip);
    return new Start(trip, samples);
  }

  private static Report move(Mover user, List<Trip> trips) {
    List<String> arguments = new ArrayList<>();
    for (Trip trip : trips) {
      if (trip.user() == user) {
        arguments.addAll(List.of(Integer.toString(trip.number()), trip.source(), trip.target()));
      }
    }
    try (TempTree place = TempTree.create()) {
      Path trace = place.path("trace");
      JavaProcess mover =
          JavaProcess.of(MoverProgram.class, arguments.toArray(String[]::new))
              .through(CallTrace.recording(trace))
              .through(user.words());
      String said = mover.run().requireSuccess().text();
      return new Report(user, Told.read(said), CallTrace.read(trace));
    }
  }

  private static List<Arrival> arrivals(Start start, Map<Mover, Report> reports) {
    Trip trip = start.trip();
    Report report = Objects.requireNonNull(reports.get(trip.user()));
    Evidence target = Evidence.of(trip.target(), Reading.CONTENTS_TOO);
    Evidence left = Evidence.of(trip.source(), Reading.METADATA);
    assertThat(target.temps() + left.temps()).as("temps of %s", trip.label()).isBlank();
    List<Arrival> arrivals = new ArrayList<>();
    for (Sample sample : trip.samples()) {
      Map<String, FileState> before = start.samples().of(sample);
      if (!before.isEmpty()) {
        String key = trip.number() + "/" + sample.key();
        arrivals.add(
            new Arrival(
                trip,
                sample,
                Objects.requireNonNull(report.told().get(key), () -> "said of " + key),
                Difference.between(sample, trip, start.samples(), target),
                report.calls().of(key),
                target.isShared(sample),
                target.of(sample).isEmpty() ? Presence.GONE : Presence.THERE,
                presence(left.of(sample), before)));
      }
    }
    return arrivals;
  }

  private static Presence presence(Map<String, FileState> now, Map<String, FileState> before) {
    if (now.isEmpty()) {
      return Presence.GONE;
    }
    return now.equals(before) ? Presence.THERE : Presence.CHANGED;
  }
}
