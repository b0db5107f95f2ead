// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.MappedOwners.both;
import static io.github.movefile.move.MappedOwners.mapped;
import static io.github.movefile.move.Workplace.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.move.OwnerMap.Range;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AsUser;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Owners that change: the target has the mapped ones on every route, and never a wrong one. */
class OwnersTest {
  private static final OwnerMap SHIFTED = both("0:100000:65536");
  private static final Route WITHIN = Route.WITHIN_DISK;

  @AutoClose private final Workplace place = new Workplace();

  @BeforeEach
  void needRoot() {
    Requirements.root();
  }

  @OnEveryRoute
  void everyType_getsItsMappedOwner_andAllElseIsKept(Route route) throws Exception {
    Requirements.command("setcap", "setfattr");
    for (String script :
        new String[] {
          "printf x > \"$1\"; chown 1:2 \"$1\"; setcap cap_chown+ep \"$1\"; chmod 6751 \"$1\";"
              + " setfattr -n user.a -v b \"$1\"",
          "ln -s text \"$1\"; chown -h 1:2 \"$1\"",
          "mkfifo \"$1\"; chown 1:2 \"$1\"; chmod 4644 \"$1\"",
          "mknod \"$1\" c 1 3; chown 1:2 \"$1\"",
        }) {
      Path source = place.make(route, script + "; touch -h -a -d 2037-03-04 \"$1\"");
      String before = Snapshot.portableOf(source);
      Path target = place.target(route, "target");

      MoveResult result = place.mover().move(source, target, mapped(SHIFTED));

      assertThat(Snapshot.portableOf(target))
          .isEqualTo(before.replace("owner 1:2", "owner 100001:100002"));
      assertThat(result.method()).isNotEqualTo(MoveMethod.RENAMED);
      assertThat(result.warnings()).isEmpty();
      assertThat(Workplace.isThere(source)).isFalse();
      assertThat(Workplace.namesIn(target.getParent())).containsExactly("target");
      Files.delete(target);
    }
  }

  @OnEveryRoute
  void copy_getsItsMappedOwner_andTheSourceKeepsIts(Route route) throws Exception {
    Path source = place.make(route, "printf x > \"$1\"; touch -a -d 2037-03-04 \"$1\"");
    Snapshot before = Snapshot.of(source);
    Path target = place.target(route, "target");

    place.mover().copy(source, target, mapped(SHIFTED));

    assertThat(Snapshot.lineOf(target, "owner")).isEqualTo("owner 100000:100000");
    assertThat(Snapshot.of(source)).isEqualTo(before);
  }

  @OnEveryRoute
  void usersAndGroups_haveMapsOfTheirOwn(Route route) throws Exception {
    OwnerMap map = OwnerMap.of(List.of(Range.ALL), OwnerMap.parse("0:7:1"));
    Path target = place.target(route, "target");

    place
        .mover()
        .move(place.make(route, "printf x > \"$1\"; chown 5:0 \"$1\""), target, mapped(map));

    assertThat(Snapshot.lineOf(target, "owner")).isEqualTo("owner 5:7");
  }

  @Test
  void ownerThatStays_isRenamedAsEver() throws Exception {
    RecordingSyscalls calls = new RecordingSyscalls(Syscalls.system());
    Path source = place.make(WITHIN, "printf x > \"$1\"");

    MoveResult result =
        MoveFile.using(calls.syscalls())
            .move(source, place.target(WITHIN, "target"), mapped(both("0:0:1,1:5:1")));

    assertThat(result.method()).isEqualTo(MoveMethod.RENAMED);
    assertThat(calls.names())
        .containsExactly("statx", "statx", "lgetxattr", "lgetxattr", "renameat2");
  }

