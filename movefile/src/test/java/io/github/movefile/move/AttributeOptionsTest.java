// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.Workplace.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.xattr.XattrFilter;
import io.github.movefile.xattr.XattrPolicy;
import io.github.movefile.xattr.XattrRules;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Which inode flags, labels and extended attributes {@link MoveOptions} let travel. */
class AttributeOptionsTest {
  @AutoClose private final Workplace place = new Workplace();

  private static MoveOptions.Builder options() {
    return MoveOptions.builder();
  }

  @OnEveryRoute
  void inodeFlags_areKeptWhereAskedFor(Route route) throws Exception {
    Requirements.command("chattr", "lsattr");
    Path source = place.sourceFile(route, "x");
    Path target = place.target(route, "target");
    shell("chattr +d \"$1\"", source);

    MoveResult result =
        place.mover().move(source, target, options().inodeFlags(InodeFlags.NO_DUMP).build());

    assertThat(flags(target)).contains("d");
    assertThat(result.warnings()).isEmpty();
  }

  @OnEveryRouteAcross
  void inodeFlags_stayBehindUnlessAskedFor(Route route) throws Exception {
    Requirements.command("chattr", "lsattr");
    Path source = place.sourceFile(route, "x");
    Path target = place.target(route, "target");
    shell("chattr +d \"$1\"", source);

    place.mover().move(source, target, options().inodeFlags(InodeFlags.NO_ATIME).build());

    assertThat(flags(target)).doesNotContain("d");
  }

  /** As where a file system knows one of them only. */
  @Test
  void inodeFlagsThatAreRefusedTogether_areSetOneByOne() throws Exception {
    Requirements.command("chattr", "lsattr");
    Route route = Route.MEMORY_TO_DISK;
    Path source = place.sourceFile(route, "x");
    Path target = place.target(route, "target");
    shell("chattr +dA \"$1\"", source);
    FaultInjectingSyscalls faulty =
        new FaultInjectingSyscalls(Syscalls.system())
            .arm(Fault.once("setInodeFlags", 1, Errno.EOPNOTSUPP));
    InodeFlags both = InodeFlags.NO_DUMP.with(InodeFlags.NO_ATIME);

    MoveResult result =
        MoveFile.using(faulty.syscalls()).move(source, target, options().inodeFlags(both).build());

    assertThat(flags(target)).contains("d").contains("A");
    assertThat(result.warnings()).isEmpty();
  }

  private static String flags(Path file) {
    return shell("lsattr -d \"$1\"", file).split(" ", 2)[0];
  }

  @Test
  void inodeFlagsWithWhichNothingCanBeMoved_areRefused() {
    for (InodeFlags flag : List.of(InodeFlags.IMMUTABLE, InodeFlags.APPEND)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> options().inodeFlags(flag.with(InodeFlags.NO_DUMP)));
    }
  }

  @OnEveryRouteAcross
  void securityLabel_travelsOnlyWhereAskedFor(Route route) throws Exception {
    Requirements.root();
    Requirements.need(
        !Workplace.isThere(Path.of("/sys/fs/selinux/enforce")), "a kernel without SELinux");
    for (SecurityLabel label : SecurityLabel.values()) {
      Path source = place.sourceFile(route, "x");
      shell("setfattr -n security.selinux -v system_u:object_r:bin_t:s0 \"$1\"", source);
      Path target = place.target(route, label.name());

      MoveResult result = place.mover().move(source, target, options().label(label).build());

      assertThat(Snapshot.portableOf(target).contains("security.selinux="))
          .isEqualTo(label == SecurityLabel.PRESERVE);
      assertThat(result.warnings()).isEmpty();
    }
  }

  private Path withAttribute(Route route) {
    Requirements.command("setfattr");
    Path source = place.sourceFile(route, "new");
    shell("setfattr -n user.a -v 1 \"$1\"; setfattr -n user.b -v 2 \"$1\"", source);
    return source;
  }

  @Test
  @AcrossFileSystems
  void attribute_isLeftBehindWhereExcludedOrSkipped() throws Exception {
    Route route = Route.DISK_TO_MEMORY;
    for (XattrRules rules :
        List.of(
            XattrRules.builder().exclude(XattrFilter.of("user.a")).build(),
            XattrRules.builder().policy("*.a", XattrPolicy.SKIP).build())) {
      Path target = place.target(route, "target");

      MoveResult result =
          place.mover().move(withAttribute(route), target, options().xattrs(rules).build());

      assertThat(Snapshot.portableOf(target)).contains("user.b=").doesNotContain("user.a=");
      assertThat(result.warnings()).isEmpty();
    }
  }

  @Test
  @AcrossFileSystems
  void attributeThatCannotBeSet_failsTheMoveOnlyWhereRequired() throws Exception {
    Route route = Route.DISK_TO_MEMORY;
    Path source = withAttribute(route);
    Path target = place.targetFile(route, "old");
    MoveFile mover =
        MoveFile.using(
            new FaultInjectingSyscalls(Syscalls.system())
                .arm(Fault.always("fsetxattr", Errno.EOPNOTSUPP))
                .syscalls());
    XattrRules required = XattrRules.builder().policy("user.b", XattrPolicy.REQUIRE).build();

    RefusedMove refused =
        RefusedMove.run(
            source, target, () -> mover.move(source, target, options().xattrs(required).build()));
    refused.failsWith(MoveFailure.OTHER, MoveStep.XATTRS, Errno.EOPNOTSUPP);
    assertThat(refused.failure()).hasMessageContaining("user.b");

    MoveResult result = mover.move(source, target);
    assertThat(result.warnings())
        .extracting(MoveWarning::loss)
        .containsExactly(Loss.XATTR, Loss.XATTR);
    assertThat(result.warnings().toString()).contains("user.a").contains("user.b");
  }

  @Test
  @AcrossFileSystems
  void attributeThatCannotBeSet_isRefusedWhereNoLossIsWanted() {
    Route route = Route.DISK_TO_MEMORY;
    Path source = withAttribute(route);
    Path target = place.targetFile(route, "old");
    FaultInjectingSyscalls faulty =
        new FaultInjectingSyscalls(Syscalls.system())
            .arm(Fault.always("fsetxattr", Errno.EOPNOTSUPP));

    RefusedMove.run(
            source,
            target,
            () ->
                MoveFile.using(faulty.syscalls())
                    .move(source, target, options().losses(LossPolicy.FAIL).build()))
        .failsWith(MoveFailure.LOSS_REFUSED, MoveStep.XATTRS, Errno.EOPNOTSUPP);
  }
}
