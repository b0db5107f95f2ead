// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.XattrCalls;
import io.github.movefile.syscalls.XattrFlag;
import io.github.movefile.syscalls.XattrName;

/**
 * The calls on attributes, restarted when a signal interrupted them (EINTR), signal(7). No data was
 * lost then: the kernel answers with a short count instead once some bytes are through.
 * Thread-safe.
 */
public final class RestartingXattrCalls implements XattrCalls {
  private final XattrCalls calls;

  /**
   * Restarts calls.
   *
   * @param calls the calls that may be interrupted
   */
  public RestartingXattrCalls(XattrCalls calls) {
    this.calls = calls;
  }

  @Override
  public int flistxattr(Fd fd, byte[] list) throws ErrnoException {
    while (true) {
      try {
        return calls.flistxattr(fd, list);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public int fgetxattr(Fd fd, XattrName name, byte[] value) throws ErrnoException {
    while (true) {
      try {
        return calls.fgetxattr(fd, name, value);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void fsetxattr(Fd fd, XattrName name, byte[] value, XattrFlag flag) throws ErrnoException {
    while (true) {
      try {
        calls.fsetxattr(fd, name, value, flag);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void fremovexattr(Fd fd, XattrName name) throws ErrnoException {
    while (true) {
      try {
        calls.fremovexattr(fd, name);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public int listxattr(RawPath path, byte[] list) throws ErrnoException {
    while (true) {
      try {
        return calls.listxattr(path, list);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public int getxattr(RawPath path, XattrName name, byte[] value) throws ErrnoException {
    while (true) {
      try {
        return calls.getxattr(path, name, value);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void setxattr(RawPath path, XattrName name, byte[] value, XattrFlag flag)
      throws ErrnoException {
    while (true) {
      try {
        calls.setxattr(path, name, value, flag);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void removexattr(RawPath path, XattrName name) throws ErrnoException {
    while (true) {
      try {
        calls.removexattr(path, name);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public int llistxattr(RawPath path, byte[] list) throws ErrnoException {
    while (true) {
      try {
        return calls.llistxattr(path, list);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public int lgetxattr(RawPath path, XattrName name, byte[] value) throws ErrnoException {
    while (true) {
      try {
        return calls.lgetxattr(path, name, value);
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void lsetxattr(RawPath path, XattrName name, byte[] value, XattrFlag flag)
      throws ErrnoException {
    while (true) {
      try {
        calls.lsetxattr(path, name, value, flag);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }

  @Override
  public void lremovexattr(RawPath path, XattrName name) throws ErrnoException {
    while (true) {
      try {
        calls.lremovexattr(path, name);
        return;
      } catch (ErrnoException e) {
        Restarts.rethrowUnlessInterrupted(e);
      }
    }
  }
}
