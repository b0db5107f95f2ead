// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MutatedCopy.NOTHING;

import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.xattr.XattrFile;
import io.github.movefile.xattr.Xattrs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Mode, owner, time, extended attributes and hard links of an entry, each changed alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyMetadataMutationTest {
  @AutoClose private final MutatedCopy copy = new MutatedCopy();

  @BeforeAll
  void makeImage() throws IOException {
    Requirements.root();
    copy.makeImage();
  }

  @TestFactory
  Stream<DynamicTest> mutation_isToldAlone() {
    owners();
    times();
    attributes();
    hardLinks();
    return copy.tests();
  }

  private void owners() {
    copy.notInContents(
        "mode",
        r -> SampleFiles.chmod(r.resolve("files/rich"), 0755),
        "files/rich: MODE 6755 / 0755");
    copy.notInContents(
        "mode of a directory",
        r -> SampleFiles.chmod(r.resolve("directories/1777"), 0777),
        "directories/1777: MODE 1777 / 0777");
    copy.notInContents(
        "mode of a FIFO",
        r -> SampleFiles.chmod(r.resolve("nodes/fifo"), 0666),
        "nodes/fifo: MODE 0600 / 0666");
    copy.notInContents(
        "owner",
        r -> SampleFiles.chown(r.resolve("files/small"), -2, -1),
        "files/small: OWNER 0 / 4294967294");
    copy.notInContents(
        "group",
        r -> SampleFiles.chown(r.resolve("files/small"), -1, 7),
        "files/small: GROUP 0 / 7");
    copy.notInContents(
        "owner of a link",
        r -> SampleFiles.chown(r.resolve("dangling"), 7, -1),
        "dangling: OWNER 0 / 7");
  }

  private void times() {
    copy.notInContents(
        "a nanosecond",
        r -> time(r.resolve("files/small"), new Timespec(1_111_111_111, 123_456_788)),
        "files/small: MTIME 1111111111.123456789 / 1111111111.123456788");
    copy.row(
        "a second",
        r -> time(r.resolve("dangling"), new Timespec(1_111_111_112, 123_456_789)),
        "dangling: MTIME 1111111111.123456789 / 1111111112.123456789",
        "dangling: MTIME 1111111111.123456789 / 1111111112.123456789",
        "dangling: MTIME 1111111111.000000000 / 1111111112.000000000");
    copy.everywhere(
        "time of a directory",
        r -> time(r.resolve("directories/empty"), new Timespec(1, 0)),
        NOTHING);
  }

  private void attributes() {
    copy.onlyInImage(
        "value of an attribute",
        r -> SampleFiles.attribute(r.resolve("files/rich"), "user.colour", new byte[] {1, 3}),
        "files/rich: XATTR user.colour 0x0102 / 0x0103");
    copy.onlyInImage(
        "an attribute less",
        r ->
            Xattrs.create()
                .remove(
                    XattrFile.path(RawPath.of(r.resolve("files/rich"))),
                    XattrName.of("trusted.secret")),
        "files/rich: XATTR trusted.secret 0x03 / none");
    copy.onlyInImage(
        "an attribute more, of a directory",
        r -> SampleFiles.attribute(r.resolve("directories/empty"), "user.more", new byte[40]),
        "directories/empty: XATTR user.more none / 0x" + "00".repeat(32) + "... (40 bytes)");
    copy.onlyInImage(
        "default ACL",
        r ->
            Xattrs.create()
                .remove(
                    XattrFile.path(RawPath.of(r.resolve("directories/with-default-acl"))),
                    XattrName.of("system.posix_acl_default")),
        "directories/with-default-acl: XATTR system.posix_acl_default 0x");
    copy.onlyInImage(
        "an attribute that doesn't travel",
        r -> SampleFiles.attribute(r.resolve("files/rich"), "user.xdg.origin", new byte[] {1}),
        NOTHING);
  }

  private void hardLinks() {
    copy.onlyInImage(
        "the first of three hard links is a copy",
        r -> unlink(r.resolve("a-name")),
        "files/first: HARD_LINKS a hard link of 'a-name' / another file");
    copy.onlyInImage(
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

  private static void time(Path file, Timespec mtime) throws IOException {
    Syscalls.system()
        .paths()
        .utimensat(Fd.CWD, RawPath.of(file), Timespec.OMIT, mtime, AtFlags.SYMLINK_NOFOLLOW);
  }
}
