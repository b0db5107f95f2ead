// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.internal.Place;
import io.github.movefile.move.internal.TempNaming;
import io.github.movefile.syscalls.Processes;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.testing.JavaProcess;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import io.github.movefile.syscalls.testing.UsedUpDescriptors;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How temps are called. */
class TempNamesTest {
  private static final String OF_ANOTHER_BOOT = ".mvf-00000000-00001-0000001-000000";

  @AutoClose private final TempTree temp = TempTree.create();

  /** Names a temp while no further file can be opened, and another one after that. */
  static final class Crowded {
    private Crowded() {}

    public static void main(String[] args) throws Exception {
      Place target = Place.of(RawPath.of("target"));
      TempNaming.OF_PROCESS.nextShort(target);
      // These load the classes, which could not be read later.
      Processes.startTime(Processes.self());
      TempSweeper.create(Duration.ofDays(1)).sweep(Path.of(args[0]));
      Place named;
      UsedUpDescriptors used = new UsedUpDescriptors();
      try (used) {
        named = TempNaming.OF_PROCESS.next(target);
      }
      System.out.println(named.path() + " " + TempNaming.OF_PROCESS.next(target).path());
    }
  }

  /** One that tells nobody is swept by its age. */
  @Test
  void ownerThatCantBeAskedFor_isInNoName() {
    Requirements.command("prlimit");
    temp.file(OF_ANOTHER_BOOT, "");

    String said =
        JavaProcess.of(Crowded.class, temp.path().toString())
            .through("prlimit", "--nofile=100:100")
            .run()
            .requireSuccess()
            .text();

    assertThat(said).matches("\\.mvf\\w{4} \\.mvf-\\w{8}-\\w{5}-\\w{7}-\\w{6}");
  }
}
