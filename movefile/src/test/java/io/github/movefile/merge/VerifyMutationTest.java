// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.xattr.XattrFile;
import io.github.movefile.xattr.Xattrs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each attribute of an entry, changed alone in a copy of a rich image: just that difference is told
 * against the image, and against both forms of manifest if they know the attribute.
 */
class VerifyMutationTest {
  private static final String NOTHING = "";
  private static final VerifyFixture FIXTURE = new VerifyFixture();
  private static List<ManifestEntry> manifest = List.of();

  private interface Mutation {
    void apply(Path root) throws IOException;
  }

  private record Row(
      String name, Mutation mutation, String inImage, String inJson, String inContents) {}

  private final List<Row> rows = new ArrayList<>();

  @BeforeAll
  static void makeImage() throws IOException {
    Requirements.root();
    RichImage.in(FIXTURE.image());
    manifest = ManifestOfTree.entries(FIXTURE.image());
  }

  @AfterAll
  static void removeImage() {
    FIXTURE.close();
  }

  private static void freshRoot() {
    Command.of("rm", "-rf", FIXTURE.root().toString()).run().requireSuccess();
    FIXTURE.copyImage();
  }

  @Test
  void copy_isEqual() throws IOException {
    freshRoot();
    VerifyOptions.Builder all = VerifyOptions.builder().directoryTimes(DirectoryTimes.COMPARE);
    assertThat(FIXTURE.againstImage(all)).isEmpty();
    assertThat(verifyJson()).isEmpty();
    assertThat(verifyContents()).isEmpty();
    VerifyReport report =
        TreeVerify.create()
            .verify(
                RawPath.of(FIXTURE.root()), RawPath.of(FIXTURE.image()), VerifyOptions.defaults());
    assertThat(report).isEqualTo(new VerifyReport(manifest.size(), 0));
    assertThat(report.isEqual()).isTrue();
  }

  private static List<String> verifyJson() throws IOException {
    return FIXTURE.againstManifest(ManifestOfTree.reader(ManifestWriter::jsonLines, manifest));
  }

  private static List<String> verifyContents() throws IOException {
    return FIXTURE.againstManifest(ManifestOfTree.reader(ManifestWriter::contents, manifest));
  }

  @TestFactory
  Stream<DynamicTest> mutation_isToldAlone() {
    entries();
    files();
    owners();
    times();
    linksAndNodes();
    attributes();
    hardLinks();
    return rows.stream().map(row -> DynamicTest.dynamicTest(row.name, () -> check(row)));
  }

  private static void check(Row row) throws IOException {
    freshRoot();
    row.mutation.apply(FIXTURE.root());
    assertTold("image", FIXTURE.againstImage(), row.inImage);
    assertTold("JSON Lines", verifyJson(), row.inJson);
    assertTold("CONTENTS", verifyContents(), row.inContents);
  }

  /** Digests and ACLs aren't spelled out: what is expected ends where they begin. */
  private static void assertTold(String against, List<String> told, String expected) {
    if (expected.isEmpty()) {
      assertThat(told).as(against).isEmpty();
    } else if (expected.endsWith(" MD5 ") || expected.endsWith(" 0x")) {
      assertThat(told).as(against).singleElement().asString().startsWith(expected);
    } else {
      assertThat(told).as(against).containsExactly(expected);
    }
  }

  private void row(String name, Mutation mutation, String image, String json, String contents) {
    rows.add(new Row(name, mutation, image, json, contents));
  }

  private void everywhere(String name, Mutation mutation, String difference) {
    row(name, mutation, difference, difference, difference);
  }

  private void notInContents(String name, Mutation mutation, String difference) {
    row(name, mutation, difference, difference, NOTHING);
  }

  private void onlyInImage(String name, Mutation mutation, String difference) {
    row(name, mutation, difference, NOTHING, NOTHING);
  }

