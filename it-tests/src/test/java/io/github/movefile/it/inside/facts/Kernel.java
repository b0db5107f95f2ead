// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import io.github.movefile.syscalls.Syscalls;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the kernel itself answers, without MoveFile in between. */
final class Kernel {
  private static final PathCalls PATHS = Syscalls.system().paths();

  private Kernel() {}

  /** The errno of rename(2), which has to fail. */
  static Errno errnoOfRename(Path from, Path to) {
    RawPath a = RawPath.of(from);
    RawPath b = RawPath.of(to);
    return errno(() -> PATHS.renameat2(Fd.CWD, a, Fd.CWD, b, RenameFlags.NONE));
  }

  /** The errno of link(2), which has to fail. */
  static Errno errnoOfLink(Path from, Path to) {
    RawPath a = RawPath.of(from);
    RawPath b = RawPath.of(to);
    return errno(() -> PATHS.linkat(Fd.CWD, a, Fd.CWD, b, AtFlags.NONE));
  }

  private static Errno errno(ThrowingCallable call) {
    ErrnoException failure = catchThrowableOfType(ErrnoException.class, call);
    assertThat(failure).as("the call should have failed").isNotNull();
    return failure.errno();
  }

  /** The number of the device that a file says it is on, {@code st_dev}. */
  static String device(Path file) {
    return Shell.run("stat -c %d \"$1\"", file);
  }
}
