// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** renameat(2) and renameat2(2). */
class RenameTest extends KernelTest {
  private void rename(String from, String to, RenameFlags flags) throws ErrnoException {
    paths.renameat2(Fd.CWD, temp.raw(from), Fd.CWD, temp.raw(to), flags);
  }

  @Test
  void noFlags_replacesATarget() throws Exception {
    Path file = temp.file("a", "new");
    temp.file("b", "old");
    rename("a", "b", RenameFlags.NONE);
    assertThat(file).doesNotExist();
    assertThat(temp.path("b")).hasContent("new");
  }

  @Test
  void descriptors_areWherePathsStart() throws Exception {
    temp.file("from/f", "x");
    try (Fd from = openDirectory(temp.path("from"));
        Fd to = openDirectory(temp.directory("to"))) {
      paths.renameat2(from, RawPath.of("f"), to, RawPath.of("g"), RenameFlags.NONE);
      paths.renameat2(to, RawPath.of("g"), from, RawPath.of("h"), RenameFlags.NO_REPLACE);
    }
    assertThat(temp.path("from/h")).hasContent("x");
  }

  @Test
  void noReplace_leavesAnExistingTarget() throws Exception {
    temp.file("a", "new");
    temp.file("b", "old");
    assertFails(Errno.EEXIST, () -> rename("a", "b", RenameFlags.NO_REPLACE));
    assertThat(temp.path("a")).hasContent("new");
    assertThat(temp.path("b")).hasContent("old");
    rename("a", "c", RenameFlags.NO_REPLACE);
    assertThat(temp.path("c")).hasContent("new");
  }

  @Test
  void exchange_swapsTwoNames() throws Exception {
    temp.file("a", "1");
    temp.file("d/f", "2");
    rename("a", "d", RenameFlags.EXCHANGE);
    assertThat(temp.path("d")).hasContent("1");
    assertThat(temp.path("a/f")).hasContent("2");
    assertFails(Errno.ENOENT, () -> rename("a", "missing", RenameFlags.EXCHANGE));
  }

  @Test
  void contradictoryFlags_areInvalid() {
    temp.file("a", "");
    RenameFlags both = RenameFlags.NO_REPLACE.with(RenameFlags.EXCHANGE);
    assertFails(Errno.EINVAL, () -> rename("a", "b", both));
  }

  @Test
  void twoNamesOfOneInode_bothStay() throws Exception {
    temp.file("a", "x");
    shell("ln \"$1\" \"$2\"", temp.path("a"), temp.path("b"));
    rename("a", "b", RenameFlags.NONE);
    assertThat(temp.path("a")).exists();
    assertThat(temp.path("b")).exists();
  }

  @Test
  @AcrossFileSystems
  void anotherFileSystem_isRefused() {
    temp.file("a", "x");
    try (TempTree other = TempTree.onOtherFileSystem()) {
      assertFails(
          Errno.EXDEV,
          () -> paths.renameat2(Fd.CWD, temp.raw("a"), Fd.CWD, other.raw("a"), RenameFlags.NONE));
    }
    assertThat(temp.path("a")).exists();
  }

  @Test
  void failures_areTyped() {
    temp.file("f", "");
    temp.file("full/f", "");
    temp.directory("d");
    assertFails(Errno.ENOENT, () -> rename("missing", "x", RenameFlags.NONE));
    assertFails(Errno.ENOENT, () -> rename("f", "missing/x", RenameFlags.NONE));
    assertFails(Errno.EISDIR, () -> rename("f", "d", RenameFlags.NONE));
    assertFails(Errno.ENOTDIR, () -> rename("d", "f", RenameFlags.NONE));
    assertFails(temp.kind().overNonEmptyDirectory(), () -> rename("d", "full", RenameFlags.NONE));
    assertFails(Errno.EINVAL, () -> rename("d", "d/below", RenameFlags.NONE));
    assertFails(Errno.ENAMETOOLONG, () -> rename("f", "n".repeat(256), RenameFlags.NONE));
  }

  @Test
  void error_namesTheCallThatWasMade() {
    assertThatThrownBy(() -> rename("missing", "x", RenameFlags.NONE))
        .hasMessage("renameat: ENOENT (No such file or directory)");
    assertThatThrownBy(() -> rename("missing", "x", RenameFlags.NO_REPLACE))
        .hasMessage("renameat2: ENOENT (No such file or directory)");
  }
}