  @OnEveryRoute
  void idThatIsNotMapped_isNamedAndNothingIsChanged(Route route) {
    place.targetFile(route, "old");
    Path target = place.target(route, "target");
    Path source = place.make(route, "printf x > \"$1\"; chown 4:5 \"$1\"");

    place
        .refused(source, target, mapped(both("0:0:4")))
        .isRefused(
            MoveFailure.OWNER_NOT_MAPPED, MoveStep.LOOK, "user 4 of '" + source + "' is in no");
    place
        .refused(source, target, mapped(both("0:0:5")))
        .isRefused(
            MoveFailure.OWNER_NOT_MAPPED, MoveStep.LOOK, "group 5 of '" + source + "' is in no");
  }

  @Test
  void targetThatIsAnotherHardLink_isReplacedByACopy() throws Exception {
    Path source = place.make(WITHIN, "printf x > \"$1\"");
    Path target = Files.createLink(place.target(WITHIN, "target"), source);
    Path third = Files.createLink(place.target(WITHIN, "third"), source);

    MoveResult result = place.mover().move(source, target, mapped(SHIFTED));

    assertThat(result.method()).isEqualTo(MoveMethod.COPIED);
    assertThat(Snapshot.lineOf(target, "owner")).isEqualTo("owner 100000:100000");
    assertThat(Workplace.read(target)).isEqualTo("x");
    assertThat(Snapshot.lineOf(third, "owner")).isEqualTo("owner 0:0");
    assertThat(Workplace.isThere(source)).isFalse();
  }

  @OnEveryRoute
  void candidateForAHardLink_hasTheOwnerAlready(Route route) throws Exception {
    Path candidate = Workplace.write(place.target(route, "candidate"), "x");
    shell("chown 100000:100000 \"$1\"", candidate);
    Path target = place.target(route, "target");
    MoveOptions options =
        MoveOptions.builder()
            .owners(SHIFTED)
            .hardLinkCandidates(List.of(RawPath.of(candidate)))
            .build();

    MoveResult result = place.mover().move(place.sourceFile(route, "x"), target, options);

    assertThat(result.method()).isEqualTo(MoveMethod.HARD_LINKED);
    assertThat(Files.isSameFile(candidate, target)).isTrue();
  }

  @OnEveryRoute
  void candidateThatIsTheSource_isNone(Route route) throws Exception {
    Path source = place.sourceFile(route, "x");
    Path other = Files.createLink(place.source(route, "other"), source);
    MoveOptions options =
        MoveOptions.builder()
            .owners(SHIFTED)
            .hardLinkCandidates(List.of(RawPath.of(other)))
            .build();
    Path target = place.target(route, "target");

    for (boolean keeps : new boolean[] {true, false}) {
      MoveResult result =
          keeps
              ? place.mover().copy(source, target, options)
              : place.mover().move(source, target, options);

      assertThat(result.method()).isEqualTo(MoveMethod.COPIED);
      assertThat(result.warnings()).extracting(MoveWarning::loss).containsExactly(Loss.HARD_LINK);
      assertThat(Snapshot.lineOf(target, "owner")).isEqualTo("owner 100000:100000");
      assertThat(Snapshot.lineOf(other, "owner")).isEqualTo("owner 0:0");
    }
  }

  @Test
  void directory_takesAMerge() {
    Path source = place.make(WITHIN, "mkdir \"$1\"; touch \"$1\"/child");

    place
        .refused(source, place.target(WITHIN, "target"), mapped(both("0:0:1")))
        .isRefused(MoveFailure.SOURCE_IS_DIRECTORY, MoveStep.LOOK, "that takes a merge");
  }

  @OnEveryRoute
  void ownerThatAnOrdinaryUserCannotSet_isTold(Route route) {
    place.openToEveryone();
    Path source =
        place.make(route, "printf x > \"$1\"; chown 65534:65534 \"$1\"; chmod 6755 \"$1\"");
    Path target = place.target(route, "target");

    String said =
        AsUser.call(MoveProgram.class, "map", source.toString(), target.toString())
            .requireSuccess()
            .text();

    assertThat(said).isEqualTo("COPIED lost OWNER MODE");
    assertThat(Snapshot.lineOf(target, "owner")).isEqualTo("owner 65534:65534");
    assertThat(Snapshot.lineOf(target, "mode")).isEqualTo("mode 755");
  }
}
