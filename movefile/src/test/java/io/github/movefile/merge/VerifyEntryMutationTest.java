// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MutatedCopy.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** What an entry is, each changed alone: its type, bytes, a link's text, a device's number. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyEntryMutationTest {
  @AutoClose private final MutatedCopy copy = new MutatedCopy();

  @BeforeAll
  void makeImage() throws IOException {
    Requirements.root();
    copy.makeImage();
  }

  @Test
  void copy_isEqual() throws IOException {
    copy.freshRoot();
    VerifyOptions.Builder all = VerifyOptions.builder().directoryTimes(DirectoryTimes.COMPARE);
    assertThat(copy.trees().againstImage(all)).isEmpty();
    assertThat(copy.verifyJson()).isEmpty();
    assertThat(copy.verifyContents()).isEmpty();
    VerifyReport report =
        TreeVerify.create()
            .verify(
                RawPath.of(copy.trees().root()),
                RawPath.of(copy.trees().image()),
                VerifyOptions.defaults());
    assertThat(report).isEqualTo(new VerifyReport(copy.entries(), 0));
    assertThat(report.isEqual()).isTrue();
  }

  @TestFactory
  Stream<DynamicTest> mutation_isToldAlone() {
    entries();
    files();
    linksAndNodes();
    return copy.tests();
  }

  private void entries() {
    copy.everywhere(
        "more in the root", r -> Files.writeString(r.resolve("files/more"), "x"), NOTHING);
    copy.everywhere(
        "a file is missing",
        r -> Files.delete(r.resolve("files/small")),
        "files/small: MISSING file / nothing");
    copy.everywhere(
        "a directory is missing",
        r -> Files.delete(r.resolve("directories/empty")),
        "directories/empty: MISSING directory / nothing");
    copy.everywhere(
        "a directory for a file",
        r -> {
          Files.delete(r.resolve("files/empty"));
          Files.createDirectory(r.resolve("files/empty"));
        },
        "files/empty: TYPE file / directory");
    copy.everywhere(
        "a file for a directory",
        r -> {
          Files.delete(r.resolve("directories/empty"));
          Files.writeString(r.resolve("directories/empty"), "x");
        },
        "directories/empty: TYPE directory / file");
    copy.everywhere(
        "a link for a file, to an equal one",
        r -> {
          Files.move(r.resolve("files/small"), r.resolve("elsewhere"));
          Files.createSymbolicLink(r.resolve("files/small"), Path.of("../elsewhere"));
        },
        "files/small: TYPE file / symlink");
    copy.everywhere(
        "a FIFO for a file",
        r -> {
          Files.delete(r.resolve("files/small"));
          node(r.resolve("files/small"), FileType.FIFO, 0);
        },
        "files/small: TYPE file / fifo");
  }

  private void files() {
    copy.row(
        "other bytes",
        r -> write(r.resolve("files/small"), 7, 'S'),
        "files/small: CONTENTS the bytes of the image / other bytes",
        "files/small: CONTENTS MD5 98bf7d8c15784f0a3d63204441e1e2aa / MD5 bac41b67abf89d29fdd26e6ccf3f213c",
        "files/small: CONTENTS MD5 98bf7d8c15784f0a3d63204441e1e2aa / MD5 bac41b67abf89d29fdd26e6ccf3f213c");
    copy.row(
        "the last byte of many, in a hole",
        r -> write(r.resolve("files/sparse"), (3 << 20) - 1, 1),
        "files/sparse: CONTENTS the bytes of the image / other bytes",
        "files/sparse: CONTENTS MD5 ",
        "files/sparse: CONTENTS MD5 ");
    copy.row(
        "longer",
        r -> {
          Files.write(r.resolve("files/large"), new byte[300_001]);
          SampleFiles.stamp(r.resolve("files/large"));
        },
        "files/large: SIZE 300000 bytes / 300001 bytes",
        "files/large: SIZE 300000 bytes / 300001 bytes",
        "files/large: CONTENTS MD5 ");
    copy.row(
        "other bytes of a name that is not UTF-8",
        r -> write(RawPath.of(r).resolve(ODD).toPath(), 0, 'O'),
        "names/bad\\377\\303: CONTENTS the bytes of the image / other bytes",
        "names/bad\\377\\303: CONTENTS MD5 ",
        "names/bad\\377\\303: CONTENTS MD5 ");
  }

  private static final RawPath ODD =
      RawPath.of("names/")
          .resolve(RawPath.of(new byte[] {'b', 'a', 'd', (byte) 0xff, (byte) 0xc3}));

  private void linksAndNodes() {
    copy.everywhere(
        "text of a link",
        r -> {
          Files.delete(r.resolve("dangling"));
          Files.createSymbolicLink(r.resolve("dangling"), Path.of("no/here"));
          SampleFiles.stamp(r.resolve("dangling"));
        },
        "dangling: LINK 'no/where' / 'no/here'");
    copy.notInContents(
        "device",
        r -> {
          Files.delete(r.resolve("nodes/device"));
          node(r.resolve("nodes/device"), FileType.CHARACTER_DEVICE, FileStat.device(1, 5));
          SampleFiles.stamp(r.resolve("nodes/device"));
        },
        "nodes/device: DEVICE 1:3 / 1:5");
  }

  private static void write(Path file, long offset, int value) throws IOException {
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.position(offset);
      channel.write(ByteBuffer.wrap(new byte[] {(byte) value}));
    }
    SampleFiles.stamp(file);
  }

  private static void node(Path path, FileType type, long device) throws IOException {
    Syscalls.system().paths().mknodat(Fd.CWD, RawPath.of(path), type, 0600, device);
  }
}
