// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.Syscalls;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Looks at every descriptor that is opened: also one that is closed again without any other trace
 * is one too many if it is of a file outside. Thread-safe.
 */
final class OpenWatch {
  private final Syscalls syscalls;
  private final List<String> opened = new CopyOnWriteArrayList<>();

  /**
   * Watches calls.
   *
   * @param real what makes them
   * @param isOutside what may not be opened
   */
  OpenWatch(Syscalls real, Predicate<FileStat> isOutside) {
    PathCalls paths =
        (PathCalls)
            Proxy.newProxyInstance(
                PathCalls.class.getClassLoader(),
                new Class<?>[] {PathCalls.class},
                (self, method, arguments) -> {
                  try {
                    Object result = method.invoke(real.paths(), arguments);
                    if (result instanceof Fd fd && isOutside.test(facts(fd))) {
                      opened.add(method.getName() + Arrays.toString(arguments));
                    }
                    return result;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    this.syscalls = new Syscalls(paths, real.data(), real.xattrs());
  }

  private static FileStat facts(Fd fd) throws ErrnoException {
    return Syscalls.system().data().fstat(fd);
  }

  Syscalls syscalls() {
    return syscalls;
  }

  void assertNothingOutsideWasOpened() {
    assertThat(opened).isEmpty();
  }
}
