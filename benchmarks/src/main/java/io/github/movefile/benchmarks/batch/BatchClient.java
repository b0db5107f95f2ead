// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests and reads their answers, with at most so many under way. As many are sent at once
 * as there is room for, and all answers that are there are read before more are sent. Of one
 * thread.
 */
final class BatchClient {
  private final OutputStream requests;
  private final BufferedReader answers;

  BatchClient(OutputStream requests, InputStream answers) {
    this.requests = requests;
    this.answers = new BufferedReader(new InputStreamReader(answers, UTF_8), 1 << 16);
  }

  /**
   * Has all requests carried out.
   *
   * @param lines the requests, each with its line end
   * @param window how many may be under way, at least 1
   * @return how long each took from its sending to its answer, in ns
   * @throws IOException if one was refused, with its answer, or the process has ended
   */
  long[] run(List<byte[]> lines, int window) throws IOException {
    long[] nanos = new long[lines.size()];
    int sent = 0;
    int answered = 0;
    while (answered < nanos.length) {
      int end = Math.min(nanos.length, answered + window);
      long begin = System.nanoTime();
      for (; sent < end; sent++) {
        nanos[sent] = begin;
        requests.write(lines.get(sent));
      }
      requests.flush();
      do {
        requireDone(answers.readLine());
        nanos[answered] = System.nanoTime() - nanos[answered];
        answered++;
      } while (answered < sent && answers.ready());
    }
    return nanos;
  }

  private static void requireDone(@Nullable String answer) throws IOException {
    if (answer == null) {
      throw new IOException("the process has ended");
    }
    if (!answer.contains("\"ok\":true")) {
      throw new IOException("refused: " + answer);
    }
  }
}
