// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Libraries and test classes of all modules, copied into a {@link Lab} at the same places. */
final class TestFiles {
  /** Names the directories with the test classes of the modules, joined like a class path. */
  private static final String TEST_CLASSES = "movefile.it.test.classes";

  /** What only this module needs; and the test-jars, for the directories have the same classes. */
  private static final Pattern LEFT_OUT =
      Pattern.compile("(archunit|docker-java|testcontainers|jna-).*|movefile-.*-tests\\.jar");

  private static final String ROOT = "/lab/inside";
  private static final String LIBRARIES = ROOT + "/lib/";
  private static final String TESTS = ROOT + "/tests/";

  private TestFiles() {}

  /**
   * Copies everything.
   *
   * @param lab where to
   * @return the class path of the tests in the container
   */
  static String copyInto(Lab lab) {
    List<String> classPath = new ArrayList<>();
    List<Path> tests = entries(TEST_CLASSES);
    for (Path directory : tests) {
      String to = TESTS + classPath.size();
      lab.copyIn(directory, to);
      classPath.add(to);
    }
    for (Path jar : entries("java.class.path")) {
      String name = jar.getFileName().toString();
      if (Files.isRegularFile(jar) && !LEFT_OUT.matcher(name).matches()) {
        lab.copyIn(jar, LIBRARIES + name);
      }
    }
    lab.exec("root", "chmod", "-R", "a+rX", ROOT).requireSuccess();
    classPath.add(LIBRARIES + "*");
    return String.join(":", classPath);
  }

  private static List<Path> entries(String property) {
    String path = System.getProperty(property);
    if (path == null) {
      throw new AssertionError("the system property " + property + " is set by the build");
    }
    List<Path> entries = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      if (Files.exists(Path.of(entry))) {
        entries.add(Path.of(entry));
      }
    }
    return entries;
  }
}
