// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Paths that don't depend on the working directory; of an odd one, see the tests of commands. */
class AbsolutePathTest {
  private final FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());

  private RawPath of(String path) throws ErrnoException {
    return AbsolutePath.of(calls.syscalls().paths(), RawPath.of(path));
  }

  @ParameterizedTest
  @CsvSource({"/, /", "/a, /a", "/a/, /a", "/a/../b, /a/../b"})
  void absolutePath_isKeptWithoutASlashAtItsEnd(String path, String expected)
      throws ErrnoException {
    assertThat(of(path)).isEqualTo(RawPath.of(expected));
    assertThat(calls.counts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a, a", "a/b/, a/b", "../a, ../a", "./a, ./a"})
  void relativePath_isPutBehindTheWorkingDirectory(String path, String expected)
      throws ErrnoException {
    Path here = Path.of("").toAbsolutePath();

    assertThat(of(path)).isEqualTo(RawPath.of(here + "/" + expected));
  }

  @ParameterizedTest
  @EnumSource(names = {"ENOENT", "EACCES", "ENAMETOOLONG"})
  void withoutProc_theJvmHasToKnow(Errno errno) throws ErrnoException {
    calls.arm(Fault.once("readlinkat", 1, errno));

    assertThat(of("a")).isEqualTo(RawPath.of(Path.of("a").toAbsolutePath()));
  }

  @Test
  void otherFailure_isTold() {
    calls.arm(Fault.once("readlinkat", 1, Errno.EIO));

    assertThatThrownBy(() -> of("a"))
        .isInstanceOfSatisfying(
            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EIO));
  }
}
