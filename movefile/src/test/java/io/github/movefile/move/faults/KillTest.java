// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.TempSweeper;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.JavaProcess;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A process is killed at each system call with which it changes something, as strace(1) sees them.
 * What is left is the old or the new target, whole, and the source unless the target is new.
 */
@AcrossFileSystems
class KillTest {
  private static final int KILLED = 128 + 9;
  private static final String CALLS =
      "copy_file_range,sendfile,pwrite64,fchown,fsetxattr,fchmod,utimensat,/^renameat2?$,unlinkat";
  private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)\\((.*)");

  @AutoClose private final TempTree scratch = TempTree.create();

  /** The nth use of a call by the thread that moves. */
  private record Instant(String call, int nth) {}

  @TestFactory
  Stream<DynamicTest> killedMove() throws IOException {
    Requirements.command("strace");
    List<Instant> instants;
    try (TwoFiles files = new TwoFiles()) {
      Path log = scratch.path("log");
      files.move("-o", log.toString(), "-e", "trace=" + CALLS).requireSuccess();
      instants = instantsOfMove(Files.readAllLines(log), files.source);
    }
    assertThat(instants).extracting(Instant::call).contains("fchown", "fsetxattr", "unlinkat");
    return instants.stream()
        .map(
            instant ->
                DynamicTest.dynamicTest(
                    instant.call() + "#" + instant.nth(), () -> assertWholeAfter(instant)));
  }

  /** From the first call that names the source on; the JVM makes such calls for itself before. */
  private static List<Instant> instantsOfMove(List<String> log, Path source) {
    Map<String, Integer> uses = new HashMap<>();
    List<Instant> instants = new ArrayList<>();
    String mover =
        log.stream()
            .filter(line -> line.contains(source.toString()))
            .map(line -> line.split(" ", 2)[0])
            .findFirst()
            .orElseThrow();
    boolean began = false;
    for (String line : log) {
      Matcher call = CALL.matcher(line);
      if (call.matches() && call.group(1).equals(mover)) {
        began |= line.contains(source.toString());
        int nth = uses.merge(call.group(2), 1, Integer::sum);
        if (began) {
          instants.add(new Instant(call.group(2), nth));
        }
      }
    }
    return instants;
  }

  private static void assertWholeAfter(Instant instant) throws IOException {
    try (TwoFiles files = new TwoFiles()) {
      String inject = instant.call() + ":signal=SIGKILL:when=" + instant.nth();

      CommandResult killed =
          files.move("-o", "/dev/null", "-e", "trace=" + instant.call(), "-e", "inject=" + inject);

      assertThat(killed.exitCode()).as("%s", killed).isIn(KILLED, 9);
      files.assertWhole();
      files.assertSweptClean();
    }
  }

  /** A source and a target on two file systems. */
  private static final class TwoFiles implements AutoCloseable {
    private final TempTree from = TempTree.onOtherFileSystem();
    private final TempTree to = TempTree.create();
    private final Path source = from.path("source");
    private final Path target = to.path("target");
    private final FileRecord sourceBefore;
    private final FileRecord targetBefore;

    TwoFiles() throws IOException {
      SampleFiles.regular(source, 300 * 1024);
      SampleFiles.attribute(source, "user.colour", new byte[] {1});
      SampleFiles.stamp(source);
      SampleFiles.old(target);
      sourceBefore = FileRecord.of(source);
      targetBefore = FileRecord.of(target);
    }

    CommandResult move(String... tracing) {
      return JavaProcess.of(MoveMain.class, source.toString(), target.toString())
          .through("strace", "-f", "-qq")
          .through(tracing)
          .run();
    }

    void assertWhole() throws IOException {
      boolean isNew = !FileRecord.of(target).isUntouchedSince(targetBefore);
      if (isNew) {
        assertThat(FileRecord.of(target).differencesTo(sourceBefore)).isEmpty();
      }
      if (Files.exists(source)) {
        assertThat(FileRecord.of(source).isUntouchedSince(sourceBefore)).isTrue();
      } else {
        assertThat(isNew).as("the source is gone, so the target is new").isTrue();
      }
    }

    void assertSweptClean() throws IOException {
      List<Path> temps = Temps.in(to.path());
      assertThat(temps).hasSizeLessThanOrEqualTo(1);
      assertThat(TempSweeper.create(Duration.ofDays(1)).sweep(to.path())).hasSameSizeAs(temps);
      try (Stream<Path> left = Files.list(to.path())) {
        assertThat(left).containsExactly(target);
      }
    }

    @Override
    public void close() {
      from.close();
      to.close();
    }
  }
}
