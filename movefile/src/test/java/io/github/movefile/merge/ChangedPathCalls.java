// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FsStat;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RenameFlags;
import io.github.movefile.syscalls.Syscalls;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

/** System calls of which one is another than the kernel's, as on other file systems. */
final class ChangedPathCalls {
  private ChangedPathCalls() {}

  private interface Call {
    Object proceed() throws Throwable;
  }

  private interface Change {
    Object instead(String name, Object[] arguments, Call call) throws Throwable;
  }

  /** renameat2(2) takes no flag, as on NFS and FAT. */
  static Syscalls withoutRenameFlags(Syscalls real) {
    return around(
        real,
        (name, arguments, call) -> {
          if (name.equals("renameat2") && !RenameFlags.NONE.equals(arguments[4])) {
            throw new ErrnoException("renameat2", Errno.EINVAL);
          }
          return call.proceed();
        });
  }

  /** File systems have other figures. */
  static Syscalls withSpace(Syscalls real, UnaryOperator<FsStat> space) {
    return around(
        real,
        (name, arguments, call) -> {
          Object result = call.proceed();
          return name.equals("fstatfs") ? space.apply((FsStat) result) : result;
        });
  }

  private static Syscalls around(Syscalls real, Change change) {
    Object paths =
        Proxy.newProxyInstance(
            PathCalls.class.getClassLoader(),
            new Class<?>[] {PathCalls.class},
            (self, method, arguments) ->
                change.instead(
                    method.getName(),
                    arguments,
                    () -> {
                      try {
                        return method.invoke(real.paths(), arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    }));
    return new Syscalls((PathCalls) paths, real.data(), real.xattrs());
  }
}
