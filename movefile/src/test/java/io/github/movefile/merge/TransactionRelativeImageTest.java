// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveState;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.JavaProcess;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image that is given by a path from the working directory is found by who recovers. */
class TransactionRelativeImageTest {
  private static final int KILLED = 99;

  @AutoClose private final TempTree temp = TempTree.create();

  /** Merges {@code image} into {@code root}, and ends when the first of the image would go. */
  public static void main(String[] arguments) throws MoveException {
    FaultInjectingSyscalls calls =
        new FaultInjectingSyscalls(Syscalls.system())
            .onCall("unlinkat", 1, () -> Runtime.getRuntime().halt(KILLED));
    TreeMerge.using(calls.syscalls()).merge(Path.of("image"), Path.of("root"), transaction());
  }

  private static MergeOptions transaction() {
    return MergeOptions.builder().atomicity(Atomicity.TRANSACTION).workers(1).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void imageBelowAWorkingDirectoryOfAnyName_isRemovedByTheRecovery(String locale)
      throws IOException {
    RawPath name = RawPath.of("caf\u00e9".getBytes(UTF_8));
    Path here = Files.createDirectory(temp.raw().resolve(name).toPath());
    MergeFixture.write(here.resolve("image/d/file"), "new");
    Path root = Files.createDirectory(here.resolve("root"));
    int exitCode =
        JavaProcess.of(TransactionRelativeImageTest.class)
            .env("LANG", locale)
            .env("LC_ALL", locale)
            .in(here)
            .run()
            .exitCode();
    assertThat(exitCode).isEqualTo(KILLED);

    RecoveryReport report = TreeMerge.create().recover(RawPath.of(root));

    assertThat(report.outcome()).isEqualTo(RecoveryOutcome.COMPLETED);
    assertThat(report.image().map(RawPath::toPath)).contains(here.resolve("image"));
    assertThat(root.resolve("d/file")).hasContent("new");
    assertThat(here.resolve("image")).isEmptyDirectory();
  }

  @Test
  void workingDirectoryThatCannotBeAskedFor_endsItBeforeAnythingIsDone() throws IOException {
    Path image = MergeFixture.write(temp.path("image/file"), "new").getParent();
    Path root = Files.createDirectory(temp.path("root"));
    Path relative = Path.of("").toAbsolutePath().relativize(image);
    FaultInjectingSyscalls calls =
        new FaultInjectingSyscalls(Syscalls.system()).arm(Fault.once("readlinkat", 1, Errno.EIO));

    assertThatThrownBy(() -> TreeMerge.using(calls.syscalls()).merge(relative, root, transaction()))
        .isInstanceOfSatisfying(
            MoveException.class,
            e -> {
              assertThat(e.errno()).contains(Errno.EIO);
              assertThat(e.state()).isEqualTo(MoveState.UNCHANGED);
            });

    assertThat(root).isEmptyDirectory();
    assertThat(image.resolve("file")).hasContent("new");
  }
}
