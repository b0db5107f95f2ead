// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Moves in a process of its own, for another user or locale, and prints a line each: {@code
 * RENAMED}, {@code COPIED lost OWNER MODE}, or {@code DENIED at RENAME: EACCES, UNCHANGED}.
 */
final class MoveProgram {
  private MoveProgram() {}

  /**
   * {@code move|durable|strict|label|mtime|clamp|map SOURCE TARGET…} or {@code all SOURCE-DIRECTORY
   * TARGET-DIRECTORY…}.
   */
  public static void main(String[] arguments) throws IOException {
    for (int i = 1; i < arguments.length; i += 2) {
      run(arguments[0], Path.of(arguments[i]), Path.of(arguments[i + 1]));
    }
  }

  private static void run(String how, Path source, Path target) throws IOException {
    MoveOptions.Builder options = MoveOptions.builder();
    switch (how) {
      case "move" -> move(source, target, options);
      case "durable" -> move(source, target, options.durability(Durability.FSYNC));
      case "strict" -> move(source, target, options.losses(LossPolicy.FAIL));
      case "label" -> move(source, target, options.label(SecurityLabel.PRESERVE));
      case "mtime" -> move(source, target, options.mtime(Timespec.of(Instant.EPOCH)));
      case "clamp" -> move(source, target, options.latestMtime(Timespec.of(Instant.EPOCH)));
      case "map" -> {
        List<OwnerMap.Range> shifted = OwnerMap.parse("0:100000:65536");
        move(source, target, options.owners(OwnerMap.of(shifted, shifted)));
      }
      case "all" -> moveAll(source, target);
      default -> throw new IllegalArgumentException(how);
    }
  }

  private static void move(Path source, Path target, MoveOptions.Builder options) {
    try {
      MoveResult result = MoveFile.create().move(source, target, options.build());
      System.out.println(result.method() + losses(result.warnings()));
    } catch (MoveException e) {
      String errno = e.errno().map(Errno::name).orElse("no call");
      String what = e.failure() + " at " + e.step() + ": " + errno + ", " + e.state();
      System.out.println(what + losses(e.warnings()));
    }
  }

  private static String losses(List<MoveWarning> warnings) {
    StringBuilder line = new StringBuilder();
    String separator = " lost ";
    for (MoveWarning warning : warnings) {
      line.append(separator).append(warning.loss());
      separator = " ";
    }
    return line.toString();
  }

  private static void moveAll(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
      for (Path file : files) {
        RawPath name = RawPath.of(file).fileName();
        move(file, RawPath.of(to).resolve(name).toPath(), MoveOptions.builder());
      }
    }
  }
}
