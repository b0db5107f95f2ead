// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.warm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;

/**
 * The side of the running program: does its work for each line {@code run} and answers with one
 * JSON object a line, {@code {"ns":…,"figures":{…}}} or {@code {"failure":"…"}}. It ends with its
 * input.
 */
public final class WorkLoop {
  /** The request. */
  static final String RUN = "run";

  private WorkLoop() {}

  /**
   * Serves standard input and standard output, which nobody else may use.
   *
   * @param work what is done for each request
   * @throws IOException if the asker is gone
   */
  public static void serve(Work work) throws IOException {
    serve(
        work,
        new BufferedReader(new InputStreamReader(System.in, UTF_8)),
        new OutputStreamWriter(System.out, UTF_8));
  }

  static void serve(Work work, BufferedReader requests, Writer answers) throws IOException {
    String request;
    while ((request = requests.readLine()) != null) {
      answers.write(answer(work, request) + "\n");
      answers.flush();
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever it is, the asker has to hear of it
  private static String answer(Work work, String request) {
    try {
      if (!request.equals(RUN)) {
        return failure("not a request: " + request);
      }
      Timing timing = work.run();
      return JsonWriter.string()
          .object()
          .value("ns", timing.nanos())
          .object("figures", timing.figures())
          .end()
          .done();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failure(e.toString());
    } catch (Exception e) {
      return failure(e.toString());
    }
  }

  private static String failure(String reason) {
    return JsonWriter.string().object().value("failure", reason).end().done();
  }
}
