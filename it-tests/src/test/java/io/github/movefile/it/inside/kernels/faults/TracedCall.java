// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A system call of the command that concerns its files.
 *
 * @param name as strace(1) has it
 * @param on the source or the target, if it is about one of them; else about a temp or a directory
 * @param nth the how-manieth of that name on that file it is, else of its thread, from 1
 * @param text the whole line: arguments and result
 */
record TracedCall(String name, Optional<Path> on, int nth, String text) {
  boolean succeeded() {
    return !text.contains(" = -1 ");
  }

  /** The name in messages: that of the function, or of the request of an ioctl. */
  String nameInMessages() {
    return switch (name) {
      case "pread64" -> "pread";
      case "pwrite64" -> "pwrite";
      case "ioctl" -> "ioctl(FICLONE)";
      case "utimensat" -> text.contains(", NULL, [") ? "futimens" : "utimensat";
      default -> name;
    };
  }

  /** Whether it reads or sets an attribute, which is tried: what can't be kept is a warning. */
  boolean isAboutAnAttribute() {
    return name.endsWith("getxattr") || name.endsWith("setxattr");
  }

  /** Whether a line is about the source, the target and a temp just as this call is. */
  boolean isAboutTheSameAs(String line) {
    return Stream.of("/source", "/target", ".mvf-")
        .allMatch(part -> text.contains(part) == line.contains(part));
  }

  /**
   * Options for strace(1), which let this call alone be tampered with.
   *
   * @param here finds a file of this run, since each run has its own
   * @param how such as "error=EIO"
   */
  List<String> tampering(UnaryOperator<Path> here, String how) {
    List<String> options = new ArrayList<>();
    if (on.isPresent()) {
      // Counts are those of calls on this file then: the JVM makes some on others.
      options.addAll(List.of("-P", here.apply(on.get()).toString()));
    }
    options.addAll(List.of("-e", "trace=" + name, "-e"));
    options.add("inject=" + name + ":" + how + ":when=" + nth);
    return options;
  }

  @Override
  public String toString() {
    return name + "#" + nth + on.map(file -> " on the " + file.getFileName()).orElse("");
  }
}
