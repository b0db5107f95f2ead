// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.Workplace.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.AsUser;
import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user without capabilities keeps and loses, and that each loss is told. */
@AcrossFileSystems
class FidelityAsUserTest {
  private static final Route ACROSS = Route.DISK_TO_MEMORY;

  private Workplace place;
  private Path source;
  private Path target;

  @BeforeEach
  void needRoot() {
    Requirements.root();
    place = new Workplace().openToEveryone();
    source = place.source(ACROSS, "source");
    target = place.target(ACROSS, "target");
  }

  @AfterEach
  void close() {
    if (place != null) {
      place.close();
    }
  }

  private String move(String how) {
    return AsUser.call(MoveProgram.class, how, source.toString(), target.toString())
        .requireSuccess()
        .text();
  }

  private void make(String script) {
    shell("printf contents > \"$1\"; chmod 0644 \"$1\"; " + script, source);
  }

  @Test
  void ownerOfAnother_isLostAndTold() {
    make("setfattr -n user.a -v b \"$1\"; touch -a -d 2037-03-04 \"$1\"");
    String before = Snapshot.portableOf(source);

    assertThat(move("move")).isEqualTo("COPIED lost OWNER");

    assertThat(Snapshot.portableOf(target))
        .isEqualTo(before.replace("owner 0:0", "owner 65534:65534"));
    assertThat(Workplace.isThere(source)).isFalse();
  }

  @Test
  void setuidAndSetgid_areDroppedWithTheOwnerTheyWereMeantFor() {
    make("chmod 6755 \"$1\"");

    assertThat(move("move")).isEqualTo("COPIED lost OWNER MODE");

    assertThat(Snapshot.lineOf(target, "mode")).isEqualTo("mode 755");
  }

  @Test
  void setgidOfAForeignGroup_isDropped() {
    make("chown 65534:12345 \"$1\"; chmod 2755 \"$1\"");

    assertThat(move("move")).isEqualTo("COPIED lost OWNER MODE");

    assertThat(Snapshot.lineOf(target, "mode")).isEqualTo("mode 755");
    assertThat(Snapshot.lineOf(target, "owner")).isEqualTo("owner 65534:65534");
  }

  /** Owner and mode go with the rename, whoever it is that renames. */
  @Test
  void renamedFileOfAnother_losesNothing() {
    source = place.source(Route.WITHIN_DISK, "source");
    target = place.target(Route.WITHIN_DISK, "target");
    make("chmod 6755 \"$1\"");
    String before = Snapshot.portableOf(source);

    assertThat(move("move")).isEqualTo("RENAMED");

    assertThat(Snapshot.portableOf(target)).isEqualTo(before);
  }

  @Test
  void capability_isLostAndTold() {
    Requirements.command("setcap");
    make("chown 65534:65534 \"$1\"; setcap cap_chown+ep \"$1\"");

    assertThat(move("move")).isEqualTo("COPIED lost XATTR");

    assertThat(Snapshot.portableOf(target)).doesNotContain("security.capability");
  }

  @Test
  void securityLabel_isKeptOrTold() {
    Requirements.need(
        !Workplace.isThere(Path.of("/sys/fs/selinux/enforce")), "a kernel without SELinux");
    make("chown 65534:65534 \"$1\"; setfattr -n security.selinux -v x_t \"$1\"");

    String said = move("label");

    // Without SELinux some kernels let users set it, and others don't.
    boolean isKept = Snapshot.portableOf(target).contains("security.selinux=");
    assertThat(said).isEqualTo(isKept ? "COPIED" : "COPIED lost LABEL");
  }

  @Test
  void linkOfAnother_losesItsOwner() {
    shell("ln -s text \"$1\"", source);

    assertThat(move("move")).isEqualTo("SYMLINK_RECREATED lost OWNER");

    assertThat(Snapshot.lineOf(target, "owner")).isEqualTo("owner 65534:65534");
  }

  @Test
  void fifoOfAnother_losesItsOwnerAndSetuid() {
    shell("mkfifo \"$1\"; chmod 4644 \"$1\"", source);

    assertThat(move("move")).isEqualTo("NODE_RECREATED lost OWNER MODE");

    assertThat(Snapshot.lineOf(target, "mode")).isEqualTo("mode 644");
  }

  @Test
  void loss_isRefusedWhereNoneIsWanted() {
    make("chmod 4755 \"$1\"; touch -a -d 2037-03-04 \"$1\"");
    Workplace.write(target, "old");
    Snapshot sourceBefore = Snapshot.of(source);
    Snapshot targetBefore = Snapshot.of(target);

    assertThat(move("strict")).isEqualTo("LOSS_REFUSED at OWNER: EPERM, UNCHANGED");

    assertThat(Snapshot.of(source)).isEqualTo(sourceBefore);
    assertThat(Snapshot.of(target)).isEqualTo(targetBefore);
    assertThat(Workplace.namesIn(target.getParent())).containsExactly("target");
  }
}
