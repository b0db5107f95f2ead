// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.MappedOwners.both;
import static io.github.movefile.move.MappedOwners.mapped;
import static io.github.movefile.move.Workplace.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Owners that change: so do those that ACLs and capabilities name. */
class OwnersInAttributesTest {
  private static final Route WITHIN = Route.WITHIN_DISK;

  @AutoClose private final Workplace place = new Workplace();

  @BeforeEach
  void needRoot() {
    Requirements.root();
  }

  @OnEveryRoute
  void namedUsersAndGroups_areMapped_alsoWhereTheOwnerStays(Route route) throws Exception {
    Requirements.command("setfacl", "getfacl");
    Path source =
        place.make(
            route,
            "printf x > \"$1\"; setfacl -m u:1:r,u:2:rw,g:3:rwx,g:65535:-,m::rwx \"$1\";"
                + " chmod g+s \"$1\"");
    Path target = place.target(route, "target");
    OwnerMap map = both("0:0:1,1:51:1,2:50:1,3:4294967294:1,65535:9:1");

    MoveResult result = place.mover().move(source, target, mapped(map));

    assertThat(result.method()).isEqualTo(MoveMethod.COPIED);
    assertThat(result.warnings()).isEmpty();
    assertThat(shell("getfacl -cnpE \"$1\"", target).lines())
        .containsExactly(
            "user::rw-",
            "user:50:rw-",
            "user:51:r--",
            "group::r--",
            "group:9:---",
            "group:4294967294:rwx",
            "mask::rwx",
            "other::r--");
    assertThat(Snapshot.lineOf(target, "mode")).isEqualTo("mode 2674");
  }

  /** The bytes are those that setfacl(1) would have written. */
  @Test
  void mappedAcl_isTheOneThatSetfaclWrites() throws Exception {
    Requirements.command("setfacl");
    Path source = place.make(WITHIN, "printf x > \"$1\"; setfacl -m u:1:r,u:2:rw,g:3:x \"$1\"");
    Path target = place.target(WITHIN, "target");
    Path like = Workplace.write(place.target(WITHIN, "like"), "x");
    shell("setfacl -m u:51:r,u:50:rw,g:3:x \"$1\"", like);

    place.mover().move(source, target, mapped(both("0:0:1,1:51:1,2:50:1,3:3:1")));

    String acl = "getfattr -d -m posix_acl -e hex --absolute-names \"$1\" | tail -n +2";
    assertThat(shell(acl, target)).isEqualTo(shell(acl, like)).contains("posix_acl_access");
  }

  @OnEveryRoute
  void rootOfACapability_isMapped(Route route) throws Exception {
    Requirements.command("setfattr");
    String set = "printf x > \"$1\"; setfattr -n security.capability -v 0x01000003";
    String sets = "00040000000000000000000000000000";
    Path source = place.make(route, set + sets + "e8030000 \"$1\"");
    Path target = place.target(route, "target");

    MoveResult result = place.mover().move(source, target, mapped(both("0:0:1,1000:1001:1")));

    assertThat(result.method()).isEqualTo(MoveMethod.COPIED);
    assertThat(Snapshot.portableOf(target))
        .contains("security.capability=0x01000003" + sets + "e9030000");
  }

  @OnEveryRoute
  void capabilityWithoutRoot_staysAsItIs(Route route) throws Exception {
    Requirements.command("setcap");
    Path source = place.make(route, "printf x > \"$1\"; setcap cap_chown+ep \"$1\"");
    String before = Snapshot.portableOf(source);
    Path target = place.target(route, "target");

    place.mover().move(source, target, mapped(both("0:0:1")));

    assertThat(Snapshot.portableOf(target)).isEqualTo(before).contains("security.capability");
  }

  @OnEveryRoute
  void idOfAnAclThatIsNotMapped_isNamedAndNothingIsChanged(Route route) {
    Requirements.command("setfacl");
    place.targetFile(route, "old");
    Path target = place.target(route, "target");
    String times = "touch -a -d 2037-03-04 \"$1\"";
    Path source = place.make(route, "printf x > \"$1\"; setfacl -m g:77:r \"$1\"; " + times);

    RefusedMove refused = place.refused(source, target, mapped(both("0:9:1")));

    refused.isRefused(
        MoveFailure.OWNER_NOT_MAPPED, MoveStep.XATTRS, "group 77 of '" + source + "' is in no");
  }

  @Test
  void idOfAnAclThatIsNotMapped_isNoRename() {
    Requirements.command("setfacl");
    Path source = place.make(WITHIN, "printf x > \"$1\"; setfacl -m u:77:r \"$1\"");

    place
        .refused(source, place.target(WITHIN, "target"), mapped(both("0:0:1")))
        .isRefused(MoveFailure.OWNER_NOT_MAPPED, MoveStep.LOOK, "user 77 of");
  }
}
