// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Durability;
import io.github.movefile.move.Mounts;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.OwnerMap;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory that the root lacks moves by one rename, where nothing is to be done in it. */
class DirectoryRenameTest {
  private static final MergeOptions PLAIN = MergeOptions.defaults();

  private static MergeFixture fixture() throws IOException {
    MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM);
    RichImage.in(fixture.image("new"));
    MergeFixture.write(fixture.image("old/sub/file"), "new");
    MergeFixture.write(fixture.root("old/mine"), "mine");
    fixture.stamp();
    return fixture;
  }

  private static long inode(Path file) throws IOException {
    return (Long) Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
  }

  private static MergeReport merge(MergeFixture fixture, Syscalls calls, MergeOptions options)
      throws IOException {
    return TreeMerge.using(calls).merge(fixture.image(), fixture.root(), options);
  }

  /** All of it came by renames of directories: they are the very inodes. */
  @Test
  void movesWhole_withAllThatItHas_inAFewCalls() throws IOException {
    try (MergeFixture fixture = fixture()) {
      TreeRecord before = TreeRecord.of(fixture.image("new"));
      long inode = inode(fixture.image("new"));
      FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());

      merge(fixture, calls.syscalls(), PLAIN);

      assertThat(TreeRecord.of(fixture.root("new")).differencesTo(before)).isEmpty();
      assertThat(inode(fixture.root("new"))).isEqualTo(inode);
      assertThat(fixture.root("old/sub/file")).hasContent("new");
      assertThat(calls.count("renameat2")).isEqualTo(2);
      assertThat(calls.count("mkdirat")).isZero();
      fixture.assertImageIsEmpty();
    }
  }

  @Test
  void whatIsInIt_isListed_andNotLookedAt() throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
      for (int i = 0; i < 200; i++) {
        MergeFixture.write(fixture.image("new/sub" + i % 50 + "/file" + i), "text");
      }
      FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());

      MergeReport report = merge(fixture, calls.syscalls(), PLAIN);

      assertThat(report.fileCount()).isEqualTo(200);
      assertThat(report.newDirectories()).isEqualTo(51);
      assertThat(calls.count("statx")).isLessThan(20);
      assertThat(calls.count("getdents64")).isBetween(2 * 51, 2 * 51 + 10);
      assertThat(calls.count("futimens")).isZero();
    }
  }

  /** Whether it is told entry by entry, or only counted; by one worker or by many. */
  @Test
  void report_andManifest_areThoseOfAMergeFileByFile() throws IOException {
    List<Heard> all = new ArrayList<>();
    for (int workers : new int[] {1, 8}) {
      for (boolean byFile : new boolean[] {true, false}) {
        all.add(new Heard(workers, byFile));
      }
    }
    MergeReport byFile = all.get(0).report;
    assertThat(byFile.bytes()).isPositive();
    MergeReport withoutBytes =
        new MergeReport(byFile.actions(), byFile.files(), 0, byFile.copied(), byFile.warnings());
    for (Heard heard : all) {
      assertThat(heard.entries).isEqualTo(all.get(0).entries).isNotEmpty();
      assertThat(heard.report).isEqualTo(heard.byFile ? all.get(0).report : withoutBytes);
      assertThat(heard.quietReport).isEqualTo(heard.report);
    }
    assertThat(byFile.files().keySet()).containsExactly(MoveMethod.RENAMED);
  }

  /** One merge that is listened to, and one that isn't. */
  private static final class Heard implements MergeListener {
    final boolean byFile;
    final List<String> entries = new ArrayList<>();
    final MergeReport report;
    final MergeReport quietReport;

    Heard(int workers, boolean byFile) throws IOException {
      this.byFile = byFile;
      MergeOptions options =
          PLAIN.toBuilder()
              .workers(workers)
              .digests(Set.of("SHA-256"))
              .protection(byFile ? (path, exists) -> false : Protection.NONE)
              .build();
      report = merge(options.toBuilder().listener(this).build());
      quietReport = merge(options);
    }

    private static MergeReport merge(MergeOptions options) throws IOException {
      try (MergeFixture fixture = fixture()) {
        return DirectoryRenameTest.merge(fixture, Syscalls.system(), options);
      }
    }

    @Override
    public boolean wantsManifest() {
      return true;
    }

    @Override
    public void merged(MergedEntry entry) {
      entries.add(entry.toString());
    }
  }

  private static Stream<Named<Consumer<MergeOptions.Builder>>> byFile() {
    List<OwnerMap.Range> shifted = List.of(new OwnerMap.Range(0, 100_000, 65_536));
    Timespec second = new Timespec(1, 0);
    Protection removed = ConfigProtection.parse("/new/files", "").installed(path -> true);
    return Stream.of(
        named("durable", o -> o.move(move().durability(Durability.FSYNC).build())),
        named("owners", o -> o.move(move().owners(OwnerMap.of(shifted, shifted)).build())),
        named("latest time", o -> o.move(move().latestMtime(second).build())),
        named("one time", o -> o.move(move().mtime(second).build())),
        named("a callback", o -> o.protection((path, exists) -> false)),
        named("removed by the admin", o -> o.protection(removed)),
        named("kept", o -> o.disposal(ImageDisposal.KEEP)));
  }

  private static Named<Consumer<MergeOptions.Builder>> named(
      String name, Consumer<MergeOptions.Builder> setting) {
    return Named.of(name, setting);
  }

  private static MoveOptions.Builder move() {
    return MoveOptions.builder();
  }

  @ParameterizedTest
  @MethodSource("byFile")
  void whatIsToBeDoneToFiles_isDone(Consumer<MergeOptions.Builder> setting) throws IOException {
    try (MergeFixture fixture = fixture()) {
      long inode = inode(fixture.image("new"));
      MergeOptions.Builder options = PLAIN.toBuilder();
      setting.accept(options);

      merge(fixture, Syscalls.system(), options.build());

      assertThat(inode(fixture.root("new"))).isNotEqualTo(inode);
    }
  }

  /** Lists alone protect nothing that is missing. */
  @Test
  void protectedPlaces_ofWhichTheRootHasNone_moveWhole() throws IOException {
    try (MergeFixture fixture = fixture()) {
      long inode = inode(fixture.image("new"));
      Protection lists = ConfigProtection.parse("/new /old", "");

      merge(fixture, Syscalls.system(), PLAIN.toBuilder().protection(lists).build());

      assertThat(inode(fixture.root("new"))).isEqualTo(inode);
    }
  }

  /** What was mounted would be gone with the mount. */
  @Test
  void mountBelowTheImage_isMergedFileByFile() throws IOException {
    try (MergeFixture fixture = fixture();
        Mounts mounts = new Mounts()) {
      long inode = inode(fixture.image("new"));
      Path mount = mounts.tmpfs(fixture.image("new/a mount"), "size=1m");
      Files.writeString(mount.resolve("file"), "of the mount");

      assertThatThrownBy(() -> merge(fixture, Syscalls.system(), PLAIN))
          .isInstanceOf(MoveException.class)
          .hasMessageContaining("a mount"); // which can't be removed

      assertThat(fixture.root("new/a mount/file")).hasContent("of the mount");
      assertThat(inode(fixture.root("new"))).isNotEqualTo(inode);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXDEV", "EACCES", "EPERM", "EINVAL", "ENOSYS", "EBUSY", "EIO", "ENOSPC"})
  void refusedRename_isAMergeFileByFile(Errno errno) throws IOException {
    try (MergeFixture fixture = fixture()) {
      TreeRecord before = TreeRecord.of(fixture.image("new"));
      FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());
      calls.arm(Fault.once("renameat2", 1, errno));

      merge(fixture, calls.syscalls(), PLAIN.toBuilder().workers(1).build());

      assertThat(TreeRecord.of(fixture.root("new")).differencesTo(before)).isEmpty();
      assertThat(calls.fired()).isEqualTo(1);
      fixture.assertImageIsEmpty();
    }
  }

  /** Another directory has the name in the image when it is renamed: that is no part of it. */
  @Test
  void directoryThatWasSwapped_isToldOf() throws IOException {
    try (MergeFixture fixture = fixture()) {
      FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());
      Path away = fixture.image().resolveSibling("away");
      calls.onCall(
          "renameat2",
          1,
          () -> {
            assertThat(fixture.image("new").toFile().renameTo(away.toFile())).isTrue();
            assertThat(fixture.image("new").toFile().mkdir()).isTrue();
          });

      MoveException failure =
          catchThrowableOfType(
              MoveException.class,
              () -> merge(fixture, calls.syscalls(), PLAIN.toBuilder().workers(1).build()));

      assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
      assertThat(failure.source()).isEqualTo(RawPath.of(fixture.image("new")));
    }
  }

  /**
   * Whatever fails while it is only counted: the merge has done its work, or says what is wrong.
   */
  @ParameterizedTest
  @ValueSource(strings = {"getdents64", "openat2", "statx"})
  void faultWhileItIsCounted_losesNothing(String call) throws IOException {
    for (int nth = 1; nth <= 16; nth++) {
      try (MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM)) {
        MergeFixture.write(fixture.image("new/file"), "contents");
        MergeFixture.write(fixture.image("new/below/file"), "contents");
        fixture.stamp();
        TreeRecord before = TreeRecord.of(fixture.image("new"));
        FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());
        calls.arm(Fault.once(call, nth, Errno.EIO));

        Throwable failure =
            catchThrowable(
                () -> merge(fixture, calls.syscalls(), PLAIN.toBuilder().workers(1).build()));

        assertThat(failure).matches(f -> f == null || f instanceof MoveException);
        boolean isMoved = Files.exists(fixture.root("new"));
        if (isMoved && failure instanceof MoveException told) {
          assertThat(told.state()).isEqualTo(MoveState.MOVED);
        }
        Path now = isMoved ? fixture.root("new") : fixture.image("new");
        assertThat(TreeRecord.of(now).differencesTo(before)).as(call + " " + nth).isEmpty();
      }
    }
  }
}
