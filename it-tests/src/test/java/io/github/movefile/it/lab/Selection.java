// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import java.util.List;
import java.util.Map;

/** Which test classes a run inside a {@link Lab} has. */
@FunctionalInterface
public interface Selection {
  /**
   * Options of JUnit's console launcher.
   *
   * @return to be given to its command "execute"
   */
  List<String> options();

  /**
   * What tells a run from others of the same pair and user.
   *
   * @return such as ", both ways", or empty
   */
  default String remark() {
    return "";
  }

  /**
   * Variables for the tests.
   *
   * @return is added to the environment
   */
  default Map<String, String> environment() {
    return Map.of();
  }

  /**
   * Classes by name.
   *
   * @param pattern of the names below {@code io.github.movefile.}, such as
   *     "it\\.inside\\.PlaceCheck"
   * @return all that match
   */
  static Selection ofClasses(String pattern) {
    return () ->
        List.of(
            "--select-package=io.github.movefile",
            "--include-classname=io\\.github\\.movefile\\.(" + pattern + ")");
  }
}
