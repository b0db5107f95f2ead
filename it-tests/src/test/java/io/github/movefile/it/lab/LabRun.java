// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import java.util.List;

/** A run of test classes inside a {@link Lab}. */
public interface LabRun {
  /**
   * What sets this run apart.
   *
   * @return for the names of tests
   */
  String label();

  /**
   * Runs the tests to the end of the last.
   *
   * @param lab where
   * @param classPath of the container
   * @return at least one case
   */
  List<CaseReport> in(Lab lab, String classPath);
}
