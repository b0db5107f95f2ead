// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import io.github.movefile.syscalls.testing.RecordingSyscalls.Entry;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The order of the calls, on which it depends that no metadata and no secret is lost. */
@AcrossFileSystems
class OrderTest {
  @AutoClose private final TempTree from = TempTree.onOtherFileSystem();
  @AutoClose private final TempTree to = TempTree.create();

  private final RecordingSyscalls calls = new RecordingSyscalls(Syscalls.system());
  private final MoveFile mover = MoveFile.using(calls.syscalls());
  private final Path source = from.path("source");
  private final Path target = to.path("target");

  @Test
  void temp_isMadePrivateNewAndNeverThroughALink() throws IOException {
    SampleFiles.rich(source);

    mover.move(source, target);

    List<Entry> made =
        calls.entries("openat").stream().filter(e -> e.arguments().contains("CREATE")).toList();
    assertThat(made).hasSize(1);
    assertThat(made.get(0).arguments()).contains("CREATE|EXCLUSIVE|NOFOLLOW").endsWith("0600");
    assertThat(made.get(0).arguments()).doesNotContain("TRUNCATE");
  }

  @Test
  void metadata_comesAfterContentsInTheOrderThatKeepsIt() throws IOException {
    SampleFiles.rich(source);

    mover.move(source, target, SampleFiles.BY_READ_WRITE);

    calls.assertOrder(
        "renameat2",
        "openat",
        "openat",
        "pwrite",
        "fchown",
        "fsetxattr",
        "fchmod",
        "futimens",
        "close",
        "renameat2",
        "unlinkat");
    calls.assertAllBefore("pwrite", "fchown");
    calls.assertAllBefore("fchown", "fchmod");
    calls.assertAllBefore("fchown", "fsetxattr");
    calls.assertAllBefore("fsetxattr", "fchmod");
    calls.assertAllBefore("fchmod", "futimens");
  }

  @Test
  void setuid_isNeverSetBeforeTheOwner() throws IOException {
    SampleFiles.rich(source);

    mover.move(source, target);

    assertThat(calls.entries("fchmod")).isNotEmpty();
    calls.assertAllBefore("fchown", "fchmod");
    calls.assertNever("fchmodat");
  }

  @Test
  void inodeFlags_comeAfterAttributesAndBeforeTimes() throws IOException {
    SampleFiles.noDump(source);
    SampleFiles.attribute(source, "user.colour", new byte[] {1});
    SampleFiles.stamp(source);

    mover.move(source, target, MoveOptions.builder().inodeFlags(InodeFlags.NO_DUMP).build());

    calls.assertOrder("fsetxattr", "setInodeFlags", "futimens", "renameat2");
  }

  @Test
  void fsync_isBetweenTimesAndPublishingAndBeforeTheSourceGoes() throws IOException {
    SampleFiles.regular(source, 100);

    mover.move(source, target, MoveOptions.builder().durability(Durability.FSYNC).build());

    List<String> names = calls.names();
    int publish = names.lastIndexOf("renameat2");
    int removal = names.indexOf("unlinkat");
    assertThat(names.subList(names.indexOf("futimens"), publish)).contains("fsync");
    assertThat(names.subList(publish, removal)).contains("fsync");
    assertThat(names.subList(removal, names.size())).contains("fsync");
  }

  @Test
  void symlink_getsItsOwnerAndTimesBeforeItIsSeen() throws IOException {
    SampleFiles.symlink(source);

    assertThat(mover.move(source, target).method()).isEqualTo(MoveMethod.SYMLINK_RECREATED);

    calls.assertOrder("symlinkat", "fchownat", "utimensat", "renameat2", "unlinkat");
  }

  @Test
  void node_isMadePrivateAndGetsItsMetadataBeforeItIsSeen() throws IOException {
    SampleFiles.fifo(source);

    assertThat(mover.move(source, target).method()).isEqualTo(MoveMethod.NODE_RECREATED);

    calls.assertOrder("mknodat", "fchownat", "fchmodat", "utimensat", "renameat2", "unlinkat");
    assertThat(calls.entries("mknodat").get(0).arguments()).contains("0600");
  }
}
