// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RenameFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrCalls;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts code around every system call, and around the closing of every descriptor that a call gives
 * out, which appears as a call named {@code close}.
 */
final class Interception {
  static final String CLOSE = "close";

  private static final Set<String> NAMES = namesOfAllCalls();

  private Interception() {}

  /** What is done instead of a call; {@link Call#proceed} makes it. */
  @FunctionalInterface
  interface Around {
    @Nullable Object call(Call call) throws ErrnoException;
  }

  /** Makes the call. */
  @FunctionalInterface
  interface Body {
    @Nullable Object proceed(Object[] arguments) throws ErrnoException;
  }

  /** One use of a call. */
  record Call(String name, List<Object> arguments, Body body) {
    /** Makes the call as it was asked for. */
    @Nullable Object proceed() throws ErrnoException {
      return body.proceed(arguments.toArray());
    }

    /** Makes the call with another last argument. */
    @Nullable Object proceedWithLast(Object last) throws ErrnoException {
      Object[] changed = arguments.toArray();
      changed[changed.length - 1] = last;
      return body.proceed(changed);
    }

    Object lastArgument() {
      return arguments.get(arguments.size() - 1);
    }

    /** The name that the real call gives to its error. */
    String nameInErrors() {
      return switch (name) {
        case "fstat" -> "statx";
        case "copyFileRange" -> "copy_file_range";
        case "ficlone" -> "ioctl(FICLONE)";
        case "getInodeFlags" -> "ioctl(FS_IOC_GETFLAGS)";
        case "setInodeFlags" -> "ioctl(FS_IOC_SETFLAGS)";
        case "renameat2" -> arguments.contains(RenameFlags.NONE) ? "renameat" : name;
        default -> name;
      };
    }
  }

  static Syscalls around(Syscalls real, Around around) {
    return new Syscalls(
        proxy(PathCalls.class, real.paths(), around),
        proxy(DataCalls.class, real.data(), around),
        proxy(XattrCalls.class, real.xattrs(), around));
  }

  /** A misspelt name would make a test that can't fail. */
  static String requireKnown(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("no such call: " + name + "; there are " + NAMES);
    }
    return name;
  }

  private static <T> T proxy(Class<T> type, T real, Around around) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return method.invoke(real, arguments);
              }
              Body body = given -> invoke(real, method, given);
              Object result = around.call(new Call(method.getName(), List.of(arguments), body));
              return result instanceof Fd fd ? closingThrough(around, fd) : result;
            }));
  }

  private static @Nullable Object invoke(Object real, Method method, Object[] arguments)
      throws ErrnoException {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof ErrnoException errno) {
        throw errno;
      }
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new AssertionError("thrown by " + method, e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static Fd closingThrough(Around around, Fd inner) {
    Body body =
        given -> {
          inner.close();
          return null;
        };
    return Fd.adopt(inner.number(), number -> around.call(new Call(CLOSE, List.of(inner), body)));
  }

  private static Set<String> namesOfAllCalls() {
    Set<String> names = new TreeSet<>(Set.of(CLOSE));
    for (Class<?> type : List.of(PathCalls.class, DataCalls.class, XattrCalls.class)) {
      for (Method method : type.getMethods()) {
        names.add(method.getName());
      }
    }
    return names;
  }
}
