// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.Workplace.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.xattr.XattrFilter;
import io.github.movefile.xattr.XattrPolicy;
import io.github.movefile.xattr.XattrRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link MoveOptions} choose; links, candidates and durability have tests of their own. */
class OptionsTest {
  private static final Timespec TIME = new Timespec(1_234_567_890, 987_654_321);

  @AutoClose private final Workplace place = new Workplace();

  private static MoveOptions.Builder options() {
    return MoveOptions.builder();
  }

  @OnEveryRoute
  void mtime_isSetToTheNanosecondAndAtimeKept(Route route) throws Exception {
    for (String script : new String[] {"printf x > \"$1\"", "ln -s text \"$1\"", "mkfifo \"$1\""}) {
      Path source = place.source(route, "source");
      shell(script + "; touch -h -a -d '2037-03-04 05:06:07.000000089 UTC' \"$1\"", source);
      Path target = place.target(route, "target");

      MoveResult result = place.mover().move(source, target, options().mtime(TIME).build());

      assertThat(result.mtime()).isEqualTo(TIME);
      Snapshot moved = Snapshot.of(target);
      assertThat(moved.line("mtime")).isEqualTo("mtime 2009-02-13 23:31:30.987654321 +0000");
      assertThat(moved.line("atime")).isEqualTo("atime 2037-03-04 05:06:07.000000089 +0000");
      Files.delete(target);
    }
  }

  @Test
  void mtimeThatCannotBeSet_isTold_andTheResultHasTheTrueOne() throws Exception {
    Path source = place.sourceFile(Route.WITHIN_DISK, "x");
    shell("touch -d '2001-02-03 04:05:06.789 UTC' \"$1\"", source);
    FaultInjectingSyscalls faulty =
        new FaultInjectingSyscalls(Syscalls.system()).arm(Fault.always("utimensat", Errno.EPERM));

    MoveResult result =
        MoveFile.using(faulty.syscalls())
            .move(source, place.target(Route.WITHIN_DISK, "target"), options().mtime(TIME).build());

    assertThat(result.warnings()).extracting(MoveWarning::loss).containsExactly(Loss.TIMES);
    assertThat(result.mtime()).isEqualTo(new Timespec(981_173_106, 789_000_000));
  }

  @Test
  void mtimeThatTheFileSystemCannotStore_isTold() throws Exception {
    Timespec farAway = new Timespec(1L << 40, 0);
    Path source = place.sourceFile(Route.WITHIN_DISK, "x");
    Path target = place.target(Route.WITHIN_DISK, "target");

    MoveResult result = place.mover().move(source, target, options().mtime(farAway).build());

    String stored = shell("stat -c %Y \"$1\"", target);
    assertThat(Long.toString(result.mtime().seconds())).isEqualTo(stored);
    assertThat(result.warnings().isEmpty()).isEqualTo(result.mtime().equals(farAway));
  }

  @OnEveryRoute
  void copy_keepsTheSourceAndItsTimeOfAccess(Route route) throws Exception {
    for (String script : new String[] {"printf x > \"$1\"", "ln -s text \"$1\"", "mkfifo \"$1\""}) {
      Path source = place.source(route, "source");
      shell(script + "; touch -h -d '2001-02-03 04:05:06.789 UTC' \"$1\"", source);
      // Links have no O_NOATIME: reading the text sets the time unless it is recent enough.
      shell("[ ! -L \"$1\" ] || touch -h -a -d '2037-03-04' \"$1\"", source);
      Snapshot before = Snapshot.of(source);
      Path target = place.target(route, "target");

      MoveResult result = place.mover().copy(source, target, options().build());

      assertThat(Snapshot.of(source)).isEqualTo(before);
      assertThat(Snapshot.portableOf(target)).isEqualTo(before.portable());
      assertThat(result.method()).isNotEqualTo(MoveMethod.RENAMED);
      Files.delete(source);
    }
  }

  @Test
  void copy_replacesALinkAndNotItsFile() throws Exception {
    Route route = Route.WITHIN_DISK;
    Path bystander = Workplace.write(place.target(route, "bystander"), "untouched");
    Path target = Files.createSymbolicLink(place.target(route, "target"), bystander);

    place.mover().copy(place.sourceFile(route, "new"), target, options().build());

    assertThat(Files.isSymbolicLink(target)).isFalse();
    assertThat(Workplace.read(target)).isEqualTo("new");
    assertThat(Workplace.read(bystander)).isEqualTo("untouched");
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

  @Test
  void strictMoveThatLosesNothing_isDone() throws Exception {
    for (Route route : Route.all()) {
      MoveResult result =
          place
              .mover()
              .move(
                  place.sourceFile(route, "x"),
                  place.target(route, "target"),
                  options().losses(LossPolicy.FAIL).build());

      assertThat(result.warnings()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  @AcrossFileSystems
  void cancelledMove_changesNothing(int questionsBefore) {
    Route route = Route.DISK_TO_MEMORY;
    Path source = place.source(route, "source");
    shell("head -c 40000000 /dev/zero > \"$1\"", source);
    List<Boolean> asked = new ArrayList<>();
    CopyOptions copy =
        CopyOptions.builder()
            .cancellation(
                () -> {
                  asked.add(true);
                  return asked.size() > questionsBefore;
                })
            .build();

    place
        .refused(source, place.targetFile(route, "old"), options().copy(copy).build())
        .isRefused(MoveFailure.CANCELLED, MoveStep.COPY, "cancelled");
    assertThat(asked).hasSize(questionsBefore + 1);
  }

  @Test
  @AcrossFileSystems
  void progress_isToldUpToTheEnd() throws Exception {
    Route route = Route.DISK_TO_MEMORY;
    Path source = place.source(route, "source");
    shell("head -c 3000000 /dev/zero > \"$1\"", source);
    List<Long> done = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    CopyOptions copy =
        CopyOptions.builder()
            .progress(
                (bytes, total) -> {
                  done.add(bytes);
                  totals.add(total);
                })
            .build();

    place.mover().move(source, place.target(route, "target"), options().copy(copy).build());

    assertThat(done).isSorted().endsWith(3_000_000L);
    assertThat(totals).containsOnly(3_000_000L);
  }
}
