// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonWriter;
import io.github.movefile.benchmarks.warm.Timing;
import io.github.movefile.benchmarks.warm.WorkLoop;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Moves all files of a tree through one {@code movefile batch}, a request each: a new process each
 * time, whose start doesn't count. The directories are there already; those of the image, empty by
 * then, are removed afterwards.
 */
final class BatchMoves {
  private static final byte[] PING = "{\"op\":\"ping\"}\n".getBytes(UTF_8);

  private final String movefile;
  private final int window;
  private final Path image;
  private final Path root;

  private BatchMoves(String movefile, int window, Path image, Path root) {
    this.movefile = movefile;
    this.window = window;
    this.image = image;
    this.root = root;
  }

  /**
   * Moves for each request.
   *
   * @param args the command movefile, how many requests may be under way, image and root
   * @throws IOException if nobody asks any more
   */
  public static void main(String[] args) throws IOException {
    BatchMoves moves =
        new BatchMoves(args[0], Integer.parseInt(args[1]), Path.of(args[2]), Path.of(args[3]));
    WorkLoop.serve(moves::run);
  }

  private Timing run() throws IOException, InterruptedException {
    List<byte[]> requests = requests();
    Process process =
        new ProcessBuilder(movefile, "batch")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      Timing timing = time(process, requests);
      if (process.waitFor() != 0) {
        throw new IOException("exit status " + process.exitValue());
      }
      removeDirectories();
      return timing;
    } finally {
      process.destroy();
    }
  }

  /** At its end the process has no more input. */
  private Timing time(Process process, List<byte[]> requests) throws IOException {
    try (OutputStream out = new BufferedOutputStream(process.getOutputStream(), 1 << 16)) {
      BatchClient client = new BatchClient(out, process.getInputStream());
      client.run(List.of(PING), 1);
      long begin = System.nanoTime();
      long[] nanos = client.run(requests, window);
      long all = System.nanoTime() - begin;
      return new Timing(all, figures(nanos, all));
    }
  }

  private Map<String, Double> figures(long[] nanos, long all) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("requests/s", nanos.length / (all / 1e9));
    // With more under way it would be the time in the queue.
    if (window == 1) {
      figures.put("p50, µs", Percentile.of(nanos, 50) / 1e3);
      figures.put("p99, µs", Percentile.of(nanos, 99) / 1e3);
    }
    return figures;
  }

  private List<byte[]> requests() throws IOException {
    try (Stream<Path> walk = Files.walk(image)) {
      List<byte[]> requests = new ArrayList<>();
      for (Path file : walk.toList()) {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          requests.add(request(file, root.resolve(image.relativize(file))));
        }
      }
      return requests;
    }
  }

  private static byte[] request(Path source, Path target) {
    String json =
        JsonWriter.string()
            .object()
            .value("op", "move")
            .value("source", source.toString())
            .value("target", target.toString())
            .end()
            .done();
    return (json + "\n").getBytes(UTF_8);
  }

  private void removeDirectories() throws IOException {
    try (Stream<Path> walk = Files.walk(image)) {
      List<Path> below = new ArrayList<>(walk.toList());
      for (int i = below.size() - 1; i >= 0; i--) {
        Files.delete(below.get(i));
      }
    }
  }
}
