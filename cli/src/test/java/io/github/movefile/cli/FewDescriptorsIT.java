// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As many files as may be open at least, and fewer: all is done, or the message says why not. */
class FewDescriptorsIT {
  /** Below that, the JVM or the shell may not start. */
  private static final int FEWEST = 6;

  private static final int ENOUGH = 20;

  @AutoClose private final TempTree here = TempTree.create();
  @AutoClose private final TempTree there = TempTree.onOtherFileSystem();

  private static CommandResult run(int limit, Object... words) {
    List<String> command = new ArrayList<>(List.of("prlimit", "--nofile=" + limit + ":" + limit));
    command.add("../bin/movefile");
    Stream.of(words).map(Object::toString).forEach(command::add);
    return Command.of(command).run();
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "merge"})
  void limit_isADoneOrToldOne(String verb) {
    Requirements.command("prlimit");
    List<String> odd = new ArrayList<>();
    for (int limit = FEWEST; limit <= ENOUGH; limit++) {
      here.file("image" + limit + "/d/a", "text");
      here.file("image" + limit + "/d/b", "text");
      there.directory("root" + limit + "/d");
      boolean isMerge = verb.equals("merge");
      CommandResult result =
          isMerge
              ? run(
                  limit,
                  verb,
                  "--workers=1",
                  here.path("image" + limit),
                  there.path("root" + limit))
              : run(limit, verb, here.path("image" + limit + "/d/a"), there.path("copy" + limit));
      boolean isDone = result.exitCode() == 0 && result.errorText().isEmpty();
      boolean isTold =
          result.exitCode() == 1
              && result.errorText().startsWith("movefile: cannot " + verb)
              && result.errorText().lines().findFirst().orElseThrow().contains("EMFILE");
      if (!isDone && (!isTold || limit == ENOUGH)) {
        odd.add(limit + ": " + result.exitCode() + " " + result.errorText());
      }
    }
    assertThat(odd).isEmpty();
  }
}
