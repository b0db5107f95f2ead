// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import io.github.movefile.syscalls.internal.RestartingDataCalls;
import io.github.movefile.syscalls.internal.RestartingPathCalls;
import io.github.movefile.syscalls.internal.RestartingXattrCalls;

/**
 * The system calls of this process, by what they work on. Thread-safe.
 *
 * @param paths calls on names
 * @param data calls on open files
 * @param xattrs calls on extended attributes
 */
public record Syscalls(PathCalls paths, DataCalls data, XattrCalls xattrs) {
  /**
   * The real ones, restarted after signals.
   *
   * @return the same at every call
   * @throws NativeAbsentException where {@link NativeLayer#probe()} is absent
   */
  public static Syscalls system() {
    NativeLayer layer = NativeLayer.probe();
    if (layer instanceof NativeLayer.Present present) {
      return present.syscalls();
    }
    throw new NativeAbsentException((NativeLayer.Absent) layer);
  }

  /**
   * The same calls, each made again when a signal interrupted it (EINTR).
   *
   * @return restarting calls over these
   */
  public Syscalls restarting() {
    return new Syscalls(
        new RestartingPathCalls(paths),
        new RestartingDataCalls(data),
        new RestartingXattrCalls(xattrs));
  }
}
