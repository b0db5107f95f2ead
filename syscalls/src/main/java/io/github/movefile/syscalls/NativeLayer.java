// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import io.github.movefile.syscalls.internal.NativeLoader;
import org.jspecify.annotations.Nullable;

/**
 * Whether this process can make system calls: typed, so that a caller chooses what to do without
 * them.
 */
public sealed interface NativeLayer {
  /**
   * Loads the native layer at the first call; later ones give the same answer. Thread-safe.
   *
   * @return {@link Present} or {@link Absent}
   */
  static NativeLayer probe() {
    return NativeLoader.layer();
  }

  /**
   * System calls can be made.
   *
   * @param syscalls the real ones, restarted after signals
   */
  record Present(Syscalls syscalls) implements NativeLayer {}

  /**
   * No system call can be made: another operating system or architecture, or a JVM that may not
   * load native code.
   *
   * @param reason one line for people
   * @param cause what failed, or null
   */
  record Absent(String reason, @Nullable Throwable cause) implements NativeLayer {}
}
