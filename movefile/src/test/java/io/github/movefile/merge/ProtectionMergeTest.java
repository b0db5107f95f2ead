// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Protected files in a whole merge, and in the plan of it. */
class ProtectionMergeTest extends ProtectionScene {
  @Test
  void fileOfAdmin_isKept_andUpdateComesBesideIt() throws Exception {
    write(fixture.root("etc/fstab"), "mine");
    write(fixture.root("etc/env.d/x"), "old");
    write(fixture.root("usr/x"), "old");
    write(fixture.image("etc/fstab"), "new");
    write(fixture.image("etc/env.d/x"), "new");
    write(fixture.image("usr/x"), "new");
    assertThat(merge())
        .contains(
            "etc/fstab PROTECT PROTECTED etc/._cfg0000_fstab",
            "etc/env.d/x REPLACE DIFFERS etc/env.d/x",
            "usr/x REPLACE DIFFERS usr/x");
    assertThat(files("etc"))
        .isEqualTo(Map.of("fstab", "mine", "._cfg0000_fstab", "new", "env.d", "/"));
    assertThat(files("etc/env.d")).isEqualTo(Map.of("x", "new"));
    assertThat(files("usr")).isEqualTo(Map.of("x", "new"));
  }

  @Test
  void identicalUpdate_isNotWrittenTwice_andAnotherOneIs() throws Exception {
    write(fixture.root("etc/fstab"), "mine");
    for (String version : List.of("1", "1", "2", "2", "1")) {
      write(fixture.image("etc/fstab"), version);
      merge();
    }
    assertThat(files("etc"))
        .isEqualTo(
            Map.of(
                "fstab", "mine",
                "._cfg0000_fstab", "1",
                "._cfg0001_fstab", "2",
                "._cfg0002_fstab", "1"));
  }

  @ParameterizedTest
  @EnumSource
  void updateOfSeveralNames_isTheirHardLink_howeverOftenItComes(Atomicity value) throws Exception {
    atomicity = value;
    write(fixture.root("etc/fstab"), "mine");
    for (int i = 0; i < 3; i++) {
      Path first = write(fixture.image("bin/first"), "new");
      for (String name : List.of("etc", "usr")) {
        Files.createLink(Files.createDirectory(fixture.image(name)).resolve("fstab"), first);
      }
      assertThat(merge()).contains("etc/fstab PROTECT PROTECTED etc/._cfg0000_fstab");
      assertThat(files("etc")).isEqualTo(Map.of("fstab", "mine", "._cfg0000_fstab", "new"));
      for (String name : List.of("etc/._cfg0000_fstab", "usr/fstab")) {
        assertThat(Files.isSameFile(fixture.root(name), fixture.root("bin/first"))).isTrue();
      }
    }
  }

  @Test
  void updateThatIsTheVeryFileOfTheImage_isLeft() throws Exception {
    write(fixture.root("etc/fstab"), "mine");
    Path source = write(fixture.image("etc/fstab"), "new");
    Files.createLink(fixture.root("etc/._cfg0000_fstab"), source);
    assertThat(merge()).contains("etc/fstab LEAVE_PENDING PROTECTED etc/._cfg0000_fstab");
    assertThat(files("etc")).isEqualTo(Map.of("fstab", "mine", "._cfg0000_fstab", "new"));
  }

  @Test
  void equalContents_needNoUpdate() throws Exception {
    write(fixture.root("etc/fstab"), "same");
    fixture.stamp();
    write(fixture.image("etc/fstab"), "same");
    assertThat(merge()).contains("etc/fstab LEAVE SAME_BUT_TIME etc/fstab");
    assertThat(files("etc")).isEqualTo(Map.of("fstab", "same"));
  }

  @Test
  void removedByAdmin_comesAsUpdate_ifItWasInstalled() throws Exception {
    Files.createDirectory(fixture.root("etc"));
    protection = protection.installed(path -> path.equals(RawPath.of("etc/removed")));
    write(fixture.image("etc/removed"), "new");
    write(fixture.image("etc/fresh"), "new");
    assertThat(merge())
        .contains(
            "etc/removed PROTECT REMOVED_BY_ADMIN etc/._cfg0000_removed",
            "etc/fresh PLACE NAME_IS_FREE etc/fresh");
    assertThat(files("etc")).isEqualTo(Map.of("fresh", "new", "._cfg0000_removed", "new"));
  }

