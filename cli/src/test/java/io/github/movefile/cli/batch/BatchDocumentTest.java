// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The examples of docs/batch.md, one after another: each second line answers the one before. */
class BatchDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/batch.md");
  private static final String PLACE = "/srv/demo";

  @AutoClose private final TempTree temp = TempTree.create();

  private static List<String> examples() throws IOException {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (line.startsWith("```")) {
        inside = line.equals("```json");
      } else if (inside) {
        lines.add(line);
      }
    }
    return lines;
  }

  /** The example with the directory of this test, in base64 too. */
  private String here(String line) {
    byte[] name = (PLACE + "/caf\u00e9").getBytes(StandardCharsets.ISO_8859_1);
    byte[] here = (temp.path() + "/caf\u00e9").getBytes(StandardCharsets.ISO_8859_1);
    Base64.Encoder base64 = Base64.getEncoder();
    return line.replace(base64.encodeToString(name), base64.encodeToString(here))
        .replace(PLACE, temp.path().toString());
  }

  @Test
  void everyExample_isAnsweredAsWritten() throws IOException {
    String script =
        "cd \"$1\" && for f in a \"$(printf 'caf\\351')\"; do printf text >\"$f\" &&"
            + " touch -d '@1234567890.123456789' \"$f\"; done";
    Command.of("sh", "-c", script, "sh", temp.path().toString()).run().requireSuccess();
    List<String> requests = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (String line : examples()) {
      (requests.size() > answers.size() ? answers : requests).add(here(line));
    }

    assertThat(requests).hasSizeGreaterThan(10).hasSameSizeAs(answers);
    assertThat(Batch.run(requests.toArray(String[]::new)).lines()).isEqualTo(answers);
  }
}
