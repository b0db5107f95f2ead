// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.movefile.syscalls.testing.AsUser;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What {@code doctor} finds, and that it leaves nothing behind. */
class DoctorCommandTest {
  @AutoClose private final TempTree temp = TempTree.create();

  @Test
  void table_hasAColumnForEachDirectory() throws IOException {
    try (TempTree shared = TempTree.onOtherFileSystem()) {
      Cli.Outcome outcome = Cli.run("doctor", temp.path(), shared.path());

      assertThat(outcome.status()).isZero();
      assertThat(outcome.err()).isEmpty();
      List<String> lines = outcome.out().lines().toList();
      assertThat(lines.get(0)).contains(temp.path().toString(), shared.path().toString());
      assertThat(lines.get(1)).startsWith("file system").endsWith("tmpfs");
      assertThat(lines).anyMatch(line -> line.matches("hard links +yes +yes"));
      assertThat(lines)
          .anyMatch(line -> line.matches("reflink \\(FICLONE\\) .*no \\(.*E[A-Z]+\\)"));
      assertEmpty(temp.path());
      assertEmpty(shared.path());
    }
  }

  @Test
  void json_hasAnObjectForEachDirectory() throws JsonParserException {
    try (TempTree shared = TempTree.onOtherFileSystem()) {
      JsonObject json = JsonParser.object().from(Cli.run("doctor", "--json", shared.path()).out());

      assertThat(json.getString("directory")).isEqualTo(shared.path().toString());
      assertThat(json.getString("type")).isEqualTo("tmpfs");
      assertThat(json.getString("name_max")).isEqualTo("255 bytes");
      assertThat(json.getString("time_step")).isEqualTo("1 ns");
      assertThat(json.getString("before_1970")).isEqualTo("yes");
      assertThat(json.getString("case_sensitive")).isEqualTo("yes");
    }
  }

  @Test
  void directoryThatCannotBeExamined_doesNotStopTheOthers() {
    Path missing = temp.path("missing");

    Cli.Outcome outcome = Cli.run("doctor", missing, temp.path());

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "movefile: cannot examine '"
                + missing
                + "': mkdirat: ENOENT (No such file or directory)\n");
    assertThat(outcome.out()).contains("file system", temp.path().toString());
  }

  @Test
  void ordinaryUser_isToldWhatTheyMayNot() throws IOException {
    temp.openToEveryone();

    CommandResult result = AsUser.run(Main.class, "doctor", temp.path().toString());

    assertThat(result.requireSuccess().text().lines())
        .anyMatch(line -> line.matches("xattr trusted.* +no \\(fsetxattr: EPERM\\)"))
        .anyMatch(line -> line.matches("device nodes +no \\(mknodat: EPERM\\)"));
    assertEmpty(temp.path());
  }

  @Test
  void noDirectory_isWrongUsage() {
    assertThat(Cli.run("doctor").errLines().get(0))
        .isEqualTo("movefile: missing directory operand");
  }

  private static void assertEmpty(Path directory) throws IOException {
    try (var left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }
}
