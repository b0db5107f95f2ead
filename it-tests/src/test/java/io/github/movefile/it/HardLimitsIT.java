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
 * What MoveFile does where there is no more, of whatever: space, inodes, quota, a device, bytes in
 * a name, time between two processes. On file systems that the tests in the container make for
 * themselves, in two runs at a time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HardLimitsIT {
  @AutoClose private final InsideTests tests = InsideTests.start();

  @TestFactory
  Stream<DynamicNode> asRoot() {
    String rivals = "(ConcurrentWriter|MoverAmongOthers|TwoMovers)Check";
    String large = "(DeepTree|HugeSparseFile|ManyExtents)Check";
    return tests.of(
        List.of(
            run("it\\.inside\\.limits\\." + large),
            run("it\\.inside\\.limits\\.(?!" + large + "|" + rivals + ").*Check"),
            run("it\\.inside\\.limits\\." + rivals)));
  }

  private static InsideRun run(String classes) {
    return new InsideRun(
        Pair.ownImages(), User.ROOT, JavaRuntime.OF_THE_IMAGE, Selection.ofClasses(classes));
  }
}
