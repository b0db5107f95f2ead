// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.Workplace.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.AsUser;
import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user without capabilities may not do, and what it leaves. */
@AcrossFileSystems
class ErrorsAsUserTest {
  private static final Route WITHIN = Route.WITHIN_DISK;
  private static final Route ACROSS = Route.DISK_TO_MEMORY;

  private Workplace place;

  @BeforeEach
  void needRoot() {
    Requirements.root();
    place = new Workplace().openToEveryone();
  }

  @AfterEach
  void close() {
    if (place != null) {
      place.close();
    }
  }

  private static String moveAsUser(String how, Path source, Path target) {
    return AsUser.call(MoveProgram.class, how, source.toString(), target.toString())
        .requireSuccess()
        .text();
  }

  /** Nothing but the time of access may change, which no other user can keep. */
  private void failsUnchanged(Route route, Path source, String said) {
    shell("touch -h -a -d 2037-03-04 \"$1\"", source);
    Path target = place.targetFile(route, "old");
    Snapshot sourceBefore = Snapshot.of(source);
    Snapshot targetBefore = Snapshot.of(target);

    assertThat(moveAsUser("move", source, target)).isEqualTo(said + ", UNCHANGED");

    assertThat(Snapshot.of(source)).isEqualTo(sourceBefore);
    assertThat(Snapshot.of(target)).isEqualTo(targetBefore);
    assertThat(Workplace.namesIn(target.getParent())).containsExactly("target");
  }

  @Test
  void directoryOfTheTargetMayNotBeWrittenTo() {
    shell("chmod 0755 \"$1\"", place.targetDirectory(WITHIN));

    failsUnchanged(WITHIN, place.sourceFile(WITHIN, "new"), "DENIED at RENAME: EACCES");
  }

  @Test
  void directoryOfTheTargetMayNotBeWrittenTo_acrossFileSystems() {
    shell("chmod 0755 \"$1\"", place.targetDirectory(ACROSS));

    failsUnchanged(ACROSS, place.sourceFile(ACROSS, "new"), "DENIED at CREATE_TEMP: EACCES");
  }

  @Test
  void targetOfAnotherInAStickyDirectory() {
    shell("chmod 1777 \"$1\"", place.targetDirectory(ACROSS));

    failsUnchanged(ACROSS, place.sourceFile(ACROSS, "new"), "DENIED at PUBLISH: EPERM");
  }

  @Test
  void sourceMayNotBeRead() {
    Path source = place.sourceFile(ACROSS, "new");
    shell("chmod 0600 \"$1\"", source);

    failsUnchanged(ACROSS, source, "DENIED at OPEN_SOURCE: EACCES");
  }

  @Test
  void sourceMayNotBeReadByItsOwner() {
    Path source = place.sourceFile(ACROSS, "new");
    shell("chown 65534:65534 \"$1\"; chmod 0000 \"$1\"", source);

    failsUnchanged(ACROSS, source, "DENIED at OPEN_SOURCE: EACCES");
  }

  @Test
  void deviceNodeMayNotBeMade() {
    Path source = place.source(ACROSS, "source");
    shell("mknod \"$1\" c 1 3", source);

    failsUnchanged(ACROSS, source, "DENIED at CREATE_TEMP: EPERM");
  }

  @Test
  void directoryOfTheSourceMayNotBeSearched() {
    Path source = place.sourceFile(WITHIN, "new");
    shell("chmod 0700 \"$1\"", source.getParent());

    failsUnchanged(WITHIN, source, "DENIED at LOOK: EACCES");
  }

  @Test
  void directoryOfTheSourceMayNotBeWrittenTo_leavesTheSource_andTellsTheLosses() {
    Path source = place.sourceFile(ACROSS, "new");
    shell("chmod 0755 \"$1\"", source.getParent());
    Path target = place.targetFile(ACROSS, "old");

    assertThat(moveAsUser("move", source, target))
        .isEqualTo("DENIED at REMOVE_SOURCE: EACCES, SOURCE_LEFT lost OWNER");

    assertThat(Workplace.read(source)).isEqualTo("new");
    assertThat(Workplace.read(target)).isEqualTo("new");
    assertThat(Workplace.namesIn(target.getParent())).containsExactly("target");
  }

  @Test
  void directoriesThatMayNotBeRead_areStoredAllTheSame() {
    for (Route route : List.of(WITHIN, ACROSS)) {
      shell("chmod 1733 \"$1\"", place.targetDirectory(route));
      shell("chmod 0733 \"$1\"", place.sourceDirectory(route));
      Path source = place.sourceFile(route, "new");
      shell("chown 65534:65534 \"$1\"", source);
      Path target = place.target(route, "target");

      assertThat(moveAsUser("durable", source, target))
          .isEqualTo(route.equals(WITHIN) ? "RENAMED" : "COPIED");

      assertThat(Workplace.read(target)).isEqualTo("new");
      assertThat(Workplace.namesIn(target.getParent())).containsExactly("target");
      assertThat(Workplace.namesIn(source.getParent())).isEmpty();
    }
  }

  @Test
  void timeOfAnotherUsersFileMayNotBeSet_isALoss() {
    Path source = place.sourceFile(WITHIN, "new");
    String before = Snapshot.lineOf(source, "mtime");
    Path target = place.target(WITHIN, "target");

    assertThat(moveAsUser("mtime", source, target)).isEqualTo("RENAMED lost TIMES");

    assertThat(Snapshot.lineOf(target, "mtime")).isEqualTo(before);
  }
}
