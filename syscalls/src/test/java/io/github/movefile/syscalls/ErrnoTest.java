// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.internal.Posix;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table of errors, compared with strerror(3) of the C library. */
class ErrnoTest {
  /** asm-generic leaves these two numbers to their twins, EAGAIN and EDEADLK. */
  private static final Set<Integer> GAPS = Set.of(41, 58);

  @Test
  void everyCode_hasTheWordsOfStrerror() {
    for (int code = 1; code <= 133; code++) {
      if (GAPS.contains(code)) {
        assertThat(Errno.of(code)).isEqualTo(Errno.UNKNOWN);
      } else {
        Errno errno = Errno.of(code);
        assertThat(errno.code()).isEqualTo(code);
        assertThat(errno.words()).isEqualTo(Posix.instance().strerror(code));
      }
    }
  }

  @Test
  void everyConstant_isFoundByItsCode() {
    for (Errno errno : Errno.values()) {
      assertThat(Errno.of(errno.code())).isEqualTo(errno);
    }
  }

  @Test
  void otherNumbers_areUnknown() {
    for (int code : new int[] {Integer.MIN_VALUE, -1, 0, 134, 523, 525, Integer.MAX_VALUE}) {
      assertThat(Errno.of(code)).isEqualTo(Errno.UNKNOWN);
    }
  }
}
