// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Runs something right before or after the calls that use a name, with that name. */
final class CallHook {
  private CallHook() {}

  /** What to do, as another process could. */
  @FunctionalInterface
  interface Action {
    void run(RawPath name) throws IOException;
  }

  /** One use of a call. */
  record Use(String call, List<Object> arguments) {
    /** Whether it makes a file, link or node. */
    boolean makesTemp() {
      return switch (call) {
        case "openat" -> ((OpenFlags) arguments.get(2)).has(OpenFlags.CREATE);
        case "symlinkat", "mknodat", "linkat" -> true;
        default -> false;
      };
    }

    RawPath lastName() {
      return (RawPath)
          arguments.stream().filter(a -> a instanceof RawPath).reduce((a, b) -> b).orElseThrow();
    }
  }

  static Syscalls before(Syscalls real, Predicate<Use> which, Action action) {
    return around(real, which, action, name -> {});
  }

  static Syscalls after(Syscalls real, Predicate<Use> which, Action action) {
    return around(real, which, name -> {}, action);
  }

  private static Syscalls around(Syscalls real, Predicate<Use> which, Action before, Action after) {
    PathCalls paths =
        (PathCalls)
            Proxy.newProxyInstance(
                PathCalls.class.getClassLoader(),
                new Class<?>[] {PathCalls.class},
                (self, method, arguments) -> {
                  Use use = new Use(method.getName(), Arrays.asList(arguments));
                  boolean hit = which.test(use);
                  if (hit) {
                    run(before, use);
                  }
                  try {
                    Object result = method.invoke(real.paths(), arguments);
                    if (hit) {
                      run(after, use);
                    }
                    return result;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return new Syscalls(paths, real.data(), real.xattrs());
  }

  private static void run(Action action, Use use) {
    try {
      action.run(use.lastName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