  @Test
  void removedWithItsDirectory_comesAsUpdateInANewOne() throws Exception {
    protection = protection.installed(path -> true);
    write(fixture.image("etc/a/removed"), "new");
    merge();
    assertThat(files("etc/a")).isEqualTo(Map.of("._cfg0000_removed", "new"));
  }

  @Test
  void link_isProtectedAsAFileIs() throws Exception {
    write(fixture.root("etc/localtime"), "mine");
    Files.createSymbolicLink(fixture.root("etc/link"), Path.of("mine"));
    Files.createDirectory(fixture.image("etc"));
    Files.createSymbolicLink(fixture.image("etc/localtime"), Path.of("zone"));
    Files.createSymbolicLink(fixture.image("etc/link"), Path.of("/usr/new"));
    merge();
    assertThat(files("etc"))
        .isEqualTo(
            Map.of(
                "localtime", "mine",
                "._cfg0000_localtime", "-> zone",
                "link", "-> mine",
                "._cfg0000_link", "-> /usr/new"));
  }

  @ParameterizedTest
  @EnumSource
  void longName_isRefused_andNothingIsLost(Atomicity value) throws Exception {
    atomicity = value;
    String name = "n".repeat(246);
    write(fixture.root("etc/" + name), "mine");
    write(fixture.image("etc/" + name), "new");
    MoveException failure = catchThrowableOfType(MoveException.class, this::merge);
    assertThat(failure.failure()).isEqualTo(MoveFailure.NAME_TOO_LONG);
    assertThat(failure.source()).isEqualTo(RawPath.of(fixture.image("etc/" + name)));
    assertThat(failure.target()).isEqualTo(RawPath.of(fixture.root("etc/._cfg0000_" + name)));
    assertThat(failure.errno()).contains(Errno.ENAMETOOLONG);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(failure.getReason()).contains("statx: ENAMETOOLONG");
    assertThat(fixture.root("etc/" + name)).hasContent("mine");
    assertThat(fixture.image("etc/" + name)).hasContent("new");
    fixture.assertNoTemps();
  }

  @Test
  void noNumberLeft_isRefused_andNothingIsLost() throws Exception {
    write(fixture.root("etc/fstab"), "mine");
    write(fixture.root("etc/._cfg9999_fstab"), "last");
    write(fixture.image("etc/fstab"), "new");
    MoveException failure = catchThrowableOfType(MoveException.class, this::merge);
    assertThat(failure).hasMessageContaining("10,000");
    assertThat(files("etc")).isEqualTo(Map.of("fstab", "mine", "._cfg9999_fstab", "last"));
    assertThat(fixture.image("etc/fstab")).hasContent("new");
  }

  /** A name before "._cfg…" is asked of first, when the image's own update isn't there yet. */
  @Test
  void updateThatTheImageBrings_isNotReplacedByAnother() throws Exception {
    write(fixture.root("etc/-a"), "mine");
    write(fixture.root("etc/fstab"), "mine");
    write(fixture.image("etc/-a"), "new");
    write(fixture.image("etc/._cfg0000_fstab"), "the image's");
    write(fixture.image("etc/fstab"), "new");
    merge();
    assertThat(files("etc"))
        .isEqualTo(
            Map.of(
                "-a", "mine",
                "._cfg0000_-a", "new",
                "fstab", "mine",
                "._cfg0000_fstab", "the image's",
                "._cfg0001_fstab", "new"));
  }

  @Test
  void updateThatTheImageBrings_isPlannedWith() throws Exception {
    write(fixture.root("etc/fstab"), "mine");
    write(fixture.image("etc/._cfg0000_fstab"), "the image's");
    write(fixture.image("etc/fstab"), "new");
    merge();
    assertThat(files("etc"))
        .isEqualTo(
            Map.of("fstab", "mine", "._cfg0000_fstab", "the image's", "._cfg0001_fstab", "new"));
  }

  @Test
  void withoutProtection_nothingComesBeside() throws Exception {
    protection = ConfigProtection.parse("", "");
    write(fixture.root("etc/._cfg0000_app.conf"), "old");
    write(fixture.image("etc/._cfg0000_app.conf"), "new");
    merge();
    assertThat(files("etc")).isEqualTo(Map.of("._cfg0000_app.conf", "new"));
  }
}
