// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code movefile plan}, and {@code movefile merge --dry-run}, which is the same. */
class PlanCommandTest {
  @AutoClose private final TempTree temp = TempTree.create();

  private Path root() {
    temp.file("image/d/new", "1234");
    temp.file("image/e/other", "12");
    temp.file("root/e/other", "21");
    return temp.path("root");
  }

  @Test
  void entries_areToldAsTheMergeTellsThem() {
    Path root = root();
    Path image = temp.path("image");

    Cli.Outcome plan = Cli.run("plan", image, root);

    assertThat(plan.status()).isZero();
    assertThat(plan.err()).isEmpty();
    List<String> lines = plan.out().lines().toList();
    assertThat(lines.subList(0, 5))
        .containsExactly(
            "make directory 'd' (new)",
            "place 'd/new' (new; rename, 4 bytes)",
            "enter directory 'e' (is there)",
            "replace 'e/other' (differs; rename, 2 bytes)",
            "would merge 4 entries (1 make directory, 1 enter directory, 1 place, 1 replace), 6 B;"
                + " to copy: 0 files, 0 B");
    assertThat(lines.get(5)).startsWith("needs 4.1 kB of ").contains(" and 1 inode;");
    assertThat(Cli.run("merge", "-n", image, root)).isEqualTo(plan);
    assertThat(temp.path("image/d/new")).hasContent("1234");
    assertThat(Cli.run("merge", "-v", image, root).out().lines().limit(4))
        .isEqualTo(lines.subList(0, 4));
  }

  @Test
  void refusal_isToldWithExitCode1() {
    Path root = root();
    temp.file("image/c/in it", "");
    temp.file("root/c", "");

    Cli.Outcome plan = Cli.run("plan", "-q", temp.path("image"), root);

    assertThat(plan.status()).isEqualTo(1);
    assertThat(plan.err())
        .isEqualTo(
            "movefile: would fail: cannot merge '"
                + temp.path("image/c")
                + "' to '"
                + root.resolve("c")
                + "': '"
                + root.resolve("c")
                + "' is not a directory\n");
  }

  @Test
  void json_isOneObjectALine() throws Exception {
    Path root = root();
    Files.createSymbolicLink(temp.path("image/up"), Path.of("../../up"));

    Cli.Outcome plan = Cli.run("plan", "--json", temp.path("image"), root);

    List<String> lines = plan.out().lines().toList();
    assertThat(lines).hasSize(6);
    JsonObject replaced = JsonParser.object().from(lines.get(3));
    assertThat(replaced.getString("path")).isEqualTo("e/other");
    assertThat(replaced.getString("action")).isEqualTo("replace");
    assertThat(replaced.getString("reason")).isEqualTo("differs");
    assertThat(replaced.getInt("bytes")).isEqualTo(2);
    JsonObject sums = JsonParser.object().from(lines.get(5));
    assertThat(sums.getObject("actions").getInt("place")).isEqualTo(2);
    assertThat(sums.getArray("space").getObject(0).getBoolean("fits")).isTrue();
    assertThat(sums.getArray("unsafe_links").getObject(0).getString("danger"))
        .isEqualTo("above_root");
  }

  @Test
  void missingImage_isTold() {
    Path root = temp.directory("root");

    Cli.Outcome plan = Cli.run("plan", temp.path("missing"), root);

    assertThat(plan.status()).isEqualTo(1);
    assertThat(plan.err())
        .startsWith("movefile: cannot plan the merge of '" + temp.path("missing") + "' to '")
        .endsWith("openat: ENOENT (No such file or directory)\n");
  }
}
