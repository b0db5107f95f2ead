// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.warm;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The side of the asker: one request at a time to a {@link WorkLoop}. */
final class Requests {
  private final Writer requests;
  private final BufferedReader answers;

  Requests(Writer requests, BufferedReader answers) {
    this.requests = requests;
    this.answers = answers;
  }

  /**
   * Has the work done once.
   *
   * @return how long it took there
   * @throws IOException if the work failed, with its reason, or the program has ended
   */
  Timing run() throws IOException {
    requests.write(WorkLoop.RUN + "\n");
    requests.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the program has ended");
    }
    try {
      return timing(JsonParser.object().from(answer));
    } catch (JsonParserException e) {
      throw new IOException("not an answer: " + answer, e);
    }
  }

  private static Timing timing(JsonObject answer) throws IOException {
    if (!answer.isNumber("ns")) {
      throw new IOException(answer.getString("failure", "an answer without a time"));
    }
    JsonObject object = answer.getObject("figures", new JsonObject());
    Map<String, Double> figures = new LinkedHashMap<>();
    object.keySet().forEach(name -> figures.put(name, object.getDouble(name)));
    return new Timing(answer.getLong("ns"), figures);
  }
}
