// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The command is stopped between two reads, and the source changes. */
class ChangingSourceCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String STOPPED = "--- stopped by SIGSTOP ---";

  @Test
  void sourceThatShrinks_isCopiedAnew() throws Exception {
    assertCopiedAnewAfter("truncate -s 300000 \"$1\"", 300_000);
  }

  @Test
  void sourceThatGrows_isCopiedAnew() throws Exception {
    assertCopiedAnewAfter("head -c 100000 /dev/urandom >>\"$1\"", 1_148_577);
  }

  @Test
  void sourceThatIsWrittenTo_isCopiedAnew() throws Exception {
    assertCopiedAnewAfter("printf changed | dd of=\"$1\" conv=notrunc status=none", 1_048_577);
  }

  private static void assertCopiedAnewAfter(String change, long length) throws Exception {
    try (Stage stage = new Stage(Scene.LARGE)) {
      CompletableFuture<CommandResult> move =
          CompletableFuture.supplyAsync(
              () ->
                  stage.playTraced(
                      List.of(
                          "-P",
                          stage.source().toString(),
                          "-e",
                          "trace=pread64",
                          "-e",
                          "inject=pread64:signal=SIGSTOP:when=3"),
                      "--json"));
      awaitStop(stage, move);
      Command.of("sh", "-ec", change, "sh", stage.source().toString()).run().requireSuccess();
      byte[] changed = Files.readAllBytes(stage.source());
      String thread = stage.trace().threadWith(STOPPED);
      Command.of("kill", "-CONT", thread).run().requireSuccess();

      CommandResult result = move.get();

      assertThat(result.exitCode()).as("%s", result).isZero();
      assertThat(result.text()).contains("\"copied\":{\"read_write\":" + length + "}");
      assertThat(changed).hasSize((int) length);
      assertThat(stage.target()).hasBinaryContent(changed);
      assertThat(stage.source()).doesNotExist();
      stage.assertNoTemps();
    }
  }

  private static void awaitStop(Stage stage, CompletableFuture<CommandResult> move)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (stage.trace().linesWith(STOPPED).isEmpty()) {
      assertThat(move).as("the move goes on until it is stopped").isNotDone();
      assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
      Thread.sleep(10);
    }
  }
}
