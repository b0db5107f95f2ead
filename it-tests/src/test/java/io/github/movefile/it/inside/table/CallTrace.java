// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calls that moved the samples, as strace(1) saw them: for each sample of a trip the outcome of
 * each call, {@link #DONE} or the name of an errno.
 */
final class CallTrace {
  /** The outcome of a call that did something at least once. */
  static final String DONE = "done";

  /** Without strings: 32 bytes of each write are of no use. */
  private static final List<String> STRACE =
      List.of(
          "strace",
          "-ff",
          "-qq",
          "-y",
          "-s",
          "0",
          "--seccomp-bpf",
          "-e",
          "trace=renameat,renameat2,ioctl,copy_file_range,sendfile,pwrite64",
          "-o");

  /** {@code name(arguments) = result ERRNO (words)}. */
  private static final Pattern CALL =
      Pattern.compile("(\\w+)\\((.*)\\) += (-?\\d+)(?: (E\\w+))?.*");

  private static final Pattern SAMPLE = Pattern.compile("/(?:from|to)-(\\d+)/([a-z0-9-]+)[/>]");

  /** rename(2) of the source. */
  static final String RENAME = "rename";

  /** rename(2) of a temp. */
  static final String PUBLISH = "publish";

  static final String FICLONE = "FICLONE";
  static final String COPY_FILE_RANGE = "copy_file_range";
  static final String SENDFILE = "sendfile";
  static final String WRITE = "read+write";

  private final Map<String, Map<String, String>> outcomes = new HashMap<>();

  private CallTrace() {}

  /** The words that make strace(1) write its traces, one a thread, beside a file. */
  static String[] recording(Path prefix) {
    List<String> words = new ArrayList<>(STRACE);
    words.add(prefix.toString());
    return words.toArray(String[]::new);
  }

  /** Reads what was recorded. */
  static CallTrace read(Path prefix) {
    CallTrace trace = new CallTrace();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(prefix.getParent(), prefix.getFileName() + ".*")) {
      for (Path file : files) {
        Files.readAllLines(file, StandardCharsets.ISO_8859_1).forEach(trace::add);
      }
      return trace;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line) {
    Matcher call = CALL.matcher(line);
    if (!call.matches() || (call.group(1).equals("ioctl") && !line.contains("FICLONE"))) {
      return;
    }
    Matcher sample = SAMPLE.matcher(call.group(2));
    if (sample.find()) {
      String outcome = call.group(4) == null ? DONE : call.group(4);
      outcomes
          .computeIfAbsent(sample.group(1) + "/" + sample.group(2), any -> new TreeMap<>())
          .merge(name(call.group(1), line), outcome, CallTrace::better);
    }
  }

  private static String name(String call, String line) {
    return switch (call) {
      case "renameat", "renameat2" -> line.contains("/from-") ? RENAME : PUBLISH;
      case "ioctl" -> FICLONE;
      case "pwrite64" -> WRITE;
      default -> call;
    };
  }

  private static String better(String one, String other) {
    return one.equals(DONE) ? one : other;
  }

  /** The outcomes of the calls by their names, by the number of the trip and the sample's key. */
  Map<String, String> of(String key) {
    return outcomes.getOrDefault(key, Map.of());
  }
}
