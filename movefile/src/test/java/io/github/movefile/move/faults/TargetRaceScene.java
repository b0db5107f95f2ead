// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.faults.CallHook.Action;
import io.github.movefile.move.faults.CallHook.Use;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * A source, the directory of its target in another file system, a file beside that directory that
 * must not change, and moves during which another process meddles with names. Closing it checks
 * that nothing is left open.
 */
final class TargetRaceScene implements AutoCloseable {
  private final TempTree from = TempTree.onOtherFileSystem();
  private final TempTree to = TempTree.create();
  private final Path source = from.path("source");
  private final Path target = to.path("directory/target");
  private final Path victim = to.path("victim");
  private LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(Syscalls.system());

  /** Each way in which a temp is made. */
  enum Kind {
    FILE("openat") {
      @Override
      void make(Path file) throws IOException {
        SampleFiles.rich(file);
      }
    },
    LINK("symlinkat") {
      @Override
      void make(Path file) throws IOException {
        SampleFiles.symlink(file);
      }
    },
    NODE("mknodat") {
      @Override
      void make(Path file) throws IOException {
        SampleFiles.fifo(file);
      }
    };

    final String call;

    Kind(String call) {
      this.call = call;
    }

    abstract void make(Path file) throws IOException;
  }

  /** The source is each test's to make. */
  void makeFiles() throws IOException {
    Files.createDirectory(target.getParent());
    SampleFiles.old(victim);
  }

  /** Where the directory and the victim are. */
  TempTree to() {
    return to;
  }

  Path source() {
    return source;
  }

  Path target() {
    return target;
  }

  Path victim() {
    return victim;
  }

  MoveFile moverWhile(Predicate<Use> call, Action action) {
    return using(CallHook.before(Syscalls.system(), call, action));
  }

  MoveFile moverAfter(Predicate<Use> call, Action action) {
    return using(CallHook.after(Syscalls.system(), call, action));
  }

  MoveFile using(Syscalls calls) {
    leaks = new LeakCheckingSyscalls(calls);
    return MoveFile.using(leaks.syscalls());
  }

  /** The rename of a temp, not the one of the source that is tried first. */
  boolean publishes(Use use) {
    return use.call().equals("renameat2") && !use.arguments().get(1).equals(RawPath.of(source));
  }

  Path tempBesideTarget() {
    return Temps.onlyOneIn(target.getParent());
  }

  MoveException moveFails(MoveFile mover) {
    return catchThrowableOfType(MoveException.class, () -> mover.move(source, target));
  }

  @Override
  public void close() {
    try (from;
        to) {
      leaks.assertNoLeaks();
    }
  }
}
