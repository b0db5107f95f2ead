// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import io.github.movefile.it.inside.kernels.Ends;
import io.github.movefile.it.inside.kernels.faults.RealCommand;
import io.github.movefile.it.lab.InsideRun.User;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A run of tests that start the command themselves.
 *
 * @param label what sets it apart
 * @param pair where the tests have their files
 * @param command the command
 * @param properties of its JVM
 * @param classes which tests
 */
public record CommandRun(
    String label,
    Pair pair,
    InstalledCommand command,
    Map<String, String> properties,
    Selection classes)
    implements LabRun {
  @Override
  public List<CaseReport> in(Lab lab, String classPath) {
    Map<String, String> all = new HashMap<>(properties);
    all.put(RealCommand.PROPERTY, String.join(" ", command.words()));
    all.put(Ends.PROPERTY, KernelPairs.property());
    InsideRun run = new InsideRun(pair, User.ROOT, JavaRuntime.OF_THE_IMAGE, classes);
    return run.in(lab, lab, all, classPath);
  }
}
