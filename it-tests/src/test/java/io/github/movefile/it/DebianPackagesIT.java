// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it;

import io.github.movefile.it.inside.packages.Packages;
import io.github.movefile.it.lab.CommandRun;
import io.github.movefile.it.lab.InsideTests;
import io.github.movefile.it.lab.InstalledCommand;
import io.github.movefile.it.lab.Pair;
import io.github.movefile.it.lab.Selection;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Real packages of Debian, merged one after another into a root on ext4, btrfs and xfs, some
 * upgraded in place: the root is the one that {@code cp -a} makes in the same order, and {@code
 * rsync} is the judge.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DebianPackagesIT {
  @AutoClose private final InsideTests tests = InsideTests.start();

  private final InstalledCommand command = InstalledCommand.in(tests.lab());

  @TestFactory
  Stream<DynamicNode> rootIsWhatCopiesMakeOfIt() throws URISyntaxException {
    tests
        .lab()
        .copyIn(
            Path.of(
                Objects.requireNonNull(Packages.class.getResource(Packages.SCRIPT), Packages.SCRIPT)
                    .toURI()),
            Packages.INSTALLED_SCRIPT);
    packages("prepare", Packages.ARCHIVES, Packages.HOME);
    System.out.print("DebianPackagesIT: " + packages("figures", Packages.HOME));
    return tests.of(List.of(run("LibraryCheck"), run("CommandCheck")));
  }

  private String packages(String... words) {
    List<String> all = new ArrayList<>(List.of("sh", Packages.INSTALLED_SCRIPT));
    all.addAll(List.of(words));
    return tests.lab().exec("root", all.toArray(String[]::new)).requireSuccess().text();
  }

  private CommandRun run(String check) {
    return new CommandRun(
        "packages: " + check,
        Pair.ownImages(),
        command,
        Map.of(),
        Selection.ofClasses("it\\.inside\\.packages\\." + check));
  }
}
