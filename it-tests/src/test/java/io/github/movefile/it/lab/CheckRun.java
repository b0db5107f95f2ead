// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import io.github.movefile.it.lab.InsideRun.User;
import java.util.List;
import java.util.Map;

/**
 * A run of tests that make and mount file systems themselves, and tell figures in the names of
 * their cases, which are printed.
 *
 * @param label what sets it apart
 * @param properties of its JVM
 * @param classes which tests
 */
public record CheckRun(String label, Map<String, String> properties, Selection classes)
    implements LabRun {
  @Override
  public List<CaseReport> in(Lab lab, String classPath) {
    InsideRun run = new InsideRun(Pair.ownImages(), User.ROOT, JavaRuntime.OF_THE_IMAGE, classes);
    List<CaseReport> cases = run.in(lab, lab, properties, classPath);
    cases.forEach(each -> System.out.println(label + ": " + each.name()));
    return cases;
  }
}
