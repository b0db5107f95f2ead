// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;

/** Calls against the real kernel, in a directory that is removed; no descriptor may stay open. */
abstract class KernelTest {
  @AutoClose final TempTree temp = TempTree.create();

  private final LeakCheckingSyscalls checked = new LeakCheckingSyscalls(Syscalls.system());

  final PathCalls paths = checked.syscalls().paths();
  final DataCalls data = checked.syscalls().data();
  final XattrCalls xattrs = checked.syscalls().xattrs();

  @AfterEach
  void everyDescriptorWasClosed() {
    checked.assertNoLeaks();
  }

  static void assertFails(Errno expected, ThrowingCallable call) {
    ErrnoException failure = catchThrowableOfType(ErrnoException.class, call);
    Assertions.assertThat(failure).as("fails with " + expected).isNotNull();
    Assertions.assertThat(failure.errno()).as(failure.getMessage()).isEqualTo(expected);
  }

  /** Asks stat(1), which knows nothing of this module. */
  static String stat(String format, Path file) {
    return Command.of("stat", "-c", format, "--", file.toString()).run().requireSuccess().text();
  }

  static String shell(String script, Path... files) {
    String[] words = new String[4 + files.length];
    words[0] = "sh";
    words[1] = "-ec";
    words[2] = script;
    words[3] = "sh";
    for (int i = 0; i < files.length; i++) {
      words[4 + i] = files[i].toString();
    }
    return Command.of(words).run().requireSuccess().text();
  }

  Fd open(Path file, OpenFlags flags) throws ErrnoException {
    return paths.openat(Fd.CWD, RawPath.of(file), flags, 0600);
  }

  Fd openDirectory(Path directory) throws ErrnoException {
    return open(directory, OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY));
  }
}
