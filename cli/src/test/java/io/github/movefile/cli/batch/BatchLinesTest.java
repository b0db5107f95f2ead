// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.testing.TempTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of all sorts: each is answered once, in order, and a bad one costs no other. */
class BatchLinesTest {
  private static final String PING = "{\"op\":\"ping\",\"id\":7}";
  private static final String PONG = "{\"id\":7,\"ok\":true,\"result\":{\"protocol\":1}}";

  @AutoClose private final TempTree temp = TempTree.create();

  private String mkdir(String name) {
    return "{\"op\":\"mkdir\",\"mode\":\"0700\",\"path\":\"" + temp.path(name) + "\"}\n";
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(Batch.Outcome outcome, String message) {
    assertThat(outcome.allDone()).isFalse();
    assertThat(outcome.lines()).hasSize(3);
    assertThat(outcome.lines().get(0)).isEqualTo(PONG);
    assertThat(outcome.answer(1).isNull("id")).isTrue();
    assertThat(outcome.error(1).getString("kind")).isEqualTo("bad_request");
    assertThat(outcome.error(1).getString("message")).contains(message);
    assertThat(outcome.lines().get(2)).isEqualTo(PONG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|empty line",
        "` `|empty line",
        "{\"op\":\"pi|not JSON",
        "{\"op\":\"ping\"} x|not JSON",
        "{'op':'ping'}|not JSON",
        "{\"op\":NaN}|not JSON",
        "[{\"op\":\"ping\"}]|not a JSON object",
        "\"ping\"|not a JSON object",
        "null|not a JSON object",
        "{}|missing member 'op'",
        "{\"op\":1}|member 'op' is not a string",
        "{\"op\":\"frob\"}|unknown op 'frob'",
        "{\"op\":\"ping\",\"frob\":1}|unknown member 'frob'",
        "{\"op\":\"ping\",\"id_bytes\":\"\"}|unknown member 'id_bytes'",
        "{\"op\":\"move\",\"source\":\"a\"}|missing member 'target'",
        "{\"op\":\"move\",\"source\":1,\"target\":\"b\"}|member 'source' is not a string",
        "{\"op\":\"move\",\"source\":\"a\\u0000\",\"target\":\"b\"}|'source' is not a name",
        "{\"op\":\"move\",\"source_bytes\":\"YQA=\",\"target\":\"b\"}|'source_bytes' is not a name",
        "{\"op\":\"move\",\"source_bytes\":\"?\",\"target\":\"b\"}|'source_bytes' is not base64",
        "{\"op\":\"move\",\"source\":\"\\udce9\",\"target\":\"b\"}|unpaired surrogate",
        "{\"op\":\"move\",\"source\":\"a\",\"target\":\"b\",\"options\":[]}|'options' is not an",
        "{\"op\":\"copy\",\"source\":\"a\",\"target\":\"b\",\"options\":{\"x\":1}}|member 'x'",
        "{\"op\":\"copy\",\"source\":\"a\",\"target\":\"b\",\"link_candidates\":[1]}|not an array of",
        "{\"op\":\"mkdir\",\"path\":\"a\",\"mode\":755}|member 'mode' is not a string",
        "{\"op\":\"mkdir\",\"path\":\"a\",\"mode\":\"0788\"}|member 'mode' is not permission bits",
        "{\"op\":\"mkdir\",\"path\":\"a\",\"mode\":\"10755\"}|member 'mode' is not permission",
        "{\"op\":\"mkdir\",\"path\":\"a\",\"mode\":\"7\",\"exist_ok\":1}|not true or false",
        "{\"op\":\"mtime\",\"path\":\"a\"}|missing member 'mtime'",
        "{\"op\":\"mtime\",\"path\":\"a\",\"mtime\":1.5}|'mtime' is not whole nanoseconds",
        "{\"op\":\"mtime\",\"path\":\"a\",\"mtime\":1e9}|'mtime' is not whole nanoseconds",
        "{\"op\":\"mtime\",\"path\":\"a\",\"mtime\":99999999999999999999999999999}|64 bits",
        "{\"op\":\"mtime\",\"path\":\"a\",\"mtime\":31556889864403200000000000}|a billion years",
        "{\"op\":\"sweep\",\"directory\":\"a\",\"age_seconds\":-1}|'age_seconds' is not",
        "{\"op\":\"sweep\",\"directory\":\"a\",\"age_seconds\":2147483648}|is not 0 to 2147483647",
        "{\"op\":\"defaults\"}|missing member 'options'",
        "{\"op\":\"defaults\",\"options\":{\"map_uid\":\"x\"}}|member 'map_uid'",
        "{\"op\":\"defaults\",\"options\":{\"reflink\":\"always\",\"sparse\":\"never\"}}|exclude each",
      })
  void badLine_isRefusedAndTheRestGoesOn(String line, String message) {
    assertRefused(Batch.run(PING, line, PING), message);
  }

  @Test
  void byteOrderMark_isRefused() {
    assertRefused(Batch.run(PING, "\ufeff" + PING, PING), "not JSON");
  }

  @Test
  void bytesThatAreNotUtf8_areRefused() {
    String text = PING + "\n{\"op\":\"ping\",\"id\":\"\u00e9\"}\n" + PING + "\n";

    assertRefused(Batch.run(text.getBytes(StandardCharsets.ISO_8859_1)), "not UTF-8");
  }

  @Test
  void deepNesting_isRefused() {
    String deep = "[".repeat(2_000_000) + "]".repeat(2_000_000);

    assertRefused(Batch.run(PING, "{\"id\":" + deep + "}", PING), "too deep");
  }

  @Test
  void longLine_isPassedOver() {
    String filler = "x".repeat(BatchSession.LONGEST_LINE);

    assertRefused(
        Batch.run(PING, "{\"op\":\"ping\",\"id\":\"" + filler + "\"}", PING), "line longer than");
  }

  @Test
  void lineOfTheLimit_isAnswered() {
    String rest = "{\"op\":\"ping\",\"id\":7}";
    String line = rest + " ".repeat(BatchSession.LONGEST_LINE - rest.length());

    assertThat(Batch.run(line, PING).lines()).containsExactly(PONG, PONG);
    assertThat(Batch.run(line + " ").error(0).getString("message")).contains("longer");
  }

  @Test
  void carriageReturns_areWhiteSpace() {
    Batch.Outcome outcome = Batch.run(PING + "\r", PING + "\r");

    assertThat(outcome.lines()).containsExactly(PONG, PONG);
    assertThat(outcome.allDone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null",
        "0",
        "-1.50e3",
        "123456789012345678901234567890",
        "\"\u00e9\ud83d\ude00\u4e2d\"",
        "\"\\ud800\"",
        "[1,[true,null],{\"b\":1,\"a\":2}]",
      })
  void id_comesBackAsItIs(String id) {
    assertThat(Batch.run("{\"op\":\"ping\",\"id\":" + id + "}").lines())
        .containsExactly("{\"id\":" + id + ",\"ok\":true,\"result\":{\"protocol\":1}}");
    assertThat(Batch.run("{\"op\":\"x\",\"id\":" + id + "}").lines().get(0))
        .startsWith("{\"id\":" + id + ",\"ok\":false,");
  }

  @Test
  void noInput_isAllDone() {
    assertThat(Batch.run(new byte[0])).isEqualTo(new Batch.Outcome(true, java.util.List.of()));
  }

  @Test
  void lineWithoutEnd_isNotCarriedOut() {
    String whole = mkdir("a") + mkdir("b");

    for (int length = whole.length() - 1; length > mkdir("a").length(); length--) {
      Batch.Outcome outcome =
          Batch.run(
              whole
                  .substring(0, length)
                  .replace("\"mode\"", "\"exist_ok\":true,\"mode\"")
                  .getBytes(StandardCharsets.UTF_8));
      assertThat(outcome.allDone()).isFalse();
      assertThat(outcome.error(1).getString("message")).isEqualTo("line without end");
    }
    assertThat(temp.path("a")).isDirectory();
    assertThat(temp.path("b")).doesNotExist();
  }

  @Test
  void answers_areWrittenBeforeMoreIsAwaited() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputStream asking =
        new InputStream() {
          private final byte[] request = (PING + "\n").getBytes(StandardCharsets.UTF_8);
          private int asked;

          @Override
          public int read() {
            throw new AssertionError("a byte at a time");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo((PONG + "\n").repeat(asked));
            if (asked == 3) {
              return -1;
            }
            asked++;
            System.arraycopy(request, 0, buffer, offset, request.length);
            return request.length;
          }
        };

    assertThat(new BatchSession(asking, out).run()).isTrue();
  }

  @Test
  void answersThatCannotBeWritten_endTheSession() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    InputStream in = new SequenceInputStream(stream(mkdir("a")), stream(mkdir("b")));

    assertThatThrownBy(() -> new BatchSession(in, closed).run())
        .isInstanceOf(OutputLostException.class)
        .hasMessage("Broken pipe");
    assertThat(temp.path("a")).isDirectory();
    assertThat(temp.path("b")).doesNotExist();
  }
}
