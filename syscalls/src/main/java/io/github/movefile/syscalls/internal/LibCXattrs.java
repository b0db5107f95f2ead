// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

/**
 * The functions of the C library on extended attributes. Names and types are those of the man
 * pages; each returns -1 and sets errno on failure. Thread-safe.
 */
@SuppressWarnings("checkstyle:all") // the names are C's
final class LibCXattrs {
  private final CLibrary c;
  private final long flistxattr;
  private final long listxattr;
  private final long llistxattr;
  private final long fgetxattr;
  private final long getxattr;
  private final long lgetxattr;
  private final long fsetxattr;
  private final long setxattr;
  private final long lsetxattr;
  private final long fremovexattr;
  private final long removexattr;
  private final long lremovexattr;

  LibCXattrs(CLibrary c) {
    this.c = c;
    this.flistxattr = c.address("flistxattr");
    this.listxattr = c.address("listxattr");
    this.llistxattr = c.address("llistxattr");
    this.fgetxattr = c.address("fgetxattr");
    this.getxattr = c.address("getxattr");
    this.lgetxattr = c.address("lgetxattr");
    this.fsetxattr = c.address("fsetxattr");
    this.setxattr = c.address("setxattr");
    this.lsetxattr = c.address("lsetxattr");
    this.fremovexattr = c.address("fremovexattr");
    this.removexattr = c.address("removexattr");
    this.lremovexattr = c.address("lremovexattr");
  }

  long flistxattr(int fd, DirectMemory list, long size) {
    return c.call(flistxattr, fd, list.address(), size);
  }

  long listxattr(DirectMemory path, DirectMemory list, long size) {
    return c.call(listxattr, path.address(), list.address(), size);
  }

  long llistxattr(DirectMemory path, DirectMemory list, long size) {
    return c.call(llistxattr, path.address(), list.address(), size);
  }

  long fgetxattr(int fd, DirectMemory name, DirectMemory value, long size) {
    return c.call(fgetxattr, fd, name.address(), value.address(), size);
  }

  long getxattr(DirectMemory path, DirectMemory name, DirectMemory value, long size) {
    return c.call(getxattr, path.address(), name.address(), value.address(), size);
  }

  long lgetxattr(DirectMemory path, DirectMemory name, DirectMemory value, long size) {
    return c.call(lgetxattr, path.address(), name.address(), value.address(), size);
  }

  int fsetxattr(int fd, DirectMemory name, DirectMemory value, long size, int flags) {
    return (int) c.call(fsetxattr, fd, name.address(), value.address(), size, flags);
  }

  int setxattr(DirectMemory path, DirectMemory name, DirectMemory value, long size, int flags) {
    return (int) c.call(setxattr, path.address(), name.address(), value.address(), size, flags);
  }

  int lsetxattr(DirectMemory path, DirectMemory name, DirectMemory value, long size, int flags) {
    return (int) c.call(lsetxattr, path.address(), name.address(), value.address(), size, flags);
  }

  int fremovexattr(int fd, DirectMemory name) {
    return (int) c.call(fremovexattr, fd, name.address());
  }

  int removexattr(DirectMemory path, DirectMemory name) {
    return (int) c.call(removexattr, path.address(), name.address());
  }

  int lremovexattr(DirectMemory path, DirectMemory name) {
    return (int) c.call(lremovexattr, path.address(), name.address());
  }
}
