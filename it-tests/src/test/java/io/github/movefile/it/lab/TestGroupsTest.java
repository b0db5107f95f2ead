// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No test class is forgotten: each is in a run, or left out by name. */
class TestGroupsTest {
  private static final String PACKAGE = "io.github.movefile.";

  /** What others extend. */
  private static final String ABSTRACT = "syscalls.KernelTest";

  private static final Pattern KNOWN =
      Pattern.compile(
          String.join(
              "|",
              TestGroups.PAIR,
              TestGroups.ROUTES,
              TestGroups.CONTENTS,
              TestGroups.ONE_DIRECTORY,
              TestGroups.FAULTS,
              TestGroups.REFLINKS,
              TestGroups.NAMES,
              TestGroups.WITHOUT_FILES,
              TestGroups.PATHS,
              TestGroups.CALLS,
              TestGroups.AS_USER,
              TestGroups.SWAP,
              TestGroups.LEASES));

  private static List<String> testClasses() throws IOException {
    List<String> names = new ArrayList<>();
    for (String module : List.of("syscalls", "xattr", "file-copy", "movefile")) {
      Path top = Path.of("..", module, "target", "test-classes");
      try (Stream<Path> files = Files.walk(top)) {
        files
            .map(file -> top.relativize(file).toString().replace('/', '.'))
            .filter(name -> name.startsWith(PACKAGE) && name.endsWith("Test.class"))
            .map(name -> name.substring(PACKAGE.length(), name.length() - ".class".length()))
            .filter(name -> !name.equals(ABSTRACT))
            .forEach(names::add);
      }
    }
    return names;
  }

  @Test
  void everyTestClass_isInAGroup() throws IOException {
    assertThat(testClasses())
        .hasSizeGreaterThan(100)
        .filteredOn(name -> !KNOWN.matcher(name).matches())
        .isEmpty();
  }
}
