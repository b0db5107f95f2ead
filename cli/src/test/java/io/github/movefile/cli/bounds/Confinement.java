// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.bounds;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The calls of a process and its children against the rule of a merge: what changes anything is
 * given a single name in a directory of the image or the root, or a descriptor of a file there; and
 * nothing else of the place around the two is opened, but to look where they are.
 */
final class Confinement {
  /** What the shell and the JVM open to write. */
  private static final Pattern OF_THE_START =
      Pattern.compile("/dev/(null|tty)|/proc/(self|\\d+)/coredump_filter");

  private final Path around;
  private final List<Path> inside;
  private final List<String> breaches = new ArrayList<>();
  private int changes;

  Confinement(Path around, List<Path> inside) {
    this.around = around;
    this.inside = inside;
  }

  /**
   * Reads the traces of all threads.
   *
   * @param directory has nothing else in it
   */
  void read(Path directory) throws IOException {
    try (DirectoryStream<Path> traces = Files.newDirectoryStream(directory)) {
      for (Path trace : traces) {
        for (String line : Files.readAllLines(trace)) {
          judge(FileCall.parse(line));
        }
      }
    }
  }

  /** The calls that break the rule. */
  List<String> breaches() {
    return breaches;
  }

  /** How many calls there were that change something. */
  int changes() {
    return changes;
  }

  private void judge(FileCall call) {
    if (!call.isCall()) {
      return;
    }
    if (call.changes()) {
      if (!isOfTheStart(call)) {
        changes++;
        if (!changesInside(call)) {
          breaches.add(call.line());
        }
      }
    } else if (isBeside(call.opened()) && !call.opensToLookOnly()) {
      breaches.add(call.line());
    }
  }

  private static boolean isOfTheStart(FileCall call) {
    List<String> names = call.names();
    boolean isOpened =
        call.opens() && names.size() == 1 && OF_THE_START.matcher(names.get(0)).matches();
    // Pipes, sockets, /dev/null: standard output and error.
    boolean isPrinted =
        call.names().isEmpty()
            && call.places().stream().noneMatch(place -> place.startsWith("/") && !isDevice(place));
    return isOpened || (isPrinted && !call.places().isEmpty());
  }

  private static boolean isDevice(String place) {
    return OF_THE_START.matcher(place).matches();
  }

  private boolean changesInside(FileCall call) {
    return !call.places().isEmpty()
        && call.places().stream().allMatch(this::isInside)
        && call.names().stream().allMatch(Confinement::isOneName);
  }

  private static boolean isOneName(String name) {
    return !name.contains("/") && !name.equals("..");
  }

  private boolean isInside(String place) {
    Path path = Path.of(place);
    return inside.stream().anyMatch(path::startsWith);
  }

  private boolean isBeside(String place) {
    return place.startsWith("/") && Path.of(place).startsWith(around) && !isInside(place);
  }
}
