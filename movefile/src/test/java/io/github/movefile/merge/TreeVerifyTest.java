// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is compared, in which order, and what is never looked at. */
class TreeVerifyTest {
  @AutoClose private final VerifyFixture fixture = new VerifyFixture();

  private List<String> againstJson() throws IOException {
    return fixture.againstManifest(
        ManifestOfTree.reader(ManifestWriter::jsonLines, ManifestOfTree.entries(fixture.image())));
  }

  @Test
  void differences_areToldInTheOrderOfNames_directoriesBeforeWhatTheyHold() throws IOException {
    fixture.writeImage("b/c/x", "b/a", "c", "a/y");
    fixture.temp.directory("root");

    assertThat(fixture.againstImage())
        .containsExactly(
            "a: MISSING directory / nothing",
            "b: MISSING directory / nothing",
            "c: MISSING file / nothing",
            "a/y: MISSING file / nothing",
            "b/a: MISSING file / nothing",
            "b/c: MISSING directory / nothing",
            "b/c/x: MISSING file / nothing");
    assertThat(againstJson()).hasSize(7).allMatch(line -> line.contains(": MISSING "));
  }

  @Test
  void severalAttributesOfAnEntry_areToldEach() throws IOException {
    fixture.writeImage("f");
    fixture.copyImage();
    Files.writeString(fixture.root("f"), "x");
    SampleFiles.chmod(fixture.root("f"), 0400);

    assertThat(fixture.againstImage())
        .hasSize(3)
        .satisfiesExactly(
            size -> assertThat(size).startsWith("f: SIZE "),
            mode -> assertThat(mode).startsWith("f: MODE "),
            time -> assertThat(time).startsWith("f: MTIME "));
  }

  @Test
  void timesOfDirectories_areComparedIfAskedFor() throws IOException {
    fixture.writeImage("d/f");
    fixture.copyImage();
    Syscalls.system()
        .paths()
        .utimensat(
            Fd.CWD,
            RawPath.of(fixture.root("d")),
            Timespec.OMIT,
            new Timespec(-2, 1),
            AtFlags.NONE);

    assertThat(fixture.againstImage()).isEmpty();
    assertThat(fixture.againstImage(VerifyOptions.builder().directoryTimes(DirectoryTimes.COMPARE)))
        .containsExactly("d: MTIME 1111111111.123456789 / -1.999999999");
  }

  @Test
  void linkForADirectory_isFollowedInsideTheRoot() throws IOException {
    fixture.writeImage("lib/f", "lib/g");
    fixture.copyImage();
    Files.createDirectory(fixture.root("usr"));
    Files.move(fixture.root("lib"), fixture.root("usr/lib"));
    Files.createSymbolicLink(fixture.root("lib"), Path.of("/usr/lib")); // the root's, not ours
    Files.delete(fixture.root("usr/lib/g"));

    assertThat(fixture.againstImage()).containsExactly("lib/g: MISSING file / nothing");
    assertThat(againstJson()).containsExactly("lib/g: MISSING file / nothing");
    assertThat(fixture.againstImage(VerifyOptions.builder().directoryLinks(DirectoryLinks.REFUSE)))
        .containsExactly(
            "lib: TYPE directory / symlink",
            "lib/f: MISSING file / nothing",
            "lib/g: MISSING file / nothing");
  }

  @Test
  void attributesOfADirectoryBehindALink_areCompared() throws IOException {
    fixture.writeImage("lib/f");
    fixture.copyImage();
    Files.move(fixture.root("lib"), fixture.root("real"));
    Files.createSymbolicLink(fixture.root("lib"), Path.of("real"));
    SampleFiles.chmod(fixture.root("real"), 0711);
    SampleFiles.attribute(fixture.root("real"), "user.more", new byte[] {1});

    assertThat(fixture.againstImage())
        .containsExactly("lib: MODE 0755 / 0711", "lib: XATTR user.more none / 0x01");
    assertThat(againstJson()).containsExactly("lib: MODE 0755 / 0711");
  }

  /** What lies outside is equal, and is not taken for what should be inside. */
  @Test
  void linkToOutside_isNotFollowed() throws IOException {
    fixture.writeImage("d/f");
    fixture.copyImage();
    Files.move(fixture.root("d"), fixture.temp.path("outside"));
    for (String text : List.of(fixture.temp.path("outside").toString(), "../outside")) {
      Files.deleteIfExists(fixture.root("d"));
      Files.createSymbolicLink(fixture.root("d"), Path.of(text));

      assertThat(fixture.againstImage())
          .containsExactly("d: TYPE directory / symlink", "d/f: MISSING file / nothing");
      assertThat(againstJson())
          .containsExactly("d: TYPE directory / symlink", "d/f: MISSING file / nothing");
    }
  }

  @Test
  void linkForTheRootItself_isTheCallers() throws IOException {
    fixture.writeImage("d/f");
    fixture.copyImage();
    Path link = fixture.temp.symlink("link", "root");
    VerifyReport report =
        TreeVerify.create()
            .verify(RawPath.of(link), RawPath.of(fixture.image()), VerifyOptions.defaults());
    assertThat(report).isEqualTo(new VerifyReport(2, 0));
  }

  @Test
  void timesOfAccess_stay() throws IOException {
    fixture.writeImage("d/f");
    fixture.copyImage();
    Timespec before = new Timespec(1, 0); // before that of change: relatime would set it
    ManifestReader manifest =
        ManifestOfTree.reader(ManifestWriter::jsonLines, ManifestOfTree.entries(fixture.image()));
    List<Path> files =
        List.of(fixture.image("d/f"), fixture.image("d"), fixture.root("d/f"), fixture.root("d"));
    for (Path file : files) {
      Syscalls.system()
          .paths()
          .utimensat(Fd.CWD, RawPath.of(file), before, Timespec.OMIT, AtFlags.NONE);
    }

    assertThat(fixture.againstImage()).isEmpty();
    assertThat(fixture.againstManifest(manifest)).isEmpty();
    for (Path file : files) {
      assertThat(atime(file)).as(file.toString()).isEqualTo(before);
    }
  }

  private static Timespec atime(Path file) throws IOException {
    return Syscalls.system().paths().statx(Fd.CWD, RawPath.of(file), AtFlags.NONE).atime();
  }

  @Test
  void contents_devicesAreOfEitherKind() throws IOException {
    Path root = fixture.temp.directory("root");
    Syscalls.system()
        .paths()
        .mknodat(Fd.CWD, RawPath.of(root.resolve("s")), FileType.SOCKET, 0600, 0);
    fixture.temp.file("root/f", "x");
    ManifestReader manifest =
        ManifestReader.of(
            new ByteArrayInputStream("dev /s\ndev /f\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(fixture.againstManifest(manifest)).containsExactly("f: TYPE device / file");
  }
}
