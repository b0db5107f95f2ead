// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each method of each interface, also those to come: EINTR is tried again, all else is passed on.
 */
class RestartingTest {
  private static final List<Class<?>> INTERFACES =
      List.of(PathCalls.class, DataCalls.class, XattrCalls.class);

  private static final Map<Class<?>, Object> ARGUMENTS =
      Map.ofEntries(
          Map.entry(int.class, 11),
          Map.entry(long.class, 12L),
          Map.entry(byte[].class, new byte[] {13}),
          Map.entry(ByteBuffer.class, ByteBuffer.allocateDirect(14)),
          Map.entry(Fd.class, Fd.CWD),
          Map.entry(RawPath.class, RawPath.DOT),
          Map.entry(XattrName.class, XattrName.of("user.name")),
          Map.entry(XattrFlag.class, XattrFlag.CREATE),
          Map.entry(OpenFlags.class, OpenFlags.PATH),
          Map.entry(AtFlags.class, AtFlags.EMPTY_PATH),
          Map.entry(RenameFlags.class, RenameFlags.EXCHANGE),
          Map.entry(ResolveFlags.class, ResolveFlags.BENEATH),
          Map.entry(InodeFlags.class, InodeFlags.SYNC),
          Map.entry(FileType.class, FileType.FIFO),
          Map.entry(FallocateMode.class, FallocateMode.KEEP_SIZE),
          Map.entry(Whence.class, Whence.END),
          Map.entry(FileLock.class, FileLock.SHARED),
          Map.entry(List.class, List.of("what came before")),
          Map.entry(Timespec.class, Timespec.NOW));

  private static final Map<Class<?>, Object> RESULTS =
      Map.of(
          int.class,
          21,
          long.class,
          22L,
          List.class,
          List.of(),
          RawPath.class,
          RawPath.of("result"),
          InodeFlags.class,
          InodeFlags.APPEND,
          FsStat.class,
          new FsStat(1, 2, 3, 4, 5, 6, 7),
          FileStat.class,
          new FileStat(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, Timespec.NOW, Timespec.NOW, Timespec.NOW, 0));

  private Object[] received;

  static Stream<Method> methods() {
    return INTERFACES.stream().flatMap(type -> Arrays.stream(type.getMethods()));
  }

  /** Calls that answer with a constant and keep what they were given. */
  private Syscalls fake() {
    return new Syscalls(fake(PathCalls.class), fake(DataCalls.class), fake(XattrCalls.class));
  }

  private <T> T fake(Class<T> type) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              received = arguments;
              return method.getReturnType() == Fd.class
                  ? Fd.adopt(23, number -> {})
                  : RESULTS.get(method.getReturnType());
            });
    return type.cast(proxy);
  }

  private static Object[] argumentsFor(Method method) {
    return Arrays.stream(method.getParameterTypes()).map(ARGUMENTS::get).toArray();
  }

  private static Object call(Method method, Syscalls syscalls, Object[] arguments)
      throws Throwable {
    Class<?> type = method.getDeclaringClass();
    Object calls =
        type == PathCalls.class
            ? syscalls.paths()
            : type == DataCalls.class ? syscalls.data() : syscalls.xattrs();
    try {
      return method.invoke(calls, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void interruptedCall_isMadeAgainWithTheSameArguments(Method method) throws Throwable {
    FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(fake());
    for (int n = 1; n <= 3; n++) {
      faulty.arm(Fault.once(method.getName(), n, Errno.EINTR));
    }
    Object[] arguments = argumentsFor(method);
    Object result = call(method, faulty.syscalls().restarting(), arguments);
    assertThat(faulty.count(method.getName())).isEqualTo(4);
    assertThat(received).isEqualTo(arguments);
    if (result instanceof Fd fd) {
      assertThat(fd.number()).isEqualTo(23);
    } else {
      assertThat(result).isEqualTo(RESULTS.get(method.getReturnType()));
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void otherErrors_arePassedOnAtOnce(Method method) {
    FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(fake());
    faulty.arm(Fault.always(method.getName(), Errno.EAGAIN));
    Syscalls restarting = faulty.syscalls().restarting();
    assertThatThrownBy(() -> call(method, restarting, argumentsFor(method)))
        .isInstanceOfSatisfying(
            ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EAGAIN));
    assertThat(faulty.count(method.getName())).isEqualTo(1);
  }
}
