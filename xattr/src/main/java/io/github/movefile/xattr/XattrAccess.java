// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.XattrCalls;
import io.github.movefile.syscalls.XattrFlag;
import io.github.movefile.syscalls.XattrName;

/** Which of the three variants of each system call reaches a file. Thread-safe. */
sealed interface XattrAccess {
  int list(XattrCalls calls, byte[] list) throws ErrnoException;

  int get(XattrCalls calls, XattrName attribute, byte[] value) throws ErrnoException;

  void set(XattrCalls calls, XattrName attribute, byte[] value) throws ErrnoException;

  void remove(XattrCalls calls, XattrName attribute) throws ErrnoException;

  /** By descriptor. */
  record OpenFile(Fd fd) implements XattrAccess {
    @Override
    public int list(XattrCalls calls, byte[] list) throws ErrnoException {
      return calls.flistxattr(fd, list);
    }

    @Override
    public int get(XattrCalls calls, XattrName attribute, byte[] value) throws ErrnoException {
      return calls.fgetxattr(fd, attribute, value);
    }

    @Override
    public void set(XattrCalls calls, XattrName attribute, byte[] value) throws ErrnoException {
      calls.fsetxattr(fd, attribute, value, XattrFlag.SET);
    }

    @Override
    public void remove(XattrCalls calls, XattrName attribute) throws ErrnoException {
      calls.fremovexattr(fd, attribute);
    }
  }

  /** By path; a final symlink itself. */
  record Itself(RawPath path) implements XattrAccess {
    @Override
    public int list(XattrCalls calls, byte[] list) throws ErrnoException {
      return calls.llistxattr(path, list);
    }

    @Override
    public int get(XattrCalls calls, XattrName attribute, byte[] value) throws ErrnoException {
      return calls.lgetxattr(path, attribute, value);
    }

    @Override
    public void set(XattrCalls calls, XattrName attribute, byte[] value) throws ErrnoException {
      calls.lsetxattr(path, attribute, value, XattrFlag.SET);
    }

    @Override
    public void remove(XattrCalls calls, XattrName attribute) throws ErrnoException {
      calls.lremovexattr(path, attribute);
    }
  }

  /** By path; what a final symlink points to. */
  record Following(RawPath path) implements XattrAccess {
    @Override
    public int list(XattrCalls calls, byte[] list) throws ErrnoException {
      return calls.listxattr(path, list);
    }

    @Override
    public int get(XattrCalls calls, XattrName attribute, byte[] value) throws ErrnoException {
      return calls.getxattr(path, attribute, value);
    }

    @Override
    public void set(XattrCalls calls, XattrName attribute, byte[] value) throws ErrnoException {
      calls.setxattr(path, attribute, value, XattrFlag.SET);
    }

    @Override
    public void remove(XattrCalls calls, XattrName attribute) throws ErrnoException {
      calls.removexattr(path, attribute);
    }
  }
}
