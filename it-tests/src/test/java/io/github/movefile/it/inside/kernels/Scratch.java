// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import io.github.movefile.syscalls.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory of its own at one of the {@link Ends}, removed when it is closed. */
public final class Scratch implements AutoCloseable {
  /** Metadata of other years: reading doesn't change an access time in the future. */
  private static final String STAMP =
      """
      cd "$1"
      ! [ "$(id -u)" = 0 ] || find . -mindepth 1 -exec chown -h 12345:23456 {} +
      find . -mindepth 1 -type f -exec setfacl -m u:34567:r {} + -exec chmod 4751 {} +
      find . -mindepth 1 -type d -exec chmod 2711 {} +
      find . -depth -mindepth 1 \
          -exec touch -h -m -d '2001-02-03 04:05:06.987654321 UTC' {} + \
          -exec touch -h -a -d '2037-03-04 05:06:07.123456789 UTC' {} +
      """;

  private final Path path;

  private Scratch(Path path) {
    this.path = path;
  }

  /**
   * Makes one.
   *
   * @param directory an existing one
   * @return an empty directory below it, mode 0700
   */
  public static Scratch in(Path directory) throws IOException {
    return new Scratch(Files.createTempDirectory(directory, "kernels-"));
  }

  /**
   * The directory.
   *
   * @return an absolute path
   */
  public Path path() {
    return path;
  }

  /**
   * A path in it.
   *
   * @param name of one component or more
   * @return an absolute path; nothing is made
   */
  public Path path(String name) {
    return path.resolve(name);
  }

  /** Gives all that is below an owner, a mode, an ACL and times that a copy could lose. */
  public void stampAll() {
    Command.of("sh", "-ec", STAMP, "sh", path.toString()).run().requireSuccess();
  }

  @Override
  public void close() {
    Command.of("rm", "-rf", path.toString()).run().requireSuccess();
  }
}
