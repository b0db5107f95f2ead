// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.benchmarks.FidelityCheck.Kind;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a peer could lose is seen, one by one. */
class FidelityCheckTest {
  @AutoClose private final TempTree temp = TempTree.create();
  private final Path master = temp.path("master");
  private final Path root = temp.path("root");

  @BeforeEach
  void masterAndCopy() {
    Requirements.root();
    Requirements.command("getfattr", "setfattr");
    shell(
        "mkdir master && cd master && mkdir d && echo one >d/file && ln d/file d/second &&"
            + " ln -s file d/link && setfattr -n user.a -v 1 d/file && cp -a . ../root");
  }

  @Test
  void trueCopy_losesNothing() throws Exception {
    assertThat(losses()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "chmod 600 d/file; mode (2)",
        "chown 7:8 d/file; owner (2)",
        "touch -d @1.000000001 d/file; mtime (2)",
        "touch -d @1.000000001 d; directory mtime (1)",
        "setfattr -x user.a d/file; xattr user.a (2)",
        "setfattr -n user.b -v 1 d/file; xattr user.b (2)",
        "printf two >d/file && echo >>d/file && touch -r ../master/d/file d/file; contents (2)",
        "cp -a d/file x && mv x d/second && touch -r ../master/d d; hard links (1)",
        "ln -sfn else d/link && touch -hr ../master/d/link d/link && touch -r ../master/d d;"
            + " link text (1)",
        "rm d/link && touch -r ../master/d d; name missing (1)",
        "echo x >d/more && touch -r ../master/d d; name too many (1)",
      })
  void change_isSeen(String script, String loss) throws Exception {
    shell("cd root && " + script);

    assertThat(losses()).containsExactly(loss);
  }

  @Test
  void imageThatIsLeft_isSeen() throws Exception {
    assertThat(new FidelityCheck(TreeFacts.of(master)).losses(Kind.TREE, master, root))
        .containsExactly("image not consumed");
  }

  @Test
  void copyWithoutHoles_isSeen() throws Exception {
    shell("truncate -s 4M image && cd root && rm -r * && cat ../image >file");
    shell("mkdir i && mv image i/file && touch -r i/file root/file");

    assertThat(new FidelityCheck(TreeFacts.of(master)).losses(Kind.COPY, temp.path("i"), root))
        .containsExactly("blocks (1)");
  }

  @Test
  void fileThatWasNotMoved_isSeen() throws Exception {
    shell("mkdir i r && head -c 1024 /dev/zero >i/file");
    FidelityCheck check = new FidelityCheck(TreeFacts.of(master));
    Path from = temp.path("i");
    Path to = temp.path("r");

    assertThat(check.losses(Kind.MOVED, from, to))
        .containsExactly("image not consumed", "name missing");
    shell("mv i/file r/");
    assertThat(check.losses(Kind.MOVED, from, to)).isEmpty();
    shell("truncate -s 1 r/file");
    assertThat(check.losses(Kind.MOVED, from, to)).containsExactly("contents");
  }

  private List<String> losses() throws IOException {
    return new FidelityCheck(TreeFacts.of(master)).losses(Kind.TREE, temp.path("no"), root);
  }

  private void shell(String script) {
    Command.of("sh", "-ec", script).in(temp.path()).run().requireSuccess();
  }
}
