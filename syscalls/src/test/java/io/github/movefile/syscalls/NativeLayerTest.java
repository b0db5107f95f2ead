// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.JavaProcess;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Whether there are system calls; where there are none, a process of its own says how it hears
 * that.
 */
class NativeLayerTest {
  /** Prints why the native layer is absent; fails if it isn't. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] args) {
      NativeLayer layer = NativeLayer.probe();
      if (!NativeLayer.probe().equals(layer)) {
        throw new AssertionError("another answer at the second call");
      }
      try {
        Syscalls.system();
        throw new AssertionError("present: " + layer);
      } catch (NativeAbsentException e) {
        NativeLayer.Absent absent = (NativeLayer.Absent) layer;
        if (!absent.reason().equals(e.getMessage())
            || !Objects.equals(absent.cause(), e.getCause())) {
          throw new AssertionError("not the same reason", e);
        }
        System.out.println(absent.reason());
      }
    }
  }

  private static String reason(String... options) {
    String reason =
        JavaProcess.of(Probe.class)
            .options(options)
            .in(Path.of("/proc"))
            .run()
            .requireSuccess()
            .text();
    assertThat(reason.lines()).as(reason).hasSize(1);
    return reason;
  }

  @Test
  void thisMachine_hasSystemCalls() {
    assertThat(NativeLayer.probe()).isInstanceOf(NativeLayer.Present.class);
    assertThat(NativeLayer.probe()).isSameAs(NativeLayer.probe());
    assertThat(Syscalls.system()).isSameAs(Syscalls.system());
  }

  @Test
  void aLibraryThatCannotBeLoaded_isATypedAbsence() {
    assertThat(
            reason(
                "-Djava.io.tmpdir=/nonexistent",
                "-Djffi.boot.library.path=/nonexistent",
                "-Djffi.extract.dir=/nonexistent",
                "-Djffi.extract.name=absent"))
        .startsWith("the native library can't be loaded: ");
  }

  @Test
  void anotherOperatingSystem_isATypedAbsence() {
    assertThat(reason("-Dos.name=FreeBSD"))
        .startsWith("FreeBSD on ")
        .endsWith(" is not served: Linux on x86-64 or aarch64 is");
  }

  @Test
  void anotherArchitecture_isATypedAbsence() {
    assertThat(reason("-Dos.arch=riscv64"))
        .isEqualTo("Linux on riscv64 is not served: Linux on x86-64 or aarch64 is");
  }
}
