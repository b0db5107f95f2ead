// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.Atomicity;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.KillingSyscalls;
import io.github.movefile.syscalls.testing.KillingSyscalls.Killed;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code merge --transaction} and {@code recover}. */
class TransactionCommandTest {
  @AutoClose private final TempTree temp = TempTree.create();

  private Path image;
  private Path root;

  @BeforeEach
  void makeTrees() throws IOException {
    image = temp.directory("image");
    root = temp.directory("root");
    Files.createDirectories(image.resolve("new/deep"));
    Files.writeString(image.resolve("new/deep/file"), "new");
    Files.writeString(image.resolve("file"), "new");
    Files.writeString(root.resolve("file"), "old");
  }

  @Test
  void transaction_mergesAll() throws IOException {
    Cli.Outcome outcome = Cli.run("merge", "--transaction", image, root);

    assertThat(outcome.errLines()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(root.resolve("file")).hasContent("new");
    assertThat(root.resolve("new/deep/file")).hasContent("new");
    assertThat(image).isEmptyDirectory();
    assertThat(root.resolve(".movefile-transaction")).doesNotExist();
    assertThat(Cli.run("recover", root).out()).contains("nothing");
  }

  @Test
  void failure_leavesNothing() throws IOException {
    Files.createDirectory(root.resolve("clash"));
    Files.writeString(image.resolve("clash"), "a file");
    Files.createDirectory(image.resolve("z"));

    Cli.Outcome outcome = Cli.run("merge", "--durability=batched", image, root);

    assertThat(outcome.status()).isOne();
    assertThat(outcome.errLines()).singleElement().asString().contains("clash");
    assertThat(root.resolve("file")).hasContent("old");
    assertThat(root.resolve("new")).doesNotExist();
    assertThat(image.resolve("new/deep/file")).hasContent("new");
  }

  @Test
  void cutOff_isToldAndRecovered() throws IOException {
    cutOff();

    Cli.Outcome refused = Cli.run("merge", image, root);
    assertThat(refused.status()).isOne();
    assertThat(refused.errLines()).singleElement().asString().contains("recover");
    Cli.Outcome recovered = Cli.run("recover", "--json", root);
    assertThat(recovered.status()).isZero();
    assertThat(recovered.out()).contains("rolled_back");
    assertThat(root.resolve("file")).hasContent("old");
    assertThat(image.resolve("file")).hasContent("new");
    assertThat(Cli.run("merge", image, root).status()).isZero();
  }

  @Test
  void missingRoot_isNamed() {
    Cli.Outcome outcome = Cli.run("recover", root.resolve("none"));
    assertThat(outcome.status()).isOne();
    assertThat(outcome.errLines()).singleElement().asString().contains("none", "ENOENT");
  }

  private void cutOff() throws IOException {
    MergeOptions options =
        MergeOptions.builder().atomicity(Atomicity.TRANSACTION).workers(1).build();
    try (KillingSyscalls killed = new KillingSyscalls(Syscalls.system(), 60)) {
      TreeMerge.using(killed.syscalls()).merge(RawPath.of(image), RawPath.of(root), options);
      throw new AssertionError("not killed");
    } catch (Killed e) {
      assertThat(root.resolve(".movefile-transaction")).exists();
    } catch (MoveException e) {
      throw new AssertionError(e);
    }
  }
}
