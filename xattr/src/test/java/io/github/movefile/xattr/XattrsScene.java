// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two open files, of which the first one has two attributes, and calls that fail, or are interfered
 * with, when they are told to.
 */
final class XattrsScene implements AutoCloseable {
  static final XattrName A = XattrName.of("user.a");
  static final XattrName B = XattrName.of("user.b");
  static final XattrRules TRY = XattrRules.builder().dropInherited(XattrFilter.NONE).build();
  static final XattrRules REQUIRE =
      XattrRules.builder()
          .defaultPolicy(XattrPolicy.REQUIRE)
          .dropInherited(XattrFilter.NONE)
          .build();

  private final FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
  // Values of more than a block and long lists are for tmpfs.
  private final TempTree temp = TempTree.onOtherFileSystem();
  private final List<Fd> opened = new ArrayList<>();
  private @Nullable XattrFile source;
  private @Nullable XattrFile target;

  void makeFiles() throws Exception {
    temp.file("source", "");
    temp.file("target", "");
    source = open("source");
    target = open("target");
    Xattrs.create().set(source, A, new byte[] {1});
    Xattrs.create().set(source, B, new byte[] {2});
  }

  private XattrFile open(String name) throws Exception {
    RawPath path = temp.raw(name);
    Fd fd = Syscalls.system().paths().openat(Fd.CWD, path, OpenFlags.READ_WRITE, 0);
    opened.add(fd);
    return XattrFile.open(fd, path);
  }

  /** Where the files are. */
  TempTree temp() {
    return temp;
  }

  FaultInjectingSyscalls faulty() {
    return faulty;
  }

  XattrFile source() {
    return source;
  }

  XattrFile target() {
    return target;
  }

  /** Like a lambda, for what another process does. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  /** What happens right before a use of a call. */
  void before(String call, int nth, Action action) {
    faulty.onCall(
        call,
        nth,
        () -> {
          try {
            action.run();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  @Override
  public void close() throws IOException {
    try (temp) {
      for (Fd fd : opened) {
        fd.close();
      }
    }
  }
}
