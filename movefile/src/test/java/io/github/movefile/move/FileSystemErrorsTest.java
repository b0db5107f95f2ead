// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.Workplace.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.xattr.XattrPolicy;
import io.github.movefile.xattr.XattrRules;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a file system refuses: full, read-only, or a mount in the way. Mounts some of its own. */
class FileSystemErrorsTest {
  private static final Route WITHIN = Route.WITHIN_DISK;

  private Workplace place;
  private Path mounted;

  @BeforeEach
  void needRoot() {
    Requirements.root();
    place = new Workplace();
    mounted = place.disk().path("mounted");
  }

  @AfterEach
  void close() {
    if (place != null) {
      place.close();
    }
  }

  private Path largeSource() {
    Path source = place.source(WITHIN, "source");
    shell("head -c 1000000 /dev/urandom > \"$1\"", source);
    return source;
  }

  @Test
  void noSpaceForTheContents() {
    place.mounts().tmpfs(mounted, "size=128k");
    Path target = Workplace.write(mounted.resolve("target"), "old");

    place
        .refused(largeSource(), target)
        .failsWith(MoveFailure.NO_SPACE, MoveStep.COPY, Errno.ENOSPC);
  }

  @Test
  void noSpaceForAnInode() {
    place.mounts().tmpfs(mounted, "nr_inodes=2");
    Path target = Workplace.write(mounted.resolve("target"), "old");

    place
        .refused(place.sourceFile(WITHIN, "new"), target)
        .failsWith(MoveFailure.NO_SPACE, MoveStep.CREATE_TEMP, Errno.ENOSPC);
  }

  @Test
  void noInodeForAFifo() {
    place.mounts().tmpfs(mounted, "nr_inodes=2");
    Path target = Workplace.write(mounted.resolve("target"), "old");
    Path source = place.source(WITHIN, "source");
    shell("mkfifo \"$1\"", source);

    place
        .refused(source, target)
        .failsWith(MoveFailure.NO_SPACE, MoveStep.CREATE_TEMP, Errno.ENOSPC);
  }

  /** The directory has room for one inode, and that for few attributes. */
  @Test
  void noSpaceForARequiredAttribute() {
    place.mounts().tmpfs(mounted, "nr_inodes=3");
    Path target = Workplace.write(mounted.resolve("target"), "old");
    XattrRules required = XattrRules.builder().defaultPolicy(XattrPolicy.REQUIRE).build();

    place
        .refused(sourceWithLargeAttribute(), target, MoveOptions.builder().xattrs(required).build())
        .failsWith(MoveFailure.NO_SPACE, MoveStep.XATTRS, Errno.ENOSPC);
  }

  @Test
  void noSpaceForAnAttribute_isALoss() throws Exception {
    place.mounts().tmpfs(mounted, "nr_inodes=3");

    MoveResult result = place.mover().move(sourceWithLargeAttribute(), mounted.resolve("target"));

    assertThat(result.warnings())
        .singleElement()
        .satisfies(w -> assertThat(w.loss()).isEqualTo(MoveWarning.Loss.XATTR))
        .satisfies(w -> assertThat(w.cause().orElseThrow().errno()).isEqualTo(Errno.ENOSPC))
        .hasToString(
            "attribute user.large not kept: "
                + result.warnings().get(0).cause().orElseThrow().getMessage());
  }

  private Path sourceWithLargeAttribute() {
    Requirements.command("setfattr");
    Path source = place.sourceFile(WITHIN, "new");
    shell("setfattr -n user.large -v \"$(head -c 3000 /dev/zero | tr '\\0' x)\" \"$1\"", source);
    return source;
  }

  @Test
  void readOnlyTarget() {
    place.mounts().tmpfs(mounted, "size=1m");
    Path target = Workplace.write(mounted.resolve("target"), "old");
    Mounts.makeReadOnly(mounted);

    place
        .refused(place.sourceFile(WITHIN, "new"), target)
        .failsWith(MoveFailure.READ_ONLY, MoveStep.CREATE_TEMP, Errno.EROFS);
  }

  @Test
  void renameOnAReadOnlyFileSystem() {
    place.mounts().tmpfs(mounted, "size=1m");
    Path source = Workplace.write(mounted.resolve("source"), "new");
    Mounts.makeReadOnly(mounted);

    place
        .refused(source, mounted.resolve("target"))
        .failsWith(MoveFailure.READ_ONLY, MoveStep.RENAME, Errno.EROFS);
  }

  @Test
  void readOnlySource_isLeftOnceTheTargetIsInPlace() {
    place.mounts().tmpfs(mounted, "size=1m");
    Path source = Workplace.write(mounted.resolve("source"), "new");
    Mounts.makeReadOnly(mounted);

    place
        .refused(source, place.targetFile(WITHIN, "old"))
        .leavesSource(MoveFailure.READ_ONLY, Errno.EROFS);
  }

  /** As /etc/resolv.conf in a container. */
  @Test
  void mountedFileAsTarget() {
    Path original = Workplace.write(place.disk().path("original"), "mounted");
    Path target = place.targetFile(WITHIN, "old");
    place.mounts().bind(original, target);

    place
        .refused(place.sourceFile(WITHIN, "new"), target)
        .failsWith(MoveFailure.BUSY, MoveStep.RENAME, Errno.EBUSY);
  }

  @Test
  @AcrossFileSystems
  void mountedFileAsTargetOnAnotherFileSystem() {
    Path original = Workplace.write(place.disk().path("original"), "mounted");
    Path target = place.targetFile(Route.DISK_TO_MEMORY, "old");
    place.mounts().bind(original, target);

    place
        .refused(place.sourceFile(WITHIN, "new"), target)
        .failsWith(MoveFailure.BUSY, MoveStep.PUBLISH, Errno.EBUSY);
  }

  @Test
  void mountedDirectoryAsSource() {
    place.mounts().tmpfs(mounted, "size=1m");

    place
        .refused(mounted, place.target(WITHIN, "target"))
        .failsWith(MoveFailure.BUSY, MoveStep.RENAME, Errno.EBUSY);
  }

  /** As FAT answers to a colon. */
  @Test
  void fileWithANameThatTheFileSystemCannotHave() {
    FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());
    calls.arm(Fault.once("renameat2", 1, Errno.EINVAL));
    Path source = place.sourceFile(WITHIN, "new");

    MoveException failure =
        catchThrowableOfType(
            MoveException.class,
            () -> MoveFile.using(calls.syscalls()).move(source, place.target(WITHIN, "b")));

    assertThat(failure.failure()).isEqualTo(MoveFailure.OTHER);
    assertThat(failure).hasMessageContaining("EINVAL");
    assertThat(source).hasContent("new");
  }

  /** One file system, one device number, and yet EXDEV. */
  @Test
  void fileOfABindMount_isCopied() throws Exception {
    Path other = place.disk().directory("other");
    place.mounts().bind(place.sourceDirectory(WITHIN), other);
    place.sourceFile(WITHIN, "new");
    Path target = place.targetFile(WITHIN, "old");

    MoveResult result = place.mover().move(other.resolve("source"), target);

    assertThat(result.method()).isEqualTo(MoveMethod.COPIED);
    assertThat(Workplace.read(target)).isEqualTo("new");
    assertThat(other).isEmptyDirectory();
  }
}
