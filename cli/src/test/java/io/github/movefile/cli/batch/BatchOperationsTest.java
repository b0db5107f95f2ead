// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import io.github.movefile.syscalls.testing.AsUser;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What requests do to files. */
class BatchOperationsTest {
  @AutoClose private final TempTree temp = TempTree.create();

  /** A request of names and values in turn. */
  private static String request(String op, Object... members) {
    JsonObject json = new JsonObject();
    json.put("op", op);
    for (int i = 0; i < members.length; i += 2) {
      Object value = members[i + 1];
      json.put((String) members[i], value instanceof Path ? value.toString() : value);
    }
    return JsonWriter.string(json);
  }

  private static JsonObject options(String name, Object value) {
    JsonObject json = new JsonObject();
    json.put(name, value);
    return json;
  }

  private String stat(String format, String name) {
    return Command.of("stat", "-c", format, temp.path(name).toString()).run().text();
  }

  @Test
  void moveAndCopy_areDone() {
    Path a = temp.file("a", "text");
    Path b = temp.path("b");
    Path c = temp.path("c");

    Batch.Outcome outcome =
        Batch.run(
            request("move", "source", a, "target", b), request("copy", "source", b, "target", c));

    assertThat(outcome.allDone()).isTrue();
    assertThat(outcome.result(0).getString("method")).isEqualTo("renamed");
    assertThat(outcome.result(1).getString("method")).isEqualTo("copied");
    assertThat(outcome.result(1).getLong("bytes")).isEqualTo(4);
    assertThat(a).doesNotExist();
    assertThat(b).hasContent("text");
    assertThat(c).hasContent("text");
  }

  @Test
  void linkCandidate_becomesTheTarget() {
    Path a = temp.file("a", "text");
    Path b = temp.path("b");

    Batch.Outcome outcome =
        Batch.run(
            request(
                "copy",
                "source",
                a,
                "target",
                b,
                "link_candidates",
                List.of(temp.path("no").toString(), a.toString())));

    assertThat(outcome.result(0).getString("method")).isEqualTo("hard_linked");
    assertThat(stat("%i", "b")).isEqualTo(stat("%i", "a"));
  }

  @Test
  void options_areThoseOfTheRequestThenTheDefaults() {
    Path a = temp.file("a", "text");
    JsonObject mtimeOfRequest = options("mtime", "2000000000123456789");

    Batch.Outcome outcome =
        Batch.run(
            request("defaults", "options", options("mtime", 1_000_000_000)),
            request("copy", "source", a, "target", temp.path("b")),
            request("copy", "source", a, "target", temp.path("c"), "options", mtimeOfRequest),
            request(
                "copy", "source", a, "target", temp.path("d"), "options", options("mtime", null)),
            request("defaults", "options", options("frob", 1)),
            request("copy", "source", a, "target", temp.path("e")),
            request("defaults", "options", new JsonObject()),
            request("copy", "source", a, "target", temp.path("f")));

    assertThat(outcome.error(4).getString("message")).isEqualTo("unknown member 'frob'");
    assertThat(stat("%.9Y", "b")).isEqualTo("1.000000000");
    assertThat(stat("%.9Y", "c")).isEqualTo("2000000000.123456789");
    assertThat(stat("%.9Y", "d")).isEqualTo(stat("%.9Y", "a"));
    assertThat(stat("%.9Y", "e")).isEqualTo("1.000000000");
    assertThat(stat("%.9Y", "f")).isEqualTo(stat("%.9Y", "a"));
  }

  @Test
  void everyOption_isUnderstood() {
    Path link = temp.symlink("l", temp.path("image/usr").toString());
    JsonObject all = new JsonObject();
    all.put("durability", "fsync");
    all.put("label", "inherit");
    all.put("fail_on_loss", false);
    all.put("require_xattrs", "security.capability");
    all.put("exclude_xattrs", "user.x*");
    all.put("reflink", "never");
    all.put("sparse", "always");
    all.put("no_trust_holes", true);
    all.put("clamp_mtime", 5);
    all.put("map_uid", "0:0:65536");
    all.put("map_gid", "0:0:65536");
    all.put("rewrite_symlinks_from", temp.path("image").toString());

    Batch.Outcome outcome =
        Batch.run(request("copy", "source", link, "target", temp.path("m"), "options", all));

    assertThat(outcome.result(0).getString("method")).isEqualTo("symlink_recreated");
    assertThat(stat("%N", "m")).endsWith("-> '/usr'");
    assertThat(stat("%.9Y", "m")).isEqualTo("0.000000005");
  }

  @Test
  void mkdir_setsTheModeExactly() {
    Path d = temp.path("d");
    temp.file("file", "");
    temp.symlink("link", "d");

    Batch.Outcome outcome =
        Batch.run(
            request("mkdir", "path", d, "mode", "2777"),
            request("mkdir", "path", d, "mode", "0700"),
            request("mkdir", "path", d, "mode", "0700", "exist_ok", true),
            request("mkdir", "path", temp.path("link"), "mode", "0700", "exist_ok", true),
            request("mkdir", "path", temp.path("file"), "mode", "0700", "exist_ok", true),
            request("mkdir", "path", temp.path("x/y"), "mode", "0700"));

    assertThat(outcome.result(0).getBoolean("created")).isTrue();
    assertThat(outcome.error(1).getString("errno")).isEqualTo("EEXIST");
    assertThat(outcome.result(2).getBoolean("created", true)).isFalse();
    assertThat(outcome.result(3).getBoolean("created", true)).isFalse();
    assertThat(outcome.error(4).getString("errno")).isEqualTo("EEXIST");
    assertThat(outcome.error(5).getString("errno")).isEqualTo("ENOENT");
    assertThat(stat("%a", "d")).isEqualTo("2777");
  }

