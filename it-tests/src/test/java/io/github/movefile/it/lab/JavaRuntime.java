// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java runtime inside a {@link Lab}.
 *
 * @param label for the names of tests
 * @param program the launcher in the container
 */
public record JavaRuntime(String label, String program) {
  /** That of the image. */
  public static final JavaRuntime OF_THE_IMAGE = new JavaRuntime("JRE 17", "java");

  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

  /** What it runs with, as opposed to what one builds with. */
  private static final List<String> PARTS = List.of("bin", "conf", "lib", "release");

  private record Home(Path directory, int version) {
    static Home of(Path directory) {
      try {
        Matcher matcher = VERSION.matcher(Files.readString(directory.resolve("release")));
        return new Home(
            directory.toRealPath(), matcher.find() ? Integer.parseInt(matcher.group(1)) : 0);
      } catch (IOException e) {
        return new Home(directory, 0); // none
      }
    }
  }

  /**
   * Copies a Java runtime of this machine into a laboratory, for what the Debian of the image has
   * no package of.
   *
   * @param lab where to
   * @param atLeast the feature version
   * @return the newest one; empty if this machine has none that is new enough
   */
  public static Optional<JavaRuntime> copyNewest(Lab lab, int atLeast) {
    return newest().filter(home -> home.version() >= atLeast).map(home -> copy(home, lab));
  }

  private static Optional<Home> newest() {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> directories = Files.list(INSTALLED)) {
      return directories.map(Home::of).max(Comparator.comparingInt(Home::version));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JavaRuntime copy(Home home, Lab lab) {
    String to = "/lab/jdk-" + home.version();
    for (String part : PARTS) {
      lab.copyIn(home.directory().resolve(part), to + "/" + part);
    }
    lab.exec("root", to + "/bin/java", "-version").requireSuccess();
    return new JavaRuntime("JDK " + home.version(), to + "/bin/java");
  }
}
