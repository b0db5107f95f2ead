// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Descriptors that are closed at most once. */
class FdTest {
  private final List<Integer> closed = new ArrayList<>();

  @Test
  void close_closesOnce() throws Exception {
    Fd fd = Fd.adopt(7, closed::add);
    assertThat(fd.number()).isEqualTo(7);
    assertThat(fd.isOpen()).isTrue();
    fd.close();
    fd.close();
    assertThat(closed).containsExactly(7);
    assertThat(fd.isOpen()).isFalse();
    assertThat(fd).hasToString("fd 7 (closed)");
  }

  @Test
  void useAfterClose_throws() throws Exception {
    Fd fd = Fd.adopt(7, closed::add);
    fd.close();
    assertThatThrownBy(fd::number).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Syscalls.system().data().fstat(fd))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void failedClose_isReportedOnce_andTheDescriptorIsClosed() throws Exception {
    Fd fd =
        Fd.adopt(
            7,
            number -> {
              throw new ErrnoException("close", Errno.EIO);
            });
    assertThatThrownBy(fd::close).hasMessageStartingWith("close: EIO");
    assertThat(fd.isOpen()).isFalse();
    fd.close();
  }

  @Test
  void workingDirectory_neverCloses() throws Exception {
    Fd.CWD.close();
    assertThat(Fd.CWD.isOpen()).isTrue();
    assertThat(Fd.CWD.number()).isEqualTo(-100);
    assertThat(Fd.CWD).hasToString("AT_FDCWD");
  }

  @Test
  void negativeNumber_isRejected() {
    assertThatThrownBy(() -> Fd.adopt(-1, closed::add))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void close_isDoneByTheKernel() throws Exception {
    try (TempTree temp = TempTree.create()) {
      Fd fd = Syscalls.system().paths().openat(Fd.CWD, temp.raw(), OpenFlags.PATH, 0);
      Path link = Path.of("/proc/self/fd/" + fd.number());
      assertThat(link.toRealPath()).isEqualTo(temp.path());
      fd.close();
      // The number may be another thread's by now.
      assertThat(Files.exists(link) && link.toRealPath().equals(temp.path())).isFalse();
    }
  }
}
