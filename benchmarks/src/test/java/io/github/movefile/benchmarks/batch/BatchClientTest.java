// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchClientTest {
  private static final byte[] REQUEST = "{}\n".getBytes(UTF_8);
  private static final byte[] DONE = "{\"id\":null,\"ok\":true}\n".getBytes(UTF_8);

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64})
  void noMoreThanTheWindow_isUnderWay(int window) throws Exception {
    Server server = new Server();
    List<byte[]> requests = Collections.nCopies(100, REQUEST);

    long[] nanos = new BatchClient(server.requests, server.answers).run(requests, window);

    assertThat(nanos).hasSize(100).doesNotContain(0);
    assertThat(server.most).isEqualTo(window);
  }

  @Test
  void refusal_endsTheRun() {
    InputStream answers = new ByteArrayInputStream("{\"id\":1,\"ok\":false}\n".getBytes(UTF_8));
    BatchClient client = new BatchClient(new ByteArrayOutputStream(), answers);

    assertThatIOException()
        .isThrownBy(() -> client.run(List.of(REQUEST), 1))
        .withMessageContaining("\"ok\":false");
  }

  @Test
  void endOfAnswers_endsTheRun() {
    BatchClient client =
        new BatchClient(new ByteArrayOutputStream(), InputStream.nullInputStream());

    assertThatIOException()
        .isThrownBy(() -> client.run(List.of(REQUEST), 1))
        .withMessage("the process has ended");
  }

  /** Answers one request for each read, so that as many as possible are under way. */
  private static final class Server {
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int most;

    private final OutputStream requests =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new AssertionError("a whole line is written at once");
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            waiting.add(DONE);
            most = Math.max(most, waiting.size());
          }
        };

    private final InputStream answers =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("many bytes are read at once");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            byte[] answer = waiting.remove();
            System.arraycopy(answer, 0, bytes, offset, answer.length);
            return answer.length;
          }
        };
  }
}
