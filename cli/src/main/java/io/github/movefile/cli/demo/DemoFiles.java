// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.demo;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.XattrFlag;
import io.github.movefile.syscalls.XattrName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes files below a directory, each with a time of its own. For one thread. */
final class DemoFiles {
  private static final OpenFlags NEW_FILE =
      OpenFlags.WRITE_ONLY.with(OpenFlags.CREATE).with(OpenFlags.EXCLUSIVE);
  private static final int CHUNK = 1 << 20;
  private static final long FIRST_SECOND = 1_500_000_000L;

  private final Syscalls calls;
  private final RawPath top;
  private final List<RawPath> directories = new ArrayList<>();
  private final ByteBuffer noise = ByteBuffer.allocateDirect(CHUNK);
  private int times;

  DemoFiles(Syscalls calls, RawPath top) {
    this.calls = calls;
    this.top = top;
    byte[] bytes = new byte[CHUNK];
    new Random(17).nextBytes(bytes);
    noise.put(bytes);
  }

  Syscalls calls() {
    return calls;
  }

  RawPath path(RawPath name) {
    return top.resolve(name);
  }

  /** Part of a file: so many bytes of noise at an offset. */
  record Data(long offset, int bytes) {}

  void directory(String name, int mode) throws ErrnoException {
    RawPath path = path(RawPath.of(name));
    calls.paths().mkdirat(Fd.CWD, path, 0700);
    calls.paths().fchmodat(Fd.CWD, path, mode);
    directories.add(path);
  }

  void file(RawPath name, int mode, int bytes) throws ErrnoException {
    file(name, mode, bytes, new Data(0, bytes));
  }

  void file(RawPath name, int mode, long length, Data... contents) throws ErrnoException {
    try (Fd file = calls.paths().openat(Fd.CWD, path(name), NEW_FILE, 0600)) {
      for (Data data : contents) {
        write(file, data);
      }
      calls.data().ftruncate(file, length);
      calls.data().fchmod(file, mode);
      Timespec time = nextTime();
      calls.data().futimens(file, time, time);
    }
  }

  private void write(Fd file, Data data) throws ErrnoException {
    long at = data.offset();
    long end = at + data.bytes();
    while (at < end) {
      // Each file and each place has other bytes.
      int from = (int) ((at * 31 + times) % (CHUNK / 2));
      noise.limit((int) Math.min(CHUNK, from + end - at)).position(from);
      at += calls.data().pwrite(file, noise, at);
      noise.clear();
    }
  }

  void symlink(String name, RawPath text) throws ErrnoException {
    calls.paths().symlinkat(text, Fd.CWD, path(RawPath.of(name)));
    setTime(RawPath.of(name), nextTime());
  }

  void hardLink(String name, String existing) throws ErrnoException {
    RawPath from = path(RawPath.of(existing));
    calls.paths().linkat(Fd.CWD, from, Fd.CWD, path(RawPath.of(name)), AtFlags.NONE);
  }

  void node(String name, FileType type, int mode, long device) throws ErrnoException {
    RawPath path = path(RawPath.of(name));
    calls.paths().mknodat(Fd.CWD, path, type, 0600, device);
    calls.paths().fchmodat(Fd.CWD, path, mode);
    setTime(RawPath.of(name), nextTime());
  }

  void attribute(String name, XattrName attribute, byte[] value) throws ErrnoException {
    calls.xattrs().lsetxattr(path(RawPath.of(name)), attribute, value, XattrFlag.SET);
  }

  void setTime(RawPath name, Timespec time) throws ErrnoException {
    calls.paths().utimensat(Fd.CWD, path(name), time, time, AtFlags.SYMLINK_NOFOLLOW);
  }

  /** Directories get their times when nothing more is made in them. */
  void finish() throws ErrnoException {
    for (RawPath directory : directories) {
      Timespec time = nextTime();
      calls.paths().utimensat(Fd.CWD, directory, time, time, AtFlags.SYMLINK_NOFOLLOW);
    }
  }

  private Timespec nextTime() {
    times++;
    return new Timespec(
        FIRST_SECOND + times * 86_413L, (int) (times * 7_654_321L % 1_000_000_000L));
  }
}