  private void entries() {
    everywhere("more in the root", r -> Files.writeString(r.resolve("files/more"), "x"), NOTHING);
    everywhere(
        "a file is missing",
        r -> Files.delete(r.resolve("files/small")),
        "files/small: MISSING file / nothing");
    everywhere(
        "a directory is missing",
        r -> Files.delete(r.resolve("directories/empty")),
        "directories/empty: MISSING directory / nothing");
    everywhere(
        "a directory for a file",
        r -> {
          Files.delete(r.resolve("files/empty"));
          Files.createDirectory(r.resolve("files/empty"));
        },
        "files/empty: TYPE file / directory");
    everywhere(
        "a file for a directory",
        r -> {
          Files.delete(r.resolve("directories/empty"));
          Files.writeString(r.resolve("directories/empty"), "x");
        },
        "directories/empty: TYPE directory / file");
    everywhere(
        "a link for a file, to an equal one",
        r -> {
          Files.move(r.resolve("files/small"), r.resolve("elsewhere"));
          Files.createSymbolicLink(r.resolve("files/small"), Path.of("../elsewhere"));
        },
        "files/small: TYPE file / symlink");
    everywhere(
        "a FIFO for a file",
        r -> {
          Files.delete(r.resolve("files/small"));
          node(r.resolve("files/small"), FileType.FIFO, 0);
        },
        "files/small: TYPE file / fifo");
  }

  private void files() {
    row(
        "other bytes",
        r -> write(r.resolve("files/small"), 7, 'S'),
        "files/small: CONTENTS the bytes of the image / other bytes",
        "files/small: CONTENTS MD5 98bf7d8c15784f0a3d63204441e1e2aa / MD5 bac41b67abf89d29fdd26e6ccf3f213c",
        "files/small: CONTENTS MD5 98bf7d8c15784f0a3d63204441e1e2aa / MD5 bac41b67abf89d29fdd26e6ccf3f213c");
    row(
        "the last byte of many, in a hole",
        r -> write(r.resolve("files/sparse"), (3 << 20) - 1, 1),
        "files/sparse: CONTENTS the bytes of the image / other bytes",
        "files/sparse: CONTENTS MD5 ",
        "files/sparse: CONTENTS MD5 ");
    row(
        "longer",
        r -> {
          Files.write(r.resolve("files/large"), new byte[300_001]);
          SampleFiles.stamp(r.resolve("files/large"));
        },
        "files/large: SIZE 300000 bytes / 300001 bytes",
        "files/large: SIZE 300000 bytes / 300001 bytes",
        "files/large: CONTENTS MD5 ");
    row(
        "other bytes of a name that is not UTF-8",
        r -> write(RawPath.of(r).resolve(ODD).toPath(), 0, 'O'),
        "names/bad\\377\\303: CONTENTS the bytes of the image / other bytes",
        "names/bad\\377\\303: CONTENTS MD5 ",
        "names/bad\\377\\303: CONTENTS MD5 ");
  }

  private static final RawPath ODD =
      RawPath.of("names/")
          .resolve(RawPath.of(new byte[] {'b', 'a', 'd', (byte) 0xff, (byte) 0xc3}));

  private void owners() {
    notInContents(
        "mode",
        r -> SampleFiles.chmod(r.resolve("files/rich"), 0755),
        "files/rich: MODE 6755 / 0755");
    notInContents(
        "mode of a directory",
        r -> SampleFiles.chmod(r.resolve("directories/1777"), 0777),
        "directories/1777: MODE 1777 / 0777");
    notInContents(
        "mode of a FIFO",
        r -> SampleFiles.chmod(r.resolve("nodes/fifo"), 0666),
        "nodes/fifo: MODE 0600 / 0666");
    notInContents(
        "owner",
        r -> SampleFiles.chown(r.resolve("files/small"), -2, -1),
        "files/small: OWNER 0 / 4294967294");
    notInContents(
        "group",
        r -> SampleFiles.chown(r.resolve("files/small"), -1, 7),
        "files/small: GROUP 0 / 7");
    notInContents(
        "owner of a link",
        r -> SampleFiles.chown(r.resolve("dangling"), 7, -1),
        "dangling: OWNER 0 / 7");
  }

