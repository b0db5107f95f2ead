// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.Syscalls;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** System calls as of a user who may write to directories, but read none. */
final class UnreadableDirectories {
  private UnreadableDirectories() {}

  static Syscalls in(Syscalls real) {
    Object paths =
        Proxy.newProxyInstance(
            PathCalls.class.getClassLoader(),
            new Class<?>[] {PathCalls.class},
            (self, method, arguments) -> {
              if (method.getName().equals("openat") && isForReading((OpenFlags) arguments[2])) {
                throw new ErrnoException("openat", Errno.EACCES);
              }
              try {
                return method.invoke(real.paths(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return new Syscalls((PathCalls) paths, real.data(), real.xattrs());
  }

  private static boolean isForReading(OpenFlags flags) {
    return flags.has(OpenFlags.DIRECTORY) && !flags.has(OpenFlags.PATH);
  }
}
