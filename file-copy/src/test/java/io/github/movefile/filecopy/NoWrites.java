// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.Syscalls;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Real calls, but for a pwrite that writes nothing and calls that a success. */
final class NoWrites {
  private final DataCalls real = Syscalls.system().data();

  DataCalls calls() {
    return (DataCalls)
        Proxy.newProxyInstance(
            DataCalls.class.getClassLoader(),
            new Class<?>[] {DataCalls.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("pwrite")) {
                return 0;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
