// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static io.github.movefile.filecopy.FileAssert.assertFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From name to name: what may be there, what is made, what is left. */
class PathCopyTest {
  private static final CopyOptions DEFAULTS = CopyOptions.defaults();

  @AutoClose private final TempTree temp = TempTree.create();
  private final LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(Syscalls.system());
  private final FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(leaks.syscalls());
  private final FileCopy faultyCopy = FileCopy.using(faulty.syscalls());
  private final Path target = temp.path("target");

  static Stream<FileCopy> copiers() {
    return Stream.of(FileCopy.create(), FileCopy.portable());
  }

  @ParameterizedTest
  @MethodSource("copiers")
  void existingTarget_isLeftAlone(FileCopy copier) throws IOException {
    Path source = temp.file("source", "new");
    temp.file("target", "old");

    assertThatThrownBy(() -> copier.copy(source, target, DEFAULTS))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining(target.toString());

    assertThat(target).hasContent("old");
  }

  @ParameterizedTest
  @MethodSource("copiers")
  void symlinkAsTarget_isNotFollowed(FileCopy copier) throws IOException {
    Path source = temp.file("source", "new");
    temp.symlink("target", "elsewhere");

    assertThatThrownBy(() -> copier.copy(source, target, DEFAULTS))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertFile(temp.path("elsewhere")).isAbsent();
    assertThat(target).isSymbolicLink();
  }

  @ParameterizedTest
  @MethodSource("copiers")
  void symlinkAsSource_isFollowed(FileCopy copier) throws IOException {
    temp.file("source", "contents");
    Path link = temp.symlink("link", "source");

    copier.copy(link, target, DEFAULTS);

    assertThat(target).isRegularFile().hasContent("contents");
    assertThat(Files.isSymbolicLink(target)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("copiers")
  void missingSource_makesNoTarget(FileCopy copier) {
    assertThatThrownBy(() -> copier.copy(temp.path("none"), target, DEFAULTS))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none");
    assertFile(target).isAbsent();
  }

  @ParameterizedTest
  @MethodSource("copiers")
  void missingParentOfTarget_isTyped(FileCopy copier) throws IOException {
    Path source = temp.file("source", "contents");

    assertThatThrownBy(() -> copier.copy(source, temp.path("no/target"), DEFAULTS))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no/target");
  }

  @ParameterizedTest
  @MethodSource("copiers")
  void directory_isRefused(FileCopy copier) {
    Path source = temp.directory("source");

    assertThatThrownBy(() -> copier.copy(source, target, DEFAULTS))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("not a regular file");
    assertFile(target).isAbsent();
  }

  @ParameterizedTest
  @MethodSource("copiers")
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void fifo_isRefusedWithoutWaitingForItsWriter(FileCopy copier) {
    Path source = temp.path("fifo");
    Command.of("mkfifo", source.toString()).run().requireSuccess();

    assertThatThrownBy(() -> copier.copy(source, target, DEFAULTS))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("not a regular file");
    assertFile(target).isAbsent();
  }

  @ParameterizedTest
  @MethodSource("copiers")
  void mode_isThatOfAnyNewFile(FileCopy copier) throws IOException {
    Path source = temp.file("source", "contents");
    Command.of("chmod", "4700", source.toString()).run().requireSuccess();
    Path plain = temp.path("plain");
    Command.of("touch", plain.toString()).run().requireSuccess();

    copier.copy(source, target, DEFAULTS);

    assertThat(Files.getAttribute(target, "unix:mode"))
        .isEqualTo(Files.getAttribute(plain, "unix:mode"));
  }

  @Test
  void failure_namesFilesCallErrnoSideAndOffset() throws IOException {
    Path source = temp.file("source", new byte[300_000]);
    faulty.arm(Fault.once("pwrite", 2, Errno.ENOSPC));
    CopyOptions options = CopyOptions.builder().methods(java.util.Set.of()).build();

    assertThatThrownBy(() -> faultyCopy.copy(source, target, options))
        .isInstanceOfSatisfying(
            FileCopyException.class,
            e -> {
              assertThat(e.call()).isEqualTo("pwrite");
              assertThat(e.errno()).isEqualTo(Errno.ENOSPC);
              assertThat(e.side()).isEqualTo(CopySide.TARGET);
              assertThat(e.offset()).isEqualTo(131_072);
              assertThat(e)
                  .hasMessage(
                      source
                          + " to "
                          + target
                          + ": pwrite: ENOSPC (No space left on device) on the target"
                          + " at byte 131072");
            });
    assertFile(target).isAbsent();
    leaks.assertNoLeaks();
  }

  @Test
  void closeThatFails_removesTheTarget() throws IOException {
    Path source = temp.file("source", "contents");
    // The first closes the source.
    faulty.arm(Fault.once("close", 2, Errno.EDQUOT));

    assertThatThrownBy(() -> faultyCopy.copy(source, target, DEFAULTS))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("close: EDQUOT");

    assertFile(target).isAbsent();
    leaks.assertNoLeaks();
  }

  @Test
  void failedRemoval_isSuppressedInTheFailure() throws IOException {
    Path source = temp.file("source", "contents");
    faulty.arm(Fault.once("pwrite", 1, Errno.EIO)).arm(Fault.once("unlinkat", 1, Errno.EPERM));

    assertThatThrownBy(() -> faultyCopy.copy(source, target, DEFAULTS))
        .isInstanceOf(FileCopyException.class)
        .hasMessageContaining("pwrite: EIO")
        .satisfies(
            e -> assertThat(e.getSuppressed()).singleElement().asString().contains("unlinkat"));
    leaks.assertNoLeaks();
  }

  @Test
  void anotherFileThatTookTheName_isNotRemoved() throws IOException {
    Path source = temp.file("source", "contents");
    Path other = temp.file("other", "precious");
    faulty.onCall("pwrite", 1, () -> move(other, target)).arm(Fault.once("pwrite", 1, Errno.EIO));

    assertThatThrownBy(() -> faultyCopy.copy(source, target, DEFAULTS))
        .isInstanceOf(FileCopyException.class);

    assertThat(target).hasContent("precious");
  }

  @Test
  void targetThatIsGoneAtFailure_isNoFurtherFailure() throws IOException {
    Path source = temp.file("source", "contents");
    faulty
        .onCall("pwrite", 1, () -> move(target, temp.path("moved")))
        .arm(Fault.once("pwrite", 1, Errno.EIO));

    assertThatThrownBy(() -> faultyCopy.copy(source, target, DEFAULTS))
        .isInstanceOf(FileCopyException.class)
        .hasNoSuppressedExceptions();
  }

  @Test
  void fileInsideAZip_isCopiedThePortableWay() throws IOException {
    Path source = temp.file("source", "x".repeat(100_000));
    Path zip = temp.path("archive.zip");
    try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path inside = archive.getPath("/inside");
      CopyResult in = FileCopy.create().copy(source, inside, DEFAULTS);
      CopyResult out = FileCopy.create().copy(inside, target, DEFAULTS);

      assertFile(target).hasContentsOf(source);
      for (CopyResult each : new CopyResult[] {in, out}) {
        assertThat(each.methods()).isEqualTo(Map.of(CopyMethod.PORTABLE, 100_000L));
        assertThat(each.refusals())
            .extracting(MethodRefusal::toString)
            .contains("REFLINK: not a file of the operating system");
      }
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
