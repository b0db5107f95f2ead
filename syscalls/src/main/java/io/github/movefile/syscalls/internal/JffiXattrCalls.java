// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.XattrCalls;
import io.github.movefile.syscalls.XattrFlag;
import io.github.movefile.syscalls.XattrName;

/** The calls on extended attributes through jffi. Thread-safe. */
final class JffiXattrCalls implements XattrCalls {
  private final Native c;
  private final LibCXattrs libc;

  JffiXattrCalls(Native c) {
    this.c = c;
    this.libc = new LibCXattrs(c.library());
  }

  @Override
  public int flistxattr(Fd fd, byte[] list) throws ErrnoException {
    Scratch s = c.scratch().get();
    DirectMemory out = s.value();
    long n = libc.flistxattr(fd.number(), out, list.length);
    return fetch("flistxattr", n, out, list);
  }

  @Override
  public int fgetxattr(Fd fd, XattrName name, byte[] value) throws ErrnoException {
    Scratch s = c.scratch().get();
    DirectMemory out = s.value();
    long n = libc.fgetxattr(fd.number(), s.name(name), out, value.length);
    return fetch("fgetxattr", n, out, value);
  }

  @Override
  public void fsetxattr(Fd fd, XattrName name, byte[] value, XattrFlag flag) throws ErrnoException {
    Scratch s = c.scratch().get();
    DirectMemory in = s.value();
    in.put(0, value, Math.min(value.length, Scratch.VALUE_SIZE)); // the kernel takes no more
    int result = libc.fsetxattr(fd.number(), s.name(name), in, value.length, flag.bits());
    c.check("fsetxattr", result);
  }

  @Override
  public void fremovexattr(Fd fd, XattrName name) throws ErrnoException {
    Scratch s = c.scratch().get();
    c.check("fremovexattr", libc.fremovexattr(fd.number(), s.name(name)));
  }

  @Override
  public int listxattr(RawPath path, byte[] list) throws ErrnoException {
    Scratch s = c.scratch().get();
    DirectMemory out = s.value();
    long n = libc.listxattr(s.first(path), out, list.length);
    return fetch("listxattr", n, out, list);
  }

  @Override
  public int getxattr(RawPath path, XattrName name, byte[] value) throws ErrnoException {
    Scratch s = c.scratch().get();
    DirectMemory out = s.value();
    long n = libc.getxattr(s.first(path), s.name(name), out, value.length);
    return fetch("getxattr", n, out, value);
  }

  @Override
  public void setxattr(RawPath path, XattrName name, byte[] value, XattrFlag flag)
      throws ErrnoException {
    Scratch s = c.scratch().get();
    DirectMemory in = s.value();
    in.put(0, value, Math.min(value.length, Scratch.VALUE_SIZE)); // the kernel takes no more
    int result = libc.setxattr(s.first(path), s.name(name), in, value.length, flag.bits());
    c.check("setxattr", result);
  }

  @Override
  public void removexattr(RawPath path, XattrName name) throws ErrnoException {
    Scratch s = c.scratch().get();
    c.check("removexattr", libc.removexattr(s.first(path), s.name(name)));
  }

  @Override
  public int llistxattr(RawPath path, byte[] list) throws ErrnoException {
    Scratch s = c.scratch().get();
    DirectMemory out = s.value();
    long n = libc.llistxattr(s.first(path), out, list.length);
    return fetch("llistxattr", n, out, list);
  }

  @Override
  public int lgetxattr(RawPath path, XattrName name, byte[] value) throws ErrnoException {
    Scratch s = c.scratch().get();
    DirectMemory out = s.value();
    long n = libc.lgetxattr(s.first(path), s.name(name), out, value.length);
    return fetch("lgetxattr", n, out, value);
  }

  @Override
  public void lsetxattr(RawPath path, XattrName name, byte[] value, XattrFlag flag)
      throws ErrnoException {
    Scratch s = c.scratch().get();
    DirectMemory in = s.value();
    in.put(0, value, Math.min(value.length, Scratch.VALUE_SIZE)); // the kernel takes no more
    int result = libc.lsetxattr(s.first(path), s.name(name), in, value.length, flag.bits());
    c.check("lsetxattr", result);
  }

  @Override
  public void lremovexattr(RawPath path, XattrName name) throws ErrnoException {
    Scratch s = c.scratch().get();
    c.check("lremovexattr", libc.lremovexattr(s.first(path), s.name(name)));
  }

  private int fetch(String call, long n, DirectMemory from, byte[] to) throws ErrnoException {
    c.check(call, n);
    if (to.length > 0) {
      from.get(0, to, (int) n);
    }
    return (int) n;
  }
}
