// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.ResolveFlags;
import io.github.movefile.syscalls.Syscalls;
import org.junit.jupiter.api.Test;

class LeakCheckingSyscallsTest {
  private final LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(Syscalls.system());

  private Fd open(LeakCheckingSyscalls through) throws Exception {
    return through.syscalls().paths().openat(Fd.CWD, RawPath.DOT, OpenFlags.READ_ONLY, 0);
  }

  @Test
  void closedDescriptors_areNoLeaks() throws Exception {
    try (Fd dir = open(leaks);
        Fd same =
            leaks
                .syscalls()
                .paths()
                .openat2(dir, RawPath.DOT, OpenFlags.PATH, 0, ResolveFlags.BENEATH)) {
      assertThat(same.number()).isNotEqualTo(dir.number());
      assertThat(leaks.openCount()).isEqualTo(2);
    }
    leaks.assertNoLeaks();
  }

  @Test
  void openDescriptor_isNamedWithThePlaceOfItsOpening() throws Exception {
    try (Fd fd = open(leaks)) {
      assertThatThrownBy(leaks::assertNoLeaks)
          .isInstanceOf(AssertionError.class)
          .hasMessage("1 not closed: [" + fd + "]")
          .satisfies(
              e -> {
                Throwable opening = e.getSuppressed()[0];
                assertThat(opening).hasMessage("openat(AT_FDCWD, '.', READ_ONLY, 0000)");
                assertThat(opening.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(getClass().getName()));
              });
    }
  }

  @Test
  void failedOpening_isNoLeak() {
    FaultInjectingSyscalls faulty =
        new FaultInjectingSyscalls(Syscalls.system()).arm(Fault.always("openat", Errno.EMFILE));
    LeakCheckingSyscalls over = new LeakCheckingSyscalls(faulty.syscalls());
    assertThatThrownBy(() -> open(over)).hasMessageContaining("EMFILE");
    over.assertNoLeaks();
  }
}
