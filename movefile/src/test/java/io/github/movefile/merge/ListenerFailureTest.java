// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Durability;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * A listener that throws ends a merge, whatever it throws; what is done is complete, and a
 * transaction is taken back.
 */
class ListenerFailureTest {
  private static final List<Supplier<Throwable>> FAILURES =
      List.of(
          () -> new IOException("an IOException"),
          () -> new UncheckedIOException(new IOException("an unchecked one")),
          () -> new AssertionError("an Error"),
          // Other languages than Java throw what nobody has declared.
          () -> new InterruptedException("a checked one"));

  /** Throws what it likes from the nth event on, and the same object each time. */
  private static final class Failing implements MergeListener {
    private final Throwable failure;
    private final int nth;
    private int events;

    Failing(Throwable failure, int nth) {
      this.failure = failure;
      this.nth = nth;
    }

    @Override
    public synchronized void merged(MergedEntry entry) {
      if (++events >= nth) {
        throwUndeclared(failure);
      }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void throwUndeclared(Throwable e) throws E {
      throw (E) e;
    }
  }

  private static boolean isToldOf(Throwable thrown, Throwable failure) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at.equals(failure)) {
        return true;
      }
    }
    return false;
  }

  @OnEveryLayout
  void whatWasMadeUntilThen_isComplete(Layout layout) throws IOException {
    for (Supplier<Throwable> kind : FAILURES) {
      for (int workers : new int[] {1, 3}) {
        int nth = 1;
        while (failsAt(nth, kind.get(), layout, workers)) {
          nth++;
        }
        assertThat(nth).isGreaterThan(9);
      }
    }
  }

  /** False if there are fewer events. */
  private static boolean failsAt(int nth, Throwable failure, Layout layout, int workers)
      throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      fill(fixture);
      LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(Syscalls.system());
      MergeOptions options =
          MergeOptions.builder().listener(new Failing(failure, nth)).workers(workers).build();

      Throwable thrown =
          catchThrowable(
              () ->
                  TreeMerge.using(leaks.syscalls())
                      .merge(fixture.image(), fixture.root(), options));

      leaks.assertNoLeaks();
      fixture.assertNoTemps();
      assertComplete(fixture);
      assertThat(thrown == null || isToldOf(thrown, failure)).as("%s", thrown).isTrue();
      return thrown != null;
    }
  }

  private static void fill(MergeFixture fixture) throws IOException {
    for (String name : List.of("a", "d/one", "d/two", "d/e/three", "f/four")) {
      write(fixture.image(name), name);
    }
    Files.createSymbolicLink(fixture.image("d/link"), Path.of("../f/four")); // it comes last
    for (String directory : List.of("d", "d/e", "f")) {
      SampleFiles.chmod(fixture.image(directory), 0751);
    }
    fixture.stamp();
  }

  private static void assertComplete(MergeFixture fixture) throws IOException {
    for (String name : List.of("a", "d/one", "d/two", "d/e/three", "f/four")) {
      boolean isMerged = Files.exists(fixture.root(name));
      assertThat(isMerged ? fixture.root(name) : fixture.image(name)).hasContent(name);
    }
    for (String directory : List.of("d", "d/e", "f")) {
      if (Files.exists(fixture.root(directory))) {
        assertThat(Files.getAttribute(fixture.root(directory), "unix:mode"))
            .as(directory)
            .isEqualTo(040751);
      }
    }
  }

  @OnEveryLayout
  void transaction_isTakenBack(Layout layout) throws IOException {
    for (Supplier<Throwable> kind : FAILURES) {
      for (int nth = 1; ; nth++) {
        Throwable failure = kind.get();
        try (TransactionScene scene = new TransactionScene(layout)) {
          MergeOptions options =
              TransactionScene.options(ExistingDirectories.KEEP, Durability.NONE)
                  .listener(new Failing(failure, nth))
                  .build();

          Throwable thrown = catchThrowable(() -> scene.merge(Syscalls.system(), options));

          if (thrown == null) {
            assertThat(nth).isGreaterThan(20);
            break;
          }
          assertThat(isToldOf(thrown, failure)).as("%s", thrown).isTrue();
          scene.assertIsOld();
        }
      }
    }
  }
}
