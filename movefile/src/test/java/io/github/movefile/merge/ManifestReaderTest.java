// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read, and what is refused. */
class ManifestReaderTest {
  private static final String HEADER = "{\"format\":\"movefile-manifest\",\"version\":1}\n";
  private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";

  private static ManifestReader reader(String manifest) throws IOException {
    return ManifestReader.of(
        new ByteArrayInputStream(manifest.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static ManifestEntry only(String manifest) throws IOException {
    ManifestReader reader = reader(manifest);
    ManifestEntry entry = reader.next().orElseThrow();
    assertThat(reader.next()).isEmpty();
    assertThat(reader.next()).isEmpty();
    return entry;
  }

  private static MalformedManifestException refusal(String manifest) {
    return catchThrowableOfType(
        MalformedManifestException.class,
        () -> {
          ManifestReader reader = reader(manifest);
          while (reader.next().isPresent()) {
            // up to the malformed line
          }
        });
  }

  /** A line with one member replaced, or left out. */
  private static String line(String member, String value) {
    StringBuilder line = new StringBuilder("{");
    String[][] members = {
      {"path", "\"a\""},
      {"type", "\"character\""},
      {"mode", "\"0644\""},
      {"uid", "1"},
      {"gid", "1"},
      {"mtime", "\"1.000000000\""},
      {"rdev", "\"1:3\""},
      {"digests", "{}"},
      {member, value}
    };
    for (int i = 0; i < members.length; i++) {
      String[] m = members[i];
      boolean isTheOne = m[0].equals(member);
      if ((!isTheOne || i == members.length - 1) && !m[1].isEmpty()) {
        line.append(line.length() > 1 ? "," : "").append('"').append(m[0]).append("\":");
        line.append(m[1]);
      }
    }
    return line.append("}\n").toString();
  }

  @Test
  void nothing_isAContentsWithoutEntries() throws IOException {
    ManifestReader reader = reader("");
    assertThat(reader.format()).isEqualTo(ManifestFormat.CONTENTS);
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void membersThatAreNotKnown_arePassedOver() throws IOException {
    assertThat(only(HEADER + line("comment", "[{\"a\":[1]}]")).path()).isEqualTo(RawPath.of("a"));
    assertThat(reader("{\"version\":1,\"format\":\"movefile-manifest\",\"by\":1}\n").format())
        .isEqualTo(ManifestFormat.JSON_LINES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"format\":\"other\",\"version\":1}|format",
        "{\"version\":1}|format",
        "{\"format\":\"movefile-manifest\",\"version\":2}|only 1 can be read",
        "{\"format\":\"movefile-manifest\"}|version",
        "{|no JSON object",
      })
  void headerOfSomethingElse_isRefused(String header, String reason) {
    assertThat(refusal(header + "\n"))
        .hasMessageStartingWith("line 1: ")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "path|''",
        "path|1",
        "path|null",
        "path|\"\"",
        "path|\"/a\"",
        "path|\"a/\"",
        "path|\"a//b\"",
        "path|\"a/../b\"",
        "path|\"..\"",
        "path|\".\"",
        "path|\"./a\"",
        "path|\"a\\u0000b\"",
        "path|\"\\ud800\"",
        "path_bytes|\"?\"",
        "path_bytes|\"Li4=\"",
        "type|\"device\"",
        "type|\"unknown\"",
        "mode|\"755\"",
        "mode|\"10755\"",
        "mode|493",
        "uid|-1",
        "uid|4294967296",
        "uid|1.0",
        "uid|1e3",
        "uid|\"1\"",
        "gid|''",
        "mtime|\"1\"",
        "mtime|\"1.0000000000\"",
        "mtime|\"+1.000000000\"",
        "mtime|\"9223372036854775808.000000000\"",
        "mtime|\"-9223372036854775808.000000001\"",
        "mtime|1.5",
        "rdev|\"1\"",
        "rdev|\"4294967296:0\"",
        "rdev|''",
        "digests|{\"md5\":\"0\"}",
        "digests|{\"md5\":1}",
        "digests|[]",
      })
  void malformedMember_isNamedWithItsLine(String member, String value) {
    MalformedManifestException refusal = refusal(HEADER + line("other", "1") + line(member, value));
    assertThat(refusal).isNotNull();
    assertThat(refusal.line()).isEqualTo(3);
    String named = value.contains("Li4") ? "path" : value.contains("md5\":1") ? "md5" : member;
    assertThat(refusal).hasMessageStartingWith("line 3: member \"" + named + "\": ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "1", "{\"path\":", "{} {}", "not json", "{\"path\":\"\u00ff\"}"})
  void lineThatIsNoObject_isRefused(String line) {
    assertThat(refusal(HEADER + line + "\n")).isNotNull().hasMessageStartingWith("line 2: ");
  }

  @Test
  void bracketsWithoutEnd_areRefused() {
    assertThat(refusal(HEADER + "{\"a\":" + "[".repeat(1_000_000) + "\n"))
        .hasMessage("line 2: more than 64 levels of JSON");
    assertThat(refusal(HEADER + line("other", "\"" + "[".repeat(100) + "\\\"[\""))).isNull();
  }

  @Test
  void fileThatIsCutOff_isRefused() throws IOException {
    assertThat(refusal(HEADER + line("a", "1").stripTrailing()))
        .hasMessageStartingWith("line 2: no newline");
    assertThat(refusal("dir /a\nobj /b " + MD5 + " 12"))
        .hasMessageStartingWith("line 2: no newline");
  }

  @Test
  void endlessLine_isRefused_andTheNextOneIsRead() throws IOException {
    ManifestReader reader = reader("dir /" + "a".repeat(17_000_000) + "\ndir /b\n");
    assertThat(catchThrowableOfType(MalformedManifestException.class, reader::next))
        .hasMessage("line 1: longer than 16777216 bytes");
    assertThat(reader.next().orElseThrow().path()).isEqualTo(RawPath.of("b"));
  }

  @Test
  void contents_spacesBelongToNames() throws IOException {
    ManifestEntry file = only("obj / a  b  " + MD5 + " 1234567890\n");
    assertThat(file.path()).isEqualTo(RawPath.of(" a  b "));
    assertThat(file.type()).isEqualTo(FileType.REGULAR);
    assertThat(file.digests()).containsEntry("MD5", Digest.ofHex(MD5)).hasSize(1);
    assertThat(file.mtime()).isEqualTo(new Timespec(1_234_567_890, 0));
    assertThat(only("dir /a b \n").path()).isEqualTo(RawPath.of("a b "));
    assertThat(only("fif /\u00ff\n").type()).isEqualTo(FileType.FIFO);
    assertThat(only("dev /a\n").type()).isEqualTo(FileType.UNKNOWN);
  }

  @Test
  void contents_lastArrowEndsTheName() throws IOException {
    ManifestEntry link = only("sym /a -> b -> c d 5\n");
    assertThat(link.path()).isEqualTo(RawPath.of("a -> b"));
    assertThat(link.link()).contains(RawPath.of("c d"));
    assertThat(only("sym /a -> b -> 5\n").link()).contains(RawPath.of("b ->"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "foo /a",
        "dir",
        "dir ",
        "dir a",
        "dir /",
        "dir /a/",
        "dir /a//b",
        "dir /../a",
        "dir /a\u0000",
        "DIR /a",
        "obj /a",
        "obj /a 5",
        "obj /a d41d 5",
        "obj /a zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz 5",
        "obj /a d41d8cd98f00b204e9800998ecf8427e x",
        "obj /a d41d8cd98f00b204e9800998ecf8427e 5\r",
        "obj  d41d8cd98f00b204e9800998ecf8427e 5",
        "sym /a",
        "sym /a -> b",
        "sym /a b 5",
        "sym /a -> b 5x",
        "sym /a -> b\u0000 5",
        "sym  -> b 5",
      })
  void contents_malformedLine_isNamed(String line) {
    MalformedManifestException refusal = refusal("dir /ok\n" + line + "\n");
    assertThat(refusal).as(line).isNotNull();
    assertThat(refusal.line()).isEqualTo(2);
  }

  @Test
  void stream_isClosed_alsoIfTheHeaderIsRefused() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    class Watched extends ByteArrayInputStream {
      Watched(String text) {
        super(text.getBytes(StandardCharsets.UTF_8));
      }

      @Override
      public void close() {
        closed.set(true);
      }
    }
    InputStream bad = new Watched("{}\n");
    assertThat(catchThrowableOfType(IOException.class, () -> ManifestReader.of(bad))).isNotNull();
    assertThat(closed).isTrue();
    closed.set(false);
    ManifestReader.of(new Watched("")).close();
    assertThat(closed).isTrue();
  }
}
