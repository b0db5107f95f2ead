// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import io.github.movefile.syscalls.Identity;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs of the machine. Where it is missing, the test is skipped and says so; but it
 * fails where {@code MOVEFILE_REQUIRE_ALL=true} or {@code CI=true} is set, as a variable or as a
 * system property, so that nothing goes untested there unnoticed.
 */
public final class Requirements {
  private Requirements() {}

  /**
   * Needs something.
   *
   * @param present whether it is there
   * @param what a noun: "root", "the program strace"
   */
  public static void need(boolean present, String what) {
    if (!present && allAreRequired()) {
      throw new AssertionError("This test needs " + what + ", and everything is required here");
    }
    Assumptions.assumeTrue(present, () -> "This test needs " + what);
  }

  /** Needs to run as root. */
  public static void root() {
    need(isRoot(), "root");
  }

  /**
   * Whether this process runs as root.
   *
   * @return true for effective user 0
   */
  public static boolean isRoot() {
    return Identity.effectiveUser() == 0;
  }

  /** Needs {@code /dev/shm} to be another file system than the directory for tests. */
  public static void otherFileSystem() {
    need(TempTree.hasOtherFileSystem(), "a second file system, /dev/shm");
  }

  /**
   * Needs programs.
   *
   * @param names found by {@code PATH}
   */
  public static void command(String... names) {
    for (String name : names) {
      need(isOnPath(name), "the program " + name);
    }
  }

  private static boolean isOnPath(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
  }

  private static boolean allAreRequired() {
    return isTrue("MOVEFILE_REQUIRE_ALL") || isTrue("CI");
  }

  private static boolean isTrue(String name) {
    return Boolean.parseBoolean(System.getenv(name)) || Boolean.getBoolean(name);
  }
}
