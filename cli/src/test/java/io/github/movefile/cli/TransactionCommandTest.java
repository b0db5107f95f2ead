// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.merge.Atomicity;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.KillingSyscalls;
import io.github.movefile.syscalls.testing.KillingSyscalls.Killed;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /** Two files of the image can't be removed, which can't be known before. */
  private Cli.Outcome keepingTwo(String... options) throws UsageException {
    return failing(Errno.EACCES, options);
  }

  private Cli.Outcome failing(Errno errno, String... options) throws UsageException {
    List<String> words = new ArrayList<>(List.of("--transaction", "--fail-on-loss"));
    words.addAll(List.of("--durability=none", "--workers=1"));
    words.addAll(List.of(options));
    words.addAll(List.of(image.toString(), root.toString()));
    FaultInjectingSyscalls calls =
        new FaultInjectingSyscalls(Syscalls.system())
            .arm(Fault.once("unlinkat", 2, errno))
            .arm(Fault.once("unlinkat", 3, errno));
    MergeCommand command = new MergeCommand(() -> TreeMerge.using(calls.syscalls()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        command.run(Arguments.parse(command.syntax(), words), new Terminal(out, err, true, false));
    return new Cli.Outcome(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void sourcesThatAreKept_failAMerge_thatIsCompleteAllTheSame() throws Exception {
    Path manifest = temp.file("manifest", "the last one");

    Cli.Outcome outcome = keepingTwo("--manifest=" + manifest);

    assertThat(outcome.status()).isOne();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.errLines()).hasSize(4);
    assertThat(outcome.errLines().get(0)).startsWith("movefile: warning: 'file': it is merged");
    assertThat(outcome.errLines().get(1)).startsWith("movefile: warning: 'new/deep/file': it is");
    assertThat(outcome.errLines().get(2))
        .contains("; so does 1 other; all is in place in the root, which needs no recovery");
    assertThat(outcome.errLines().get(3)).isEqualTo("movefile: 2 files were merged and stay");
    assertThat(root.resolve("file")).hasContent("new");
    assertThat(root.resolve("new/deep/file")).hasContent("new");
    assertThat(image.resolve("file")).exists();
    assertThat(Files.readAllLines(manifest)).hasSize(5);
    assertThat(Cli.run("verify", "--against", manifest, root).status()).isZero();
    assertThat(Cli.run("recover", root).out()).contains("nothing to recover");
  }

  @Test
  void sourcesThatAreKept_areAllInTheJson() throws Exception {
    Cli.Outcome outcome = keepingTwo("--json");

    assertThat(outcome.status()).isOne();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("\"failure\":\"loss_refused\"", "\"state\":\"source_left\"", "\"merged\":2")
        .contains("{\"path\":\"file\",\"loss\":\"source_kept\"")
        .contains("{\"path\":\"new/deep/file\",\"loss\":\"source_kept\"");
  }

  @Test
  void removalThatFails_isForARecovery_andAllIsMerged() throws Exception {
    Path manifest = temp.path("manifest");

    Cli.Outcome outcome = failing(Errno.EIO, "--json", "--manifest=" + manifest);

    assertThat(outcome.status()).isOne();
    assertThat(outcome.out())
        .contains("\"errno\":\"EIO\"", "\"state\":\"source_left\"", "\"merged\":2")
        .contains("all is in place, but what is left to be removed could not be; recover '" + root);
    assertThat(Files.readAllLines(manifest)).hasSize(5);
    assertThat(Cli.run("merge", image, root).status()).isOne();
    assertThat(Cli.run("recover", "--json", root).out()).contains("completed");
    assertThat(Cli.run("verify", "--against", manifest, root).status()).isZero();
    assertThat(image).isEmptyDirectory();
  }

  @Test
  void failure_leavesTheManifest_andNoFileMerged() throws IOException {
    Path manifest = temp.file("manifest", "the last one");
    Files.createDirectory(root.resolve("z"));
    Files.writeString(image.resolve("z"), "a file");

    Cli.Outcome outcome =
        Cli.run("merge", "--transaction", "--json", "--manifest", manifest, image, root);

    assertThat(outcome.status()).isOne();
    assertThat(outcome.out()).contains("\"merged\":0");
    assertThat(manifest).hasContent("the last one");
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
  void imageThatIsNotFound_isTold() throws Exception {
    for (boolean json : new boolean[] {true, false}) {
      failing(Errno.EIO);
      Files.move(image, temp.path("moved" + json));

      Cli.Outcome outcome = Cli.run("recover", json ? "--json" : "--", root);

      assertThat(outcome.status()).isZero();
      assertThat(outcome.out()).contains("completed");
      if (json) {
        assertThat(outcome.out()).contains("\"kept\":[],\"image_not_found\":true");
        assertThat(outcome.err()).isEmpty();
        Files.createDirectories(image.resolve("new/deep"));
        Files.writeString(image.resolve("new/deep/file"), "newer");
        Files.writeString(image.resolve("file"), "newer");
      } else {
        assertThat(outcome.errLines())
            .singleElement()
            .asString()
            .startsWith("movefile: warning: '" + image + "': the image was not found there")
            .contains("nothing was removed from it");
      }
    }
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
