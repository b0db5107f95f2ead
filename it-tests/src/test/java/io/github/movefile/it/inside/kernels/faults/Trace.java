// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels.faults;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What strace(1) has written, one file a thread. */
final class Trace {
  private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)");

  /** The second one is how the JVM finds out whether it has a terminal. */
  private static final Set<String> NOT_OURS = Set.of("execve", "readlink");

  /** As often is a case tried if another call was hit. */
  static final int MOST_TRIES = 5;

  private final Map<String, List<String>> threads = new TreeMap<>();

  private Trace() {}

  /** Words that run a command under strace(1), which writes to a directory. */
  static List<String> into(Path directory) {
    return List.of("strace", "-ff", "-y", "-qq", "-o", directory.resolve("trace").toString());
  }

  /** Reads what is in a directory. */
  static Trace in(Path directory) throws IOException {
    Trace trace = new Trace();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "trace.*")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        trace.threads.put(name.substring("trace.".length()), Files.readAllLines(file));
      }
    }
    return trace;
  }

  /**
   * The calls that name, or have open, one of two files or something beside it, in their order.
   *
   * @param source a file
   * @param target another one
   */
  List<TracedCall> callsOn(Path source, Path target) {
    for (List<String> thread : threads.values()) {
      List<TracedCall> calls = callsOn(source, target, thread);
      if (!calls.isEmpty()) {
        return calls;
      }
    }
    throw new AssertionError("no thread works on " + source);
  }

  private static List<TracedCall> callsOn(Path source, Path target, List<String> thread) {
    Map<String, Integer> uses = new HashMap<>();
    List<TracedCall> calls = new ArrayList<>();
    for (String line : thread) {
      Matcher call = CALL.matcher(line);
      if (call.matches() && !NOT_OURS.contains(call.group(1))) {
        String name = call.group(1);
        int nth = uses.merge(name, 1, Integer::sum);
        Optional<Path> on = Optional.empty();
        // strace(1) counts a call on two files for each of them.
        for (Path file : List.of(source, target)) {
          if (isOn(line, file)) {
            int nthOnFile = uses.merge(name + " " + file, 1, Integer::sum);
            nth = on.isPresent() ? nth : nthOnFile;
            on = on.or(() -> Optional.of(file));
          }
        }
        if (on.isPresent() || isBeside(line, source) || isBeside(line, target)) {
          calls.add(new TracedCall(name, on, nth, line));
        }
      }
    }
    return calls;
  }

  /** As an argument, or behind the number of a descriptor. */
  private static boolean isOn(String line, Path file) {
    return line.contains('"' + file.toString() + '"') || line.contains("<" + file + ">");
  }

  /** A link or node is also reached by the descriptor that it is open by. */
  static boolean isBeside(String line, Path file) {
    return line.contains(file.getParent().toString()) || line.contains("\"/proc/self/fd/");
  }

  /** All lines with a text, of all threads. */
  List<String> linesWith(String text) {
    return threads.values().stream()
        .flatMap(List::stream)
        .filter(line -> line.contains(text))
        .toList();
  }

  /** What strace(1) has tampered with. */
  List<String> injected() {
    return linesWith("(INJECTED)");
  }

  /**
   * Whether the one call that was meant was tampered with. Two threads start the command: which of
   * them reads a file that both need differs from run to run, and with it the number of a call.
   */
  boolean isOnlyInjected(Predicate<String> meant) {
    List<String> lines = injected();
    return lines.size() == 1 && meant.test(lines.get(0));
  }

  /** The number of a thread that has a line with a text. */
  String threadWith(String text) {
    return threads.entrySet().stream()
        .filter(thread -> thread.getValue().stream().anyMatch(line -> line.contains(text)))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
