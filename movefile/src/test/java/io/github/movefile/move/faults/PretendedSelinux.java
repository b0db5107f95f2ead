// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrCalls;
import io.github.movefile.syscalls.XattrName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The two files of a kernel with SELinux, played by scratch files, and a {@code security.selinux}
 * of every file. What is made through {@link #syscalls} is noted with the label that it would get.
 */
final class PretendedSelinux {
  private static final RawPath ENFORCE = RawPath.of("/sys/fs/selinux/enforce");
  private static final RawPath FSCREATE = RawPath.of("/proc/thread-self/attr/fscreate");
  private static final XattrName ATTRIBUTE = XattrName.of("security.selinux");
  private static final Set<String> MAKERS = Set.of("symlinkat", "mknodat", "mkdirat");

  private final Path enforce;
  private final Path fscreate;
  private final byte[] label;
  private final List<String> labelsAtCreation = new ArrayList<>();
  private boolean written;

  PretendedSelinux(Path directory, String label) {
    this.enforce = directory.resolve("enforce");
    this.fscreate = directory.resolve("fscreate");
    this.label = label.getBytes(StandardCharsets.UTF_8);
  }

  void enable() throws IOException {
    Files.writeString(enforce, "1");
    Files.writeString(fscreate, "");
    Files.setLastModifiedTime(fscreate, FileTime.fromMillis(0));
  }

  void disable() throws IOException {
    Files.delete(enforce);
  }

  List<String> labelsAtCreation() {
    return labelsAtCreation;
  }

  /** What the thread's next file would get. */
  String current() {
    try {
      return Files.readString(fscreate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean wasWritten() {
    return written;
  }

  Syscalls syscalls() {
    Syscalls real = Syscalls.system();
    return new Syscalls(
        proxy(PathCalls.class, (method, given) -> path(real.paths(), method, given)),
        real.data(),
        proxy(XattrCalls.class, (method, given) -> attribute(real.xattrs(), method, given)));
  }

  private Object path(PathCalls real, Method method, Object[] arguments) throws Throwable {
    if (arguments.length > 1 && arguments[1].equals(ENFORCE)) {
      arguments[1] = RawPath.of(enforce);
    }
    if (method.getName().equals("openat")) {
      if (arguments[1].equals(FSCREATE)) {
        return openFscreate(real, method, arguments);
      }
      if (((OpenFlags) arguments[2]).has(OpenFlags.CREATE)) {
        labelsAtCreation.add(current());
      }
    } else if (MAKERS.contains(method.getName())) {
      labelsAtCreation.add(current());
    }
    return invoke(real, method, arguments);
  }

  /** Each write there replaces all; so it has to be empty when it is opened. */
  private Object openFscreate(PathCalls real, Method method, Object[] arguments) throws Throwable {
    written = true;
    Files.writeString(fscreate, "");
    arguments[1] = RawPath.of(fscreate);
    return invoke(real, method, arguments);
  }

  private Object attribute(XattrCalls real, Method method, Object[] arguments) throws Throwable {
    boolean isLabel = arguments.length > 1 && arguments[1].equals(ATTRIBUTE);
    if (isLabel && method.getName().contains("getxattr")) {
      byte[] value = (byte[]) arguments[2];
      if (value.length < label.length) {
        throw new ErrnoException(method.getName(), Errno.ERANGE);
      }
      System.arraycopy(label, 0, value, 0, label.length);
      return label.length;
    }
    return isLabel ? null : invoke(real, method, arguments);
  }

  private interface Handler {
    Object handle(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> handler.handle(method, arguments)));
  }

  private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
