// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A session within this process, or, by {@link #main}, in one of another user. */
final class Batch {
  private Batch() {}

  /** What a session said. */
  record Outcome(boolean allDone, List<String> lines) {
    JsonObject answer(int index) {
      return parse(lines.get(index));
    }

    JsonObject result(int index) {
      JsonObject result = answer(index).getObject("result");
      if (result == null) {
        throw new AssertionError(lines.get(index));
      }
      return result;
    }

    JsonObject error(int index) {
      JsonObject error = answer(index).getObject("error");
      if (error == null || answer(index).getBoolean("ok")) {
        throw new AssertionError(lines.get(index));
      }
      return error;
    }
  }

  static JsonObject parse(String text) {
    try {
      return JsonParser.object().from(text);
    } catch (JsonParserException e) {
      throw new AssertionError(text, e);
    }
  }

  static Outcome run(String... lines) {
    return run((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static Outcome run(byte[] input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      boolean allDone = new BatchSession(new ByteArrayInputStream(input), out).run();
      String text = out.toString(StandardCharsets.UTF_8);
      return new Outcome(allDone, new ArrayList<>(text.lines().toList()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Each argument is a request. */
  public static void main(String[] requests) {
    run(requests).lines().forEach(System.out::println);
  }
}
