// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What {@code --json} says, read back by a parser. */
class JsonTest {
  @AutoClose private final TempTree temp = TempTree.create();

  private static JsonObject parse(String text) throws JsonParserException {
    return JsonParser.object().from(text);
  }

  @Test
  void copy_tellsMethodBytesAndTime() throws IOException, JsonParserException {
    Path a = temp.file("a \"\u00e9\"\n", "text");
    Path b = temp.path("b");
    Files.setLastModifiedTime(a, FileTime.from(Instant.parse("2009-02-13T23:31:30.123456789Z")));

    Cli.Outcome outcome = Cli.run("copy", "--json", "-v", a, b);
    JsonObject json = parse(outcome.out());

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines()).hasSize(1);
    assertThat(json.getString("source")).isEqualTo(a.toString());
    assertThat(json.has("source_bytes")).isFalse();
    assertThat(json.getString("target")).isEqualTo(b.toString());
    assertThat(json.getString("method")).isEqualTo("copied");
    assertThat(json.getLong("bytes")).isEqualTo(4);
    assertThat(outcome.out()).contains("\"mtime_ns\":1234567890123456789");
    assertThat(json.getObject("copied").values()).singleElement().hasToString("4");
    assertThat(json.getLong("hole_bytes")).isZero();
    assertThat(json.getArray("refusals")).isNotNull();
    assertThat(json.getArray("warnings")).isEmpty();
  }

  @Test
  void severalFiles_areALineEach() throws JsonParserException {
    Path a = temp.file("a", "1");
    Path b = temp.path("b");
    Path directory = temp.directory("d");

    Cli.Outcome outcome = Cli.run("move", "--json", "-t", directory, a, b);
    List<String> lines = outcome.out().lines().toList();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).isEmpty();
    assertThat(parse(lines.get(0)).getString("method")).isEqualTo("renamed");
    JsonObject failure = parse(lines.get(1));
    assertThat(failure.getString("source")).isEqualTo(b.toString());
    assertThat(failure.getString("failure")).isEqualTo("source_missing");
    assertThat(failure.getString("step")).isEqualTo("look");
    assertThat(failure.getString("call")).isEqualTo("statx");
    assertThat(failure.getString("errno")).isEqualTo("ENOENT");
    assertThat(failure.getString("state")).isEqualTo("unchanged");
    assertThat(failure.getString("message")).isEqualTo("statx: ENOENT (No such file or directory)");
  }

  @Test
  void dryRun_tellsWhatIsExpected() throws JsonParserException {
    Path a = temp.file("a", "text");

    JsonObject json = parse(Cli.run("move", "-n", "--json", a, temp.path("b")).out());

    assertThat(json.getString("expected")).isEqualTo("renamed");
    assertThat(json.getLong("bytes")).isEqualTo(4);
  }

  @Test
  void merge_tellsTheSums() throws JsonParserException {
    temp.file("image/d/a", "1234");
    temp.file("image/b", "123");
    temp.symlink("image/link", "nowhere");
    Path root = temp.directory("root");

    JsonObject json = parse(Cli.run("merge", "--json", temp.path("image"), root).out());

    assertThat(json.getString("image")).isEqualTo(temp.path("image").toString());
    assertThat(json.getString("root")).isEqualTo(root.toString());
    assertThat(json.getLong("files")).isEqualTo(3);
    assertThat(json.getObject("methods").getLong("renamed")).isEqualTo(3);
    assertThat(json.getLong("directories_new")).isEqualTo(1);
    assertThat(json.getLong("directories_existing")).isZero();
    assertThat(json.getLong("bytes")).isEqualTo(3);
    assertThat(json.getDouble("seconds")).isPositive();
    assertThat(json.getArray("warnings")).isEmpty();
  }

  @Test
  void failedMerge_tellsTheEntry() throws JsonParserException {
    temp.file("image/a", "1");
    temp.file("image/b", "2");
    Path root = temp.directory("root");
    temp.directory("root/b");

    Cli.Outcome outcome = Cli.run("merge", "--json", temp.path("image"), root);
    JsonObject json = parse(outcome.out());

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(json.getString("failure")).isEqualTo("target_is_directory");
    assertThat(json.getString("target")).isEqualTo(root.resolve("b").toString());
    assertThat(json.getLong("merged")).isEqualTo(1);
  }
}
