// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFile;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A source, an old target in another file system, and a move between them during which another
 * process meddles with the source. Closing it checks that nothing is left open or lies around.
 */
final class SourceRaceScene implements AutoCloseable {
  static final byte[] CONTENTS = SampleFiles.bytes(5000);

  /** Of another file. */
  static final byte[] OTHER = SampleFiles.bytes(6000);

  private final TempTree from = TempTree.onOtherFileSystem();
  private final TempTree to = TempTree.create();
  private final FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());
  private final LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(calls.syscalls());
  private final Path source = from.path("source");
  private final Path target = to.path("target");

  /** Something that another process does. */
  @FunctionalInterface
  interface Interference {
    void run() throws IOException;
  }

  void makeFiles() throws IOException {
    Files.write(source, CONTENTS);
    SampleFiles.stamp(source);
    Files.writeString(target, "old");
  }

  /** Where the source is. */
  TempTree from() {
    return from;
  }

  /** Where the target is. */
  TempTree to() {
    return to;
  }

  Path source() {
    return source;
  }

  Path target() {
    return target;
  }

  FaultInjectingSyscalls calls() {
    return calls;
  }

  MoveFile mover() {
    return MoveFile.using(leaks.syscalls());
  }

  /** What happens right before a use of a call. */
  void on(String call, int nth, Interference interference) {
    calls.onCall(
        call,
        nth,
        () -> {
          try {
            interference.run();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  MoveException moveFails() {
    return catchThrowableOfType(MoveException.class, () -> mover().move(source, target));
  }

  @Override
  public void close() throws IOException {
    try (from;
        to) {
      leaks.assertNoLeaks();
      assertThat(Temps.in(to.path())).isEmpty();
      assertThat(Temps.in(from.path())).isEmpty();
    }
  }
}
