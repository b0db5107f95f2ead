// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.transactions;

import io.github.movefile.syscalls.testing.TempTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a program with strace(1), which tells its calls that change files, or kills it at one. It is
 * attached when the program is about to begin: what a JVM does before neither counts nor takes
 * time.
 */
final class Tracing {
  private static final int KILLED = 128 + 9;
  private static final Pattern CALL = Pattern.compile("([\\d.]+) (\\w+)(\\(.*)");
  private static final String CHANGING =
      "mkdirat,openat,openat2,pwrite64,write,?renameat,renameat2,linkat,unlinkat,symlinkat,mknodat,utimensat,"
          + "fchmod,fchmodat,fchown,fchownat,fsetxattr,lsetxattr,setxattr,fremovexattr,"
          + "lremovexattr,removexattr,ftruncate,fallocate,fsync,fdatasync,syncfs,ioctl,"
          + "copy_file_range,sendfile";

  private Tracing() {}

  /**
   * Runs it to its end.
   *
   * @param program the words that start it
   * @param place of the files that count
   * @return its calls that changed them, or stored them
   */
  static List<Point> pointsOf(List<String> program, Path place) throws IOException {
    try (TempTree log = TempTree.create()) {
      String trace = log.path("trace").toString();
      int exit = run(program, List.of("-ff", "-y", "-ttt", "-o", trace, "-e", "trace=" + CHANGING));
      requireSuccess(exit);
      List<Timed> calls = new ArrayList<>();
      try (DirectoryStream<Path> threads = Files.newDirectoryStream(log.path())) {
        for (Path thread : threads) {
          read(thread, calls);
        }
      }
      return points(calls, place.toString());
    }
  }

  /** A call of any thread. */
  private record Timed(String time, String call, int nth, String line) {}

  private static void read(Path thread, List<Timed> calls) throws IOException {
    Map<String, Integer> uses = new HashMap<>();
    for (String line : Files.readAllLines(thread)) {
      Matcher matcher = CALL.matcher(line);
      if (matcher.matches()) {
        String call = matcher.group(2);
        int nth = uses.merge(call, 1, Integer::sum);
        calls.add(new Timed(matcher.group(1), call, nth, matcher.group(3)));
      }
    }
  }

  /** strace(1) counts the calls of each thread: who is first at a number is killed. */
  private static List<Point> points(List<Timed> calls, String place) {
    calls.sort(Comparator.comparing(Timed::time));
    Set<String> reached = new HashSet<>();
    List<Point> points = new ArrayList<>();
    for (Timed each : calls) {
      boolean isFirst = reached.add(each.call() + each.nth());
      if (each.line().contains(place) && changes(each.call(), each.line())) {
        points.add(new Point(each.call(), each.nth(), each.line(), isFirst));
      }
    }
    return points;
  }

  private static boolean changes(String call, String line) {
    return !line.contains(" = -1 ")
        && switch (call) {
          case "openat", "openat2" -> line.contains("O_CREAT") || line.contains("O_TMPFILE");
          case "ioctl" -> line.contains("FICLONE") || line.contains("SETFLAGS");
          default -> true;
        };
  }

  /** Runs a program, and tells whether it was killed; else it came to its end. */
  static boolean kill(List<String> program, Point point) throws IOException {
    List<String> options = new ArrayList<>(List.of("-f", "-o", "/dev/null"));
    options.addAll(point.options());
    int exit = run(program, options);
    if (exit == KILLED) {
      return true;
    }
    requireSuccess(exit);
    return false;
  }

  private static void requireSuccess(int exit) {
    if (exit != 0) {
      throw new AssertionError("the program has ended with exit status " + exit);
    }
  }

  /** Runs a program to its end under a strace(1) with options, and returns its exit status. */
  private static int run(List<String> program, List<String> options) throws IOException {
    try (Running running = Running.start(program)) {
      List<String> words = new ArrayList<>(List.of("strace"));
      words.addAll(options);
      words.addAll(List.of("-p", Long.toString(running.pid())));
      Process strace = new ProcessBuilder(words).start();
      try (BufferedReader messages = strace.errorReader(StandardCharsets.UTF_8)) {
        String attached = messages.readLine();
        if (attached == null || !attached.contains(" attached")) {
          throw new AssertionError("strace: " + attached);
        }
        running.go();
        int exit = running.end();
        Running.end(strace); // what it has to write is written
        return exit;
      } finally {
        strace.destroyForcibly();
      }
    }
  }
}
