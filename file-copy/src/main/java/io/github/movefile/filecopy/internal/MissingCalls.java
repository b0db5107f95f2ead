// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.MethodRefusal;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The methods that the kernel doesn't have. ENOSYS is the one answer that holds for every file, so
 * it is the only one remembered. Thread-safe.
 */
final class MissingCalls {
  private final Map<CopyMethod, MethodRefusal> missing = new ConcurrentHashMap<>();

  /** Remembers a failure if it holds for every file. */
  void note(CopyMethod method, ErrnoException failure) {
    if (failure.errno() == Errno.ENOSYS) {
      missing.put(method, new MethodRefusal(method, failure.getMessage() + ", earlier", failure));
    }
  }

  /** Why a method need not be asked, or null. */
  @Nullable MethodRefusal of(CopyMethod method) {
    return missing.get(method);
  }
}
