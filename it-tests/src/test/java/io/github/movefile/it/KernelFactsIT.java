// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it;

import io.github.movefile.it.lab.InsideRun;
import io.github.movefile.it.lab.InsideRun.User;
import io.github.movefile.it.lab.InsideTests;
import io.github.movefile.it.lab.JavaRuntime;
import io.github.movefile.it.lab.Pair;
import io.github.movefile.it.lab.Selection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What MoveFile takes for granted of ext4, btrfs and xfs, asked of the kernel, on file systems that
 * the tests in the container make for themselves.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KernelFactsIT {
  @AutoClose private final InsideTests tests = InsideTests.start();

  @TestFactory
  Stream<DynamicNode> asRoot() {
    Selection facts = Selection.ofClasses("it\\.inside\\.facts\\..*Check");
    return tests.of(
        List.of(new InsideRun(Pair.ownImages(), User.ROOT, JavaRuntime.OF_THE_IMAGE, facts)));
  }
}
