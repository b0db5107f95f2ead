// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.bounds;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One system call on files in a trace of {@code strace -y}, which tells the path behind every
 * descriptor as the kernel knows it: with all links followed.
 *
 * @param name "openat2"
 * @param arguments the text between the parentheses
 * @param result the text after the equals sign
 * @param line all of it
 */
record FileCall(String name, String arguments, String result, String line) {
  private static final Pattern FORM = Pattern.compile("(\\w+)\\((.*)\\)\\s+= (.*)");
  private static final Pattern DESCRIPTOR = Pattern.compile("(?:\\d+|AT_FDCWD)<([^>]*)>");
  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final Set<String> OPENING = Set.of("open", "openat", "openat2", "creat");

  private static final Pattern CHANGING =
      Pattern.compile(
          "creat|(mk(nod|dir)|unlink|rename|link|symlink|f?chmod|f?chown|utimens|futimes)(at2?)?|rmdir"
              + "|lchown|utimes?|f?truncate|fallocate|[lf]?(set|remove)xattr|p?writev?(64)?"
              + "|copy_file_range|sendfile");

  private static final Pattern OPENED_TO_CHANGE =
      Pattern.compile("O_(WRONLY|RDWR|CREAT|TRUNC|TMPFILE)");

  /** Its first string is what is written, not a name. */
  private static final Set<String> WRITING = Set.of("write", "pwrite64", "writev", "pwritev");

  static FileCall parse(String line) {
    Matcher matcher = FORM.matcher(line);
    return matcher.matches()
        ? new FileCall(matcher.group(1), matcher.group(2), matcher.group(3), line)
        : new FileCall("", "", "", line);
  }

  /** Whether it was a system call, not a signal or an exit. */
  boolean isCall() {
    return !name.isEmpty();
  }

  boolean opens() {
    return OPENING.contains(name);
  }

  /** Whether it changes a file or a directory, or could through the descriptor that it opens. */
  boolean changes() {
    return CHANGING.matcher(name).matches()
        || (opens() && OPENED_TO_CHANGE.matcher(arguments).find())
        || (name.equals("ioctl") && arguments.contains("FICLONE"));
  }

  /** Whether the descriptor that it opens is good for nothing but looking where it is. */
  boolean opensToLookOnly() {
    return opens() && arguments.contains("O_PATH");
  }

  /** The paths behind its descriptors, the new one included. */
  List<String> places() {
    List<String> places = new ArrayList<>();
    for (String text : List.of(arguments, result)) {
      // What is in quotes may look like one.
      Matcher matcher = DESCRIPTOR.matcher(STRING.matcher(text).replaceAll("\"\""));
      while (matcher.find()) {
        places.add(matcher.group(1));
      }
    }
    return places;
  }

  /** The path of the descriptor that it opened; empty if it failed. */
  String opened() {
    Matcher matcher = DESCRIPTOR.matcher(result);
    return opens() && matcher.lookingAt() ? matcher.group(1) : "";
  }

  /** The names that it takes, relative to a place or absolute. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    if (WRITING.contains(name)) {
      return names;
    }
    Matcher matcher = STRING.matcher(arguments);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    if (name.startsWith("symlink") && !names.isEmpty()) {
      names.remove(0); // the text of the link
    }
    return name.contains("xattr") ? List.of() : names;
  }
}
