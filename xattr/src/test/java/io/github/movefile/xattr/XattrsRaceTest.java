// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static io.github.movefile.xattr.XattrsScene.A;
import static io.github.movefile.xattr.XattrsScene.B;
import static io.github.movefile.xattr.XattrsScene.REQUIRE;
import static io.github.movefile.xattr.XattrsScene.TRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attributes that change or go between two calls, and buffers that are too small for them. */
class XattrsRaceTest {
  @AutoClose private final XattrsScene scene = new XattrsScene();
  private final Xattrs real = Xattrs.create();
  private final FaultInjectingSyscalls faulty = scene.faulty();
  private final Xattrs xattrs = Xattrs.using(faulty.syscalls().xattrs());
  private XattrFile source;
  private XattrFile target;

  @BeforeEach
  void makeFiles() throws Exception {
    scene.makeFiles();
    source = scene.source();
    target = scene.target();
  }

  @Test
  void goneBetweenListAndGet_isNoLoss() throws Exception {
    scene.before(
        "fgetxattr",
        1,
        () -> {
          real.remove(source, A);
          real.remove(source, B);
        });

    XattrCopyResult result = xattrs.copy(source, target, REQUIRE);

    assertThat(result.copied()).isEmpty();
    assertThat(result.losses()).isEmpty();
    assertThat(faulty.count("fgetxattr")).isEqualTo(2);
  }

  @Test
  void valueThatGrowsBetweenListAndGet_isReadWhole() throws Exception {
    boolean fitsABuffer = scene.temp().kind().hasOneBlockOfAttributes();
    byte[] grown = new byte[fitsABuffer ? 3000 : XattrReader.FIRST_SIZE + 1];
    grown[grown.length - 1] = 9;
    scene.before("fgetxattr", 1, () -> real.set(source, A, grown));

    assertThat(xattrs.get(source, A)).contains(grown);
    assertThat(faulty.count("fgetxattr")).isEqualTo(fitsABuffer ? 1 : 2);
  }

  @Test
  void valueThatGrowsWithEveryGet_isReadWhole() throws Exception {
    int possible = LargestValue.in(scene.temp(), A);
    // Each is larger than the buffer that it meets, of 4, 16 and 64 KiB, but for the last one.
    int[] sizes =
        IntStream.of(3000, 5000, 20000, XattrReader.MAX_SIZE)
            .filter(size -> size <= possible)
            .skip(possible > 5000 ? 1 : 0)
            .toArray();
    for (int i = 0; i < sizes.length; i++) {
      byte[] grown = new byte[sizes[i]];
      scene.before("fgetxattr", i + 1, () -> real.set(source, A, grown));
    }

    assertThat(xattrs.get(source, A)).contains(new byte[sizes[sizes.length - 1]]);
    assertThat(faulty.count("fgetxattr")).isEqualTo(possible < 5000 ? 1 : possible < 20000 ? 2 : 3);
  }

  @Test
  void rangeOnce_isRetried() throws Exception {
    faulty.arm(Fault.once("flistxattr", 1, Errno.ERANGE));
    faulty.arm(Fault.once("fgetxattr", 1, Errno.ERANGE));

    XattrCopyResult result = xattrs.copy(source, target, TRY);

    assertThat(result.copied()).containsExactlyInAnyOrder(A, B);
    assertThat(result.losses()).isEmpty();
  }

  @Test
  void rangeOfAListForGood_endsAsAnError() {
    faulty.arm(Fault.always("flistxattr", Errno.ERANGE));

    XattrException error = catchThrowableOfType(XattrException.class, () -> xattrs.list(source));

    assertThat(error.errno()).isEqualTo(Errno.ERANGE);
    // 4, 16 and 64 KiB.
    assertThat(faulty.count("flistxattr")).isEqualTo(3);
  }

  @Test
  void rangeOfAValueForGood_endsAsALoss() throws Exception {
    faulty.arm(Fault.always("fgetxattr", Errno.ERANGE));

    XattrCopyResult result = xattrs.copy(source, target, TRY);

    assertThat(result.copied()).isEmpty();
    assertThat(result.losses()).extracting(XattrLoss::name).containsExactlyInAnyOrder(A, B);
    assertThat(result.losses())
        .extracting(XattrLoss::file)
        .containsOnly(scene.temp().raw("source"));
    assertThat(faulty.count("fgetxattr")).isEqualTo(6);
  }

  @Test
  void inheritedThatIsGoneMeanwhile_isNoLoss() throws Exception {
    XattrName inherited = XattrName.of("user.inherited");
    real.set(target, inherited, new byte[] {1});
    scene.before("fremovexattr", 1, () -> real.remove(target, inherited));
    XattrRules rules = XattrRules.builder().dropInherited(XattrFilter.of("user.inherited")).build();

    assertThat(xattrs.copy(source, target, rules).losses()).isEmpty();
    assertThat(faulty.count("fremovexattr")).isEqualTo(1);
  }
}