  @Test
  void mtime_isExactAndOfTheLinkItself() {
    temp.symlink("l", "nowhere");
    Path a = temp.file("a", "");
    String atime = stat("%.9X", "a");

    Batch.Outcome outcome =
        Batch.run(
            request("mtime", "path", temp.path("l"), "mtime", 1234567890123456789L),
            request("mtime", "path", a, "mtime", -1),
            request("mtime", "path", temp.path("no"), "mtime", 1));

    assertThat(outcome.lines().get(0)).contains("\"mtime_ns\":1234567890123456789}");
    assertThat(stat("%.9Y", "l")).isEqualTo("1234567890.123456789");
    assertThat(outcome.lines().get(1)).contains("\"mtime_ns\":-1}");
    assertThat(stat("%.9X", "a")).isEqualTo(atime);
    assertThat(outcome.error(2).getString("kind")).isEqualTo("call_failed");
    assertThat(outcome.error(2).getString("errno")).isEqualTo("ENOENT");
    assertThat(outcome.error(2).getString("path")).isEqualTo(temp.path("no").toString());
  }

  @Test
  void sweep_leavesWhatIsNoTemp() {
    Path a = temp.file("a", "text");

    Batch.Outcome outcome =
        Batch.run(
            request("sweep", "directory", temp.path(), "age_seconds", 0),
            request("sweep", "directory", temp.path("no")));

    assertThat(outcome.result(0).getArray("removed")).isEmpty();
    assertThat(a).hasContent("text");
    assertThat(outcome.error(1).getString("errno")).isEqualTo("ENOENT");
    assertThat(outcome.error(1).getString("message")).startsWith("openat: ENOENT");
  }

  @Test
  void failures_areTypedAndTheRestGoesOn() {
    try (TempTree other = TempTree.onOtherFileSystem()) {
      Path d = temp.directory("d");
      Path a = temp.file("a", "text");

      Batch.Outcome outcome =
          Batch.run(
              request("move", "source", temp.path("no"), "target", temp.path("b"), "id", 1),
              request("move", "source", d, "target", other.path("d"), "id", 2),
              request("move", "source", a, "target", d, "id", 3),
              request("move", "source", a, "target", other.path("a"), "id", 4));

      assertThat(outcome.allDone()).isFalse();
      assertThat(outcome.error(0).getString("kind")).isEqualTo("source_missing");
      assertThat(outcome.error(0).getString("state")).isEqualTo("unchanged");
      assertThat(outcome.error(1).getString("kind")).isEqualTo("directory_across_file_systems");
      assertThat(outcome.error(1).getString("errno")).isEqualTo("EXDEV");
      assertThat(outcome.error(2).getString("kind")).isEqualTo("target_is_directory");
      assertThat(outcome.result(3).getString("method")).isEqualTo("copied");
      assertThat(outcome.answer(3).getInt("id")).isEqualTo(4);
      assertThat(other.path("a")).hasContent("text");
    }
  }

  @Test
  void ordinaryUser_isDenied() throws IOException {
    temp.openToEveryone();
    Path locked = temp.directory("locked");
    Path a = temp.file("locked/a", "text");
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));

    CommandResult run =
        AsUser.run(
            Batch.class,
            request("move", "source", a, "target", temp.path("b")),
            request("mkdir", "path", locked.resolve("d"), "mode", "0700"),
            request("mkdir", "path", temp.path("d"), "mode", "0311"));
    Batch.Outcome outcome = new Batch.Outcome(false, run.requireSuccess().text().lines().toList());

    assertThat(outcome.error(0).getString("kind")).isEqualTo("denied");
    assertThat(outcome.error(0).getString("errno")).isEqualTo("EACCES");
    assertThat(outcome.error(1).getString("errno")).isEqualTo("EACCES");
    assertThat(outcome.result(2).getBoolean("created")).isTrue();
    assertThat(stat("%a", "d")).isEqualTo("311");
    assertThat(a).hasContent("text");
  }

  @Test
  void thousandsOfRequests_leaveNoDescriptorOpen() throws IOException {
    try (TempTree other = TempTree.onOtherFileSystem()) {
      Path a = temp.file("a", "text");
      List<String> requests = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        requests.add(request("copy", "source", a, "target", other.path("a"), "id", 5 * i));
        requests.add(request("move", "source", other.path("a"), "target", a, "id", 5 * i + 1));
        requests.add(
            request("move", "source", temp.path("n"), "target", other.path("n"), "id", 5 * i + 2));
        requests.add(request("mkdir", "path", temp.path("d" + i), "mode", "7", "id", 5 * i + 3));
        requests.add(request("sweep", "directory", other.path(), "id", 5 * i + 4));
      }
      Batch.run(requests.subList(0, 5).toArray(String[]::new));
      Files.delete(temp.path("d0"));
      int before = descriptors();

      Batch.Outcome outcome = Batch.run(requests.toArray(String[]::new));

      assertThat(descriptors()).isLessThan(before + 50); // the test's own JVM opens some too
      assertThat(outcome.lines()).hasSize(5000);
      for (int i = 0; i < 5000; i++) {
        assertThat(outcome.answer(i).getInt("id")).isEqualTo(i);
        assertThat(outcome.answer(i).getBoolean("ok")).isEqualTo(i % 5 != 2);
      }
    }
  }

  private static int descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return (int) open.count();
    }
  }
}