  private void times() {
    notInContents(
        "a nanosecond",
        r -> time(r.resolve("files/small"), new Timespec(1_111_111_111, 123_456_788)),
        "files/small: MTIME 1111111111.123456789 / 1111111111.123456788");
    row(
        "a second",
        r -> time(r.resolve("dangling"), new Timespec(1_111_111_112, 123_456_789)),
        "dangling: MTIME 1111111111.123456789 / 1111111112.123456789",
        "dangling: MTIME 1111111111.123456789 / 1111111112.123456789",
        "dangling: MTIME 1111111111.000000000 / 1111111112.000000000");
    everywhere(
        "time of a directory",
        r -> time(r.resolve("directories/empty"), new Timespec(1, 0)),
        NOTHING);
  }

  private void linksAndNodes() {
    everywhere(
        "text of a link",
        r -> {
          Files.delete(r.resolve("dangling"));
          Files.createSymbolicLink(r.resolve("dangling"), Path.of("no/here"));
          SampleFiles.stamp(r.resolve("dangling"));
        },
        "dangling: LINK 'no/where' / 'no/here'");
    notInContents(
        "device",
        r -> {
          Files.delete(r.resolve("nodes/device"));
          node(r.resolve("nodes/device"), FileType.CHARACTER_DEVICE, FileStat.device(1, 5));
          SampleFiles.stamp(r.resolve("nodes/device"));
        },
        "nodes/device: DEVICE 1:3 / 1:5");
  }

  private void attributes() {
    onlyInImage(
        "value of an attribute",
        r -> SampleFiles.attribute(r.resolve("files/rich"), "user.colour", new byte[] {1, 3}),
        "files/rich: XATTR user.colour 0x0102 / 0x0103");
    onlyInImage(
        "an attribute less",
        r ->
            Xattrs.create()
                .remove(
                    XattrFile.path(RawPath.of(r.resolve("files/rich"))),
                    XattrName.of("trusted.secret")),
        "files/rich: XATTR trusted.secret 0x03 / none");
    onlyInImage(
        "an attribute more, of a directory",
        r -> SampleFiles.attribute(r.resolve("directories/empty"), "user.more", new byte[40]),
        "directories/empty: XATTR user.more none / 0x" + "00".repeat(32) + "... (40 bytes)");
    onlyInImage(
        "default ACL",
        r ->
            Xattrs.create()
                .remove(
                    XattrFile.path(RawPath.of(r.resolve("directories/with-default-acl"))),
                    XattrName.of("system.posix_acl_default")),
        "directories/with-default-acl: XATTR system.posix_acl_default 0x");
    onlyInImage(
        "an attribute that doesn't travel",
        r -> SampleFiles.attribute(r.resolve("files/rich"), "user.xdg.origin", new byte[] {1}),
        NOTHING);
  }

  private void hardLinks() {
    onlyInImage(
        "the first of three hard links is a copy",
        r -> unlink(r.resolve("a-name")),
        "files/first: HARD_LINKS a hard link of 'a-name' / another file");
    onlyInImage(
        "the last of three hard links is a copy",
        r -> unlink(r.resolve("z/sub/third")),
        "z/sub/third: HARD_LINKS a hard link of 'a-name' / another file");
  }

  /** Makes a file of its own of a name that is one of several. */
  private static void unlink(Path file) throws IOException {
    Path copy = file.resolveSibling("copy");
    Command.of("cp", "-a", file.toString(), copy.toString()).run().requireSuccess();
    Command.of("mv", copy.toString(), file.toString()).run().requireSuccess();
  }

  private static void write(Path file, long offset, int value) throws IOException {
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.position(offset);
      channel.write(ByteBuffer.wrap(new byte[] {(byte) value}));
    }
    SampleFiles.stamp(file);
  }

  private static void time(Path file, Timespec mtime) throws IOException {
    Syscalls.system()
        .paths()
        .utimensat(Fd.CWD, RawPath.of(file), Timespec.OMIT, mtime, AtFlags.SYMLINK_NOFOLLOW);
  }

  private static void node(Path path, FileType type, long device) throws IOException {
    Syscalls.system().paths().mknodat(Fd.CWD, RawPath.of(path), type, 0600, device);
  }
}
