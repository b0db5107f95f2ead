// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Samples as JSON Lines, between the run that measures and the one that renders. */
final class SampleFile {
  private final Path file;

  SampleFile(Path file) {
    this.file = file;
  }

  /** Adds one at the end, so that a run that breaks off leaves what it has measured. */
  void append(Sample sample) throws IOException {
    String line =
        JsonWriter.string()
            .object()
            .value("day", sample.day())
            .value("workload", sample.workload())
            .value("peer", sample.peer())
            .value("round", sample.round())
            .value("seconds", sample.seconds())
            .object("figures", sample.figures())
            .array("losses", sample.losses())
            .end()
            .done();
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** All that are there, in the order of their writing. */
  List<Sample> read() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      samples.add(parsed(line));
    }
    return samples;
  }

  private static Sample parsed(String line) throws IOException {
    try {
      JsonObject object = JsonParser.object().from(line);
      List<String> losses = object.getArray("losses").stream().map(String::valueOf).toList();
      return new Sample(
          object.getString("day", ""),
          object.getString("workload"),
          object.getString("peer"),
          object.getInt("round"),
          object.getDouble("seconds"),
          figures(object),
          losses);
    } catch (JsonParserException e) {
      throw new IOException("not a sample: " + line, e);
    }
  }

  private static Map<String, Double> figures(JsonObject sample) {
    JsonObject object = sample.getObject("figures", new JsonObject());
    Map<String, Double> figures = new LinkedHashMap<>();
    object.keySet().forEach(name -> figures.put(name, object.getDouble(name)));
    return figures;
  }
}
