// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.it.inside.kernels.Seen.Facts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of each kind of {@link Contents} is copied or moved from one end to the other, once for
 * each {@link Way}. What was there before and after is looked at once for all, since looking costs
 * more than copying; it is done when the first result is asked for.
 *
 * @param <R> what the operation says
 */
final class Round<R> {
  private final Ends ends;
  private final List<Way> ways;
  private final Operation<R> operation;
  private final Map<String, R> results = new HashMap<>();
  private final Map<String, Throwable> failures = new HashMap<>();
  private @Nullable Sight sight;

  private record Sight(Seen before, Seen sources, Seen targets) {}

  /** Copies or moves a file. */
  @FunctionalInterface
  interface Operation<R> {
    R run(Way way, Path source, Path target) throws IOException;
  }

  Round(Ends ends, List<Way> ways, Operation<R> operation) {
    this.ends = ends;
    this.ways = ways;
    this.operation = operation;
  }

  Ends ends() {
    return ends;
  }

  /** What the operation said; throws what it threw. */
  R result(Way way, Contents contents) throws Throwable {
    sight();
    Throwable failure = failures.get(nameOf(way, contents));
    if (failure != null) {
      throw failure;
    }
    return results.get(nameOf(way, contents));
  }

  Facts before(Contents contents) {
    return sight().before.get(contents.name());
  }

  /** All that is left at the source. */
  Seen sources() {
    return sight().sources;
  }

  Facts target(Way way, Contents contents) {
    return sight().targets.get(nameOf(way, contents));
  }

  /** The same bytes, and no blocks where there was a hole. */
  void assertContentsKept(Way way, Contents contents) {
    Facts target = target(way, contents);
    assertThat(target.contents()).isNotEmpty().isEqualTo(before(contents).contents());
    if (contents.hasHoles()) {
      assertThat(target.blocks() * 512)
          .as("bytes in blocks")
          .isBetween(contents.dataLength(), contents.dataLength() + Contents.SLACK);
    }
  }

  private Sight sight() {
    if (sight == null) {
      try (Scratch from = Scratch.in(ends.source());
          Scratch to = Scratch.in(ends.target())) {
        for (Contents contents : Contents.values()) {
          contents.writeTo(from.path(contents.name()));
        }
        from.stampAll();
        Seen before = Seen.below(from.path());
        for (Way way : ways) {
          for (Contents contents : Contents.values()) {
            run(way, contents, from, to);
          }
        }
        sight = new Sight(before, Seen.below(from.path()), Seen.below(to.path()));
      } catch (IOException e) {
        throw new AssertionError("can't prepare " + ends, e);
      }
    }
    return sight;
  }

  private void run(Way way, Contents contents, Scratch from, Scratch to) {
    String name = nameOf(way, contents);
    try {
      results.put(name, operation.run(way, from.path(contents.name()), to.path(name)));
    } catch (IOException | AssertionError e) {
      failures.put(name, e);
    }
  }

  private static String nameOf(Way way, Contents contents) {
    return way.name() + "-" + contents.name();
  }
}
