// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import static io.github.movefile.syscalls.internal.Architecture.AARCH64;
import static io.github.movefile.syscalls.internal.Architecture.X86_64;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.OpenFlags;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What differs between x86-64 and aarch64, and what doesn't. */
class ArchitectureTest {
  private static final int CLOEXEC = 02000000;

  /** {@code include/uapi/asm-generic/fcntl.h}, which x86-64 uses as it is. */
  private static final Map<OpenFlags, Integer> COMMON =
      Map.of(
          OpenFlags.WRITE_ONLY, 01,
          OpenFlags.READ_WRITE, 02,
          OpenFlags.CREATE, 0100,
          OpenFlags.EXCLUSIVE, 0200,
          OpenFlags.NO_CONTROLLING_TERMINAL, 0400,
          OpenFlags.TRUNCATE, 01000,
          OpenFlags.NONBLOCK, 04000,
          OpenFlags.NO_ATIME, 01000000,
          OpenFlags.PATH, 010000000);

  @Test
  void mostFlags_areThoseOfAsmGeneric() {
    for (Architecture architecture : Architecture.values()) {
      assertThat(architecture.openBits(OpenFlags.READ_ONLY)).isEqualTo(CLOEXEC);
      COMMON.forEach(
          (flag, bits) ->
              assertThat(architecture.openBits(flag)).as("%o", bits).isEqualTo(bits | CLOEXEC));
    }
  }

  /** {@code arch/arm64/include/uapi/asm/fcntl.h} has two of them elsewhere. */
  @Test
  void directoryAndNofollow_differOnAarch64() {
    assertThat(X86_64.openBits(OpenFlags.DIRECTORY)).isEqualTo(0200000 | CLOEXEC);
    assertThat(X86_64.openBits(OpenFlags.NOFOLLOW)).isEqualTo(0400000 | CLOEXEC);
    assertThat(AARCH64.openBits(OpenFlags.DIRECTORY)).isEqualTo(040000 | CLOEXEC);
    assertThat(AARCH64.openBits(OpenFlags.NOFOLLOW)).isEqualTo(0100000 | CLOEXEC);
    // O_TMPFILE has O_DIRECTORY in it.
    assertThat(X86_64.openBits(OpenFlags.UNNAMED_FILE)).isEqualTo(020200000 | CLOEXEC);
    assertThat(AARCH64.openBits(OpenFlags.UNNAMED_FILE)).isEqualTo(020040000 | CLOEXEC);
  }

  @Test
  void flags_areUnited() {
    OpenFlags flags =
        OpenFlags.WRITE_ONLY
            .with(OpenFlags.CREATE)
            .with(OpenFlags.EXCLUSIVE)
            .with(OpenFlags.NOFOLLOW);
    assertThat(X86_64.openBits(flags)).isEqualTo(CLOEXEC | 0400000 | 0301);
    assertThat(AARCH64.openBits(flags)).isEqualTo(CLOEXEC | 0100000 | 0301);
    assertThat(flags.has(OpenFlags.CREATE.with(OpenFlags.EXCLUSIVE))).isTrue();
    assertThat(flags.has(OpenFlags.TRUNCATE)).isFalse();
    assertThat(X86_64.openBits(flags.without(OpenFlags.NOFOLLOW))).isEqualTo(CLOEXEC | 0301);
  }

  /** {@code syscall_64.tbl} of x86, {@code asm-generic/unistd.h} for aarch64. */
  @Test
  void systemCallNumbers_areThoseOfTheTables() {
    assertThat(X86_64.newfstatat()).isEqualTo(262);
    assertThat(X86_64.getdents64()).isEqualTo(217);
    assertThat(X86_64.renameat2()).isEqualTo(316);
    assertThat(AARCH64.newfstatat()).isEqualTo(79);
    assertThat(AARCH64.getdents64()).isEqualTo(61);
    assertThat(AARCH64.renameat2()).isEqualTo(276);
    assertThat(Architecture.OPENAT2).isEqualTo(437);
  }

  @ParameterizedTest
  @CsvSource({
    "amd64, X86_64",
    "x86_64, X86_64",
    "AMD64, X86_64",
    "aarch64, AARCH64",
    "arm64, AARCH64"
  })
  void servedNames_areKnown(String name, Architecture expected) {
    assertThat(Architecture.of(name)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({"riscv64", "i386", "x86", "arm", "ppc64le", "s390x", "''"})
  void otherNames_areNotServed(String name) {
    assertThat(Architecture.of(name)).isEmpty();
  }
}
