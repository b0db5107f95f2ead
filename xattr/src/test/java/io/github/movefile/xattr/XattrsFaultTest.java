// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Races and refusals, one at a time. */
class XattrsFaultTest {
  private static final XattrName A = XattrName.of("user.a");
  private static final XattrName B = XattrName.of("user.b");
  private static final XattrRules TRY =
      XattrRules.builder().dropInherited(XattrFilter.NONE).build();
  private static final XattrRules REQUIRE =
      XattrRules.builder()
          .defaultPolicy(XattrPolicy.REQUIRE)
          .dropInherited(XattrFilter.NONE)
          .build();

  private final Xattrs real = Xattrs.create();
  private final FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
  private final Xattrs xattrs = Xattrs.using(faulty.syscalls().xattrs());
  // Values of more than a block and long lists are for tmpfs.
  @AutoClose private final TempTree temp = TempTree.onOtherFileSystem();
  @AutoClose private Fd sourceFd;
  @AutoClose private Fd targetFd;
  private XattrFile source;
  private XattrFile target;

  @BeforeEach
  void makeFiles() throws Exception {
    temp.file("source", "");
    temp.file("target", "");
    sourceFd = open("source");
    targetFd = open("target");
    source = XattrFile.open(sourceFd, temp.raw("source"));
    target = XattrFile.open(targetFd, temp.raw("target"));
    real.set(source, A, new byte[] {1});
    real.set(source, B, new byte[] {2});
  }

  private Fd open(String name) throws Exception {
    return Syscalls.system().paths().openat(Fd.CWD, temp.raw(name), OpenFlags.READ_WRITE, 0);
  }

  /** Like a lambda, for what another process does. */
  private interface Action {
    void run() throws Exception;
  }

  private void before(String call, int nth, Action action) {
    faulty.onCall(
        call,
        nth,
        () -> {
          try {
            action.run();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void goneBetweenListAndGet_isNoLoss() throws Exception {
    before(
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
    boolean fitsABuffer = temp.kind().hasOneBlockOfAttributes();
    byte[] grown = new byte[fitsABuffer ? 3000 : XattrReader.FIRST_SIZE + 1];
    grown[grown.length - 1] = 9;
    before("fgetxattr", 1, () -> real.set(source, A, grown));

    assertThat(xattrs.get(source, A)).contains(grown);
    assertThat(faulty.count("fgetxattr")).isEqualTo(fitsABuffer ? 1 : 2);
  }

  @Test
  void valueThatGrowsWithEveryGet_isReadWhole() throws Exception {
    int possible = LargestValue.in(temp, A);
    // Each is larger than the buffer that it meets, of 4, 16 and 64 KiB, but for the last one.
    int[] sizes =
        IntStream.of(3000, 5000, 20000, XattrReader.MAX_SIZE)
            .filter(size -> size <= possible)
            .skip(possible > 5000 ? 1 : 0)
            .toArray();
    for (int i = 0; i < sizes.length; i++) {
      byte[] grown = new byte[sizes[i]];
      before("fgetxattr", i + 1, () -> real.set(source, A, grown));
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
    assertThat(result.losses()).extracting(XattrLoss::file).containsOnly(temp.raw("source"));
    assertThat(faulty.count("fgetxattr")).isEqualTo(6);
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
    assertThat(error.file()).isEqualTo(temp.raw("source"));
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
    assertThat(result.losses().get(0).file()).isEqualTo(temp.raw("target"));
    assertThat(result.losses().get(0).cause().errno()).isEqualTo(errno);
    assertThat(result.losses().get(0).cause().call()).isEqualTo("fsetxattr");

    XattrException error =
        catchThrowableOfType(XattrException.class, () -> xattrs.copy(source, target, REQUIRE));
    assertThat(error.errno()).isEqualTo(errno);
    assertThat(error.attribute()).isEqualTo(first);
    assertThat(error.getMessage())
        .startsWith(temp.raw("target").quoted() + ": attribute " + first + ": fsetxattr: " + errno);
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
        .containsExactly(tuple(errno, temp.raw("source")));

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

  @Test
  void inheritedThatIsGoneMeanwhile_isNoLoss() throws Exception {
    XattrName inherited = XattrName.of("user.inherited");
    real.set(target, inherited, new byte[] {1});
    before("fremovexattr", 1, () -> real.remove(target, inherited));
    XattrRules rules = XattrRules.builder().dropInherited(XattrFilter.of("user.inherited")).build();

    assertThat(xattrs.copy(source, target, rules).losses()).isEmpty();
    assertThat(faulty.count("fremovexattr")).isEqualTo(1);
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
      assertThat(error.file()).isEqualTo(temp.raw("source"));
    }
  }
}
