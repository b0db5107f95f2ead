// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static io.github.movefile.xattr.XattrsScene.A;
import static io.github.movefile.xattr.XattrsScene.B;
import static io.github.movefile.xattr.XattrsScene.REQUIRE;
import static io.github.movefile.xattr.XattrsScene.TRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that are refused or fail, one at a time. */
class XattrsFaultTest {
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

  @ParameterizedTest
  @EnumSource(names = {"EOPNOTSUPP", "ENOTSUPP", "ENOSYS"})
  void sourceWithoutSupport_hasNone(Errno errno) throws Exception {
    faulty.arm(Fault.always("flistxattr", errno));

    assertThat(xattrs.list(source)).isEmpty();
    assertThat(xattrs.copy(source, target, REQUIRE))
        .isEqualTo(new XattrCopyResult(List.of(), List.of()));
  }

  @ParameterizedTest
  @EnumSource(names = {"EIO", "E2BIG", "EPERM", "EACCES", "ENOMEM", "ENODATA", "EINVAL"})
  void listThatFails_isAnError(Errno errno) {
    faulty.arm(Fault.always("flistxattr", errno));

    XattrException error =
        catchThrowableOfType(XattrException.class, () -> xattrs.copy(source, target, TRY));

    assertThat(error.errno()).isEqualTo(errno);
    assertThat(error.file()).isEqualTo(scene.temp().raw("source"));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "E2BIG",
        "ENOSPC",
        "EDQUOT",
        "EPERM",
        "EIO",
        "EOPNOTSUPP",
        "EACCES",
        "EROFS",
        "ENOSYS",
        "ERANGE",
        "EINVAL",
        "ENODATA"
      })
  void setThatIsRefused_isALossUnderTry_andAnErrorUnderRequire(Errno errno) throws Exception {
    XattrName first = real.list(source).get(0);
    XattrName second = real.list(source).get(1);
    faulty.arm(Fault.once("fsetxattr", 1, errno));
    faulty.arm(Fault.once("fsetxattr", 3, errno));

    XattrCopyResult result = xattrs.copy(source, target, TRY);

    assertThat(result.copied()).containsExactly(second);
    assertThat(result.losses()).hasSize(1);
    assertThat(result.losses().get(0).name()).isEqualTo(first);
    assertThat(result.losses().get(0).file()).isEqualTo(scene.temp().raw("target"));
    assertThat(result.losses().get(0).cause().errno()).isEqualTo(errno);
    assertThat(result.losses().get(0).cause().call()).isEqualTo("fsetxattr");

    XattrException error =
        catchThrowableOfType(XattrException.class, () -> xattrs.copy(source, target, REQUIRE));
    assertThat(error.errno()).isEqualTo(errno);
    assertThat(error.attribute()).isEqualTo(first);
    assertThat(error.getMessage())
        .startsWith(
            scene.temp().raw("target").quoted() + ": attribute " + first + ": fsetxattr: " + errno);
  }

  @ParameterizedTest
  @EnumSource(names = {"EIO", "EPERM", "EACCES", "EOPNOTSUPP", "E2BIG"})
  void getThatFails_isALossUnderTry_andAnErrorUnderRequire(Errno errno) throws Exception {
    faulty.arm(Fault.once("fgetxattr", 1, errno));
    faulty.arm(Fault.once("fgetxattr", 3, errno));

    XattrCopyResult result = xattrs.copy(source, target, TRY);
    assertThat(result.copied()).hasSize(1);
    assertThat(result.losses())
        .extracting(loss -> loss.cause().errno(), XattrLoss::file)
        .containsExactly(tuple(errno, scene.temp().raw("source")));

    XattrException error =
        catchThrowableOfType(XattrException.class, () -> xattrs.copy(source, target, REQUIRE));
    assertThat(error.errno()).isEqualTo(errno);
    assertThat(error.call()).isEqualTo("fgetxattr");
  }

  @Test
  void refusedButEqualAlready_isNoLoss() throws Exception {
    real.set(target, A, new byte[] {1});
    real.set(target, B, new byte[] {3});
    faulty.arm(Fault.always("fsetxattr", Errno.EPERM));

    XattrCopyResult result = xattrs.copy(source, target, TRY);

    assertThat(result.copied()).containsExactly(A);
    assertThat(result.losses()).extracting(XattrLoss::name).containsExactly(B);
  }

  @Test
  void refusedButEqualAlready_satisfiesWhatIsRequired() throws Exception {
    real.set(target, A, new byte[] {1});
    real.set(target, B, new byte[] {2});
    faulty.arm(Fault.always("fsetxattr", Errno.EPERM));

    assertThat(xattrs.copy(source, target, REQUIRE).copied()).containsExactlyInAnyOrder(A, B);
  }

  @Test
  void refusalIsReported_whenTheTargetCannotBeReadEither() throws Exception {
    faulty.arm(Fault.always("fsetxattr", Errno.ENOSPC));
    faulty.arm(Fault.once("fgetxattr", 2, Errno.EIO));

    XattrLoss loss = xattrs.copy(source, target, TRY).losses().get(0);

    assertThat(loss.cause().errno()).isEqualTo(Errno.ENOSPC);
    assertThat(loss.cause().getSuppressed()).hasSize(1);
  }

  @Test
  void removalThatFails_isALoss_andAnErrorWhenRequired() throws Exception {
    real.set(target, XattrName.of("user.inherited"), new byte[] {1});
    XattrRules.Builder rules = XattrRules.builder().dropInherited(XattrFilter.of("user.inherited"));
    faulty.arm(Fault.always("fremovexattr", Errno.EIO));

    for (XattrPolicy lenient : new XattrPolicy[] {XattrPolicy.TRY, XattrPolicy.SKIP}) {
      XattrCopyResult result = xattrs.copy(source, target, rules.defaultPolicy(lenient).build());
      assertThat(result.losses())
          .extracting(XattrLoss::name)
          .containsExactly(XattrName.of("user.inherited"));
    }
    XattrException error =
        catchThrowableOfType(
            XattrException.class,
            () -> xattrs.copy(source, target, rules.defaultPolicy(XattrPolicy.REQUIRE).build()));
    assertThat(error.call()).isEqualTo("fremovexattr");
    assertThat(real.list(target)).contains(XattrName.of("user.inherited"));
  }

  @ParameterizedTest
  @EnumSource(names = {"EIO", "EPERM", "EROFS", "ENOSYS"})
  void failuresOfSingleCalls_nameEverything(Errno errno) {
    for (String call : List.of("fgetxattr", "fsetxattr", "fremovexattr")) {
      faulty.arm(Fault.always(call, errno));
    }
    for (XattrException error :
        List.of(
            catchThrowableOfType(XattrException.class, () -> xattrs.get(source, A)),
            catchThrowableOfType(XattrException.class, () -> xattrs.set(source, A, new byte[1])),
            catchThrowableOfType(XattrException.class, () -> xattrs.remove(source, A)))) {
      assertThat(error.errno()).isEqualTo(errno);
      assertThat(error.attribute()).isEqualTo(A);
      assertThat(error.file()).isEqualTo(scene.temp().raw("source"));
    }
  }
}
