// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import io.github.movefile.it.inside.kernels.Blocked;
import io.github.movefile.it.inside.kernels.Ends;
import io.github.movefile.it.inside.kernels.faults.RealCommand;
import io.github.movefile.it.lab.InsideRun.User;
import java.util.List;
import java.util.Map;

/**
 * A run under a seccomp profile, of tests that have files on several pairs of file systems.
 *
 * @param kernel what sets it apart, in a few words
 * @param blocked what the profile refuses
 * @param user who runs the tests
 * @param command for the tests that start it
 * @param classes which tests
 */
public record HostileRun(
    String kernel, Blocked blocked, User user, InstalledCommand command, Selection classes)
    implements LabRun {
  @Override
  public String label() {
    return kernel + " as " + user.label();
  }

  @Override
  public List<CaseReport> in(Lab lab, String classPath) {
    Map<String, String> properties =
        Map.of(
            Blocked.PROPERTY, blocked.property(),
            Ends.PROPERTY, KernelPairs.property(),
            RealCommand.PROPERTY, String.join(" ", command.words()));
    Pair pair = Pair.of(FileSystem.EXT4, FileSystem.XFS);
    InsideRun run = new InsideRun(pair, user, JavaRuntime.OF_THE_IMAGE, classes);
    try (Cell cell = Cell.beside(lab, blocked)) {
      return run.in(lab, cell, properties, classPath);
    }
  }
}
