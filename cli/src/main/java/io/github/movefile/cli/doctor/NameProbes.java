// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.doctor;

import io.github.movefile.cli.shared.Sizes;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import io.github.movefile.syscalls.ResolveFlags;

/** Probes of names, links and nodes. */
final class NameProbes {
  /** More than any file system of Linux takes. */
  private static final int TOO_LONG = 2048;

  private NameProbes() {}

  static String longestName(ProbeDirectory directory) throws ErrnoException {
    int fits = 1;
    int tooLong = TOO_LONG;
    while (fits + 1 < tooLong) {
      int length = (fits + tooLong) / 2;
      try {
        directory.open(RawPath.of("x".repeat(length))).close();
        fits = length;
      } catch (ErrnoException e) {
        if (e.errno() != Errno.ENAMETOOLONG && e.errno() != Errno.EINVAL) {
          throw e;
        }
        tooLong = length;
      }
    }
    return Sizes.count(fits, "byte", "bytes");
  }

  static String caseSensitive(ProbeDirectory directory) throws ErrnoException {
    directory.open(RawPath.of("letter-a")).close();
    try {
      directory.stat(RawPath.of("LETTER-A"));
      return "no";
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      return Probe.YES;
    }
  }

  static String anyByte(ProbeDirectory directory) throws ErrnoException {
    directory.open(RawPath.of(new byte[] {'a', '\n', '\\', ':', '*', (byte) 0xff, ' '})).close();
    return Probe.YES;
  }

  static String renameNoReplace(ProbeDirectory directory) throws ErrnoException {
    rename(directory, directory.newFile(), directory.freeName(), RenameFlags.NO_REPLACE);
    return Probe.YES;
  }

  static String renameExchange(ProbeDirectory directory) throws ErrnoException {
    rename(directory, directory.newFile(), directory.newFile(), RenameFlags.EXCHANGE);
    return Probe.YES;
  }

  private static void rename(ProbeDirectory directory, RawPath from, RawPath to, RenameFlags flags)
      throws ErrnoException {
    directory.calls().paths().renameat2(directory.fd(), from, directory.fd(), to, flags);
  }

  static String openat2(ProbeDirectory directory) throws ErrnoException {
    RawPath name = directory.newFile();
    PathCalls paths = directory.calls().paths();
    paths.openat2(directory.fd(), name, OpenFlags.READ_ONLY, 0, ResolveFlags.BENEATH).close();
    return Probe.YES;
  }

  static String hardLink(ProbeDirectory directory) throws ErrnoException {
    RawPath name = directory.newFile();
    Fd fd = directory.fd();
    directory.calls().paths().linkat(fd, name, fd, directory.freeName(), AtFlags.NONE);
    return Probe.YES;
  }

  static String symlink(ProbeDirectory directory) throws ErrnoException {
    RawPath text = RawPath.of("nowhere");
    directory.calls().paths().symlinkat(text, directory.fd(), directory.freeName());
    return Probe.YES;
  }

  static String fifo(ProbeDirectory directory) throws ErrnoException {
    return node(directory, FileType.FIFO, 0);
  }

  static String device(ProbeDirectory directory) throws ErrnoException {
    return node(directory, FileType.CHARACTER_DEVICE, FileStat.device(1, 3));
  }

  private static String node(ProbeDirectory directory, FileType type, long device)
      throws ErrnoException {
    RawPath name = directory.freeName();
    directory.calls().paths().mknodat(directory.fd(), name, type, 0600, device);
    return Probe.YES;
  }
}
