// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates of protected files in a directory that the image has by two paths, through a link. */
class ProtectionThroughLinksTest extends ProtectionScene {
  /** Its path isn't protected, but an update that the admin has not seen yet is never replaced. */
  @ParameterizedTest
  @EnumSource
  void updateOfThisMerge_isNotReplacedThroughALink(Atomicity value) throws Exception {
    atomicity = value;
    write(fixture.root("etc/app.conf"), "mine");
    Files.createSymbolicLink(fixture.root("link"), Path.of("etc"));
    write(fixture.image("etc/app.conf"), "new");
    write(fixture.image("link/._cfg0000_app.conf"), "the image's");
    assertThat(merge())
        .contains(
            "etc/app.conf PROTECT PROTECTED etc/._cfg0000_app.conf",
            "link/._cfg0000_app.conf PROTECT PROTECTED link/._cfg0000_._cfg0000_app.conf");
    assertThat(files("etc"))
        .isEqualTo(
            Map.of(
                "app.conf", "mine",
                "._cfg0000_app.conf", "new",
                "._cfg0000_._cfg0000_app.conf", "the image's"));
  }

  @ParameterizedTest
  @EnumSource
  void updateOfAMergeBefore_isNotReplacedThroughALink(Atomicity value) throws Exception {
    atomicity = value;
    write(fixture.root("etc/app.conf"), "mine");
    write(fixture.root("etc/._cfg0000_app.conf"), "pending");
    Files.createSymbolicLink(fixture.root("link"), Path.of("etc"));
    write(fixture.image("link/._cfg0000_app.conf"), "the image's");
    merge();
    assertThat(files("etc"))
        .isEqualTo(
            Map.of(
                "app.conf", "mine",
                "._cfg0000_app.conf", "pending",
                "._cfg0000_._cfg0000_app.conf", "the image's"));
  }

  /** The first link is merged before the second one is followed. */
  @ParameterizedTest
  @EnumSource
  void updateThatTheImageBringsThroughALink_isNotReplacedByAnother(Atomicity value)
      throws Exception {
    atomicity = value;
    protection = ConfigProtection.parse("/link2", "");
    write(fixture.root("etc/app.conf"), "mine");
    Files.createSymbolicLink(fixture.root("link1"), Path.of("etc"));
    Files.createSymbolicLink(fixture.root("link2"), Path.of("etc"));
    write(fixture.image("link1/._cfg0000_app.conf"), "the image's");
    write(fixture.image("link2/app.conf"), "new");
    merge();
    assertThat(files("etc"))
        .isEqualTo(
            Map.of(
                "app.conf", "mine",
                "._cfg0000_app.conf", "the image's",
                "._cfg0001_app.conf", "new"));
  }

  /** A plan doesn't see the first one in the root, whether the contents are the same or not. */
  @ParameterizedTest
  @ValueSource(strings = {"new", "another"})
  void updatesByTwoPaths_haveTwoNames(String second) throws Exception {
    protection = ConfigProtection.parse("/etc /link", "");
    write(fixture.root("etc/app.conf"), "mine");
    Files.createSymbolicLink(fixture.root("link"), Path.of("etc"));
    write(fixture.image("etc/app.conf"), "new");
    write(fixture.image("link/app.conf"), second);
    assertThat(merge())
        .contains(
            "etc/app.conf PROTECT PROTECTED etc/._cfg0000_app.conf",
            "link/app.conf PROTECT PROTECTED link/._cfg0001_app.conf");
    assertThat(files("etc"))
        .isEqualTo(
            Map.of("app.conf", "mine", "._cfg0000_app.conf", "new", "._cfg0001_app.conf", second));
  }

  /** Where nothing is there yet when a plan looks. */
  @ParameterizedTest
  @ValueSource(strings = {"etc", "etc/sub", "there/new"})
  void updatesInANewDirectory_byTwoPaths_haveTwoNames(String directory) throws Exception {
    protection = ConfigProtection.parse("/", "").installed(path -> true);
    Files.createDirectory(fixture.root("there"));
    Files.createSymbolicLink(fixture.root("zlink"), Path.of(directory));
    write(fixture.image(directory + "/app.conf"), "new");
    write(fixture.image("zlink/app.conf"), "another");
    write(fixture.image("zlink/._cfg0000_app.conf"), "the image's");
    assertThat(merge())
        .contains(
            directory + "/app.conf PROTECT REMOVED_BY_ADMIN " + directory + "/._cfg0000_app.conf",
            "zlink/app.conf PROTECT REMOVED_BY_ADMIN zlink/._cfg0001_app.conf");
    assertThat(files(directory))
        .isEqualTo(
            Map.of(
                "._cfg0000_app.conf", "new",
                "._cfg0000_._cfg0000_app.conf", "the image's",
                "._cfg0001_app.conf", "another"));
  }
}
