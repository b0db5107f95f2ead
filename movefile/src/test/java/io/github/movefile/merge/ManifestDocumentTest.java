// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/manifest.md are read, and written just so. */
class ManifestDocumentTest {
  private static String examples(String language) throws IOException {
    String document = Files.readString(Path.of("../docs/manifest.md"));
    Matcher blocks =
        Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(document);
    StringBuilder examples = new StringBuilder();
    while (blocks.find()) {
      if (blocks.group(1).equals(language)) {
        examples.append(blocks.group(2));
      }
    }
    return examples.toString();
  }

  @Test
  void jsonLines() throws IOException {
    String examples = examples("json");
    List<ManifestEntry> entries =
        ManifestRoundTripTest.read(examples.getBytes(StandardCharsets.UTF_8));

    assertThat(entries).hasSize(5);
    assertThat(entries.get(3).path())
        .isEqualTo(RawPath.of("usr/caf\u00e9".getBytes(StandardCharsets.ISO_8859_1)));
    byte[] written = ManifestRoundTripTest.written(ManifestWriter::jsonLines, entries);
    assertThat(new String(written, StandardCharsets.UTF_8))
        .isEqualTo(examples.replace("\\ufffd", "\ufffd"));
  }

  @Test
  void contents() throws IOException {
    byte[] examples = examples("").getBytes(StandardCharsets.UTF_8);
    List<ManifestEntry> entries = ManifestRoundTripTest.read(examples);

    assertThat(entries)
        .extracting(ManifestEntry::type)
        .containsExactly(
            FileType.DIRECTORY,
            FileType.DIRECTORY,
            FileType.REGULAR,
            FileType.SYMLINK,
            FileType.FIFO,
            FileType.UNKNOWN);
    assertThat(ManifestRoundTripTest.written(ManifestWriter::contents, entries))
        .isEqualTo(examples);
  }
}
