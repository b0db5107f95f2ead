// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

/**
 * The system calls on extended attributes, xattr(7): one method a call, no policy. Each comes three
 * times: for an open file ({@code f...}), for a path, and for a path whose final symlink isn't
 * followed ({@code l...}). Paths start at the working directory; one below an open directory, or
 * the inode of an {@code O_PATH} descriptor, is reached as {@code /proc/self/fd/N}.
 *
 * <p>Thread-safe. Each method throws {@link ErrnoException}, naming the call, when the kernel
 * refuses: ENODATA where there is no such attribute, ERANGE where the buffer is too small,
 * EOPNOTSUPP where the file system or namespace has none.
 */
public interface XattrCalls {
  /**
   * Lists names. {@code ssize_t flistxattr(int fd, char *list, size_t size)}, flistxattr(2).
   *
   * @param fd the file
   * @param list receives the names, each with a NUL behind it; of length 0 to ask for the size
   * @return bytes used, or needed
   * @throws ErrnoException if it fails
   */
  int flistxattr(Fd fd, byte[] list) throws ErrnoException;

  /**
   * Gets a value. {@code ssize_t fgetxattr(int fd, const char *name, void *value, size_t size)},
   * fgetxattr(2).
   *
   * @param fd the file
   * @param name which
   * @param value receives the value; of length 0 to ask for the size
   * @return bytes used, or needed
   * @throws ErrnoException if it fails
   */
  int fgetxattr(Fd fd, XattrName name, byte[] value) throws ErrnoException;

  /**
   * Sets a value. {@code int fsetxattr(int fd, const char *name, const void *value, size_t size,
   * int flags)}, fsetxattr(2).
   *
   * @param fd the file
   * @param name which
   * @param value all of the new value
   * @param flag what to do about one that is there
   * @throws ErrnoException if it fails
   */
  void fsetxattr(Fd fd, XattrName name, byte[] value, XattrFlag flag) throws ErrnoException;

  /**
   * Removes an attribute. {@code int fremovexattr(int fd, const char *name)}, fremovexattr(2).
   *
   * @param fd the file
   * @param name which
   * @throws ErrnoException if it fails
   */
  void fremovexattr(Fd fd, XattrName name) throws ErrnoException;

  /**
   * Lists names. {@code ssize_t listxattr(const char *path, char *list, size_t size)},
   * listxattr(2).
   *
   * @param path the file; a final symlink is followed
   * @param list receives the names, each with a NUL behind it; of length 0 to ask for the size
   * @return bytes used, or needed
   * @throws ErrnoException if it fails
   */
  int listxattr(RawPath path, byte[] list) throws ErrnoException;

  /**
   * Gets a value. {@code ssize_t getxattr(const char *path, const char *name, void *value, size_t
   * size)}, getxattr(2).
   *
   * @param path the file; a final symlink is followed
   * @param name which
   * @param value receives the value; of length 0 to ask for the size
   * @return bytes used, or needed
   * @throws ErrnoException if it fails
   */
  int getxattr(RawPath path, XattrName name, byte[] value) throws ErrnoException;

  /**
   * Sets a value. {@code int setxattr(const char *path, const char *name, const void *value, size_t
   * size, int flags)}, setxattr(2).
   *
   * @param path the file; a final symlink is followed
   * @param name which
   * @param value all of the new value
   * @param flag what to do about one that is there
   * @throws ErrnoException if it fails
   */
  void setxattr(RawPath path, XattrName name, byte[] value, XattrFlag flag) throws ErrnoException;

  /**
   * Removes an attribute. {@code int removexattr(const char *path, const char *name)},
   * removexattr(2).
   *
   * @param path the file; a final symlink is followed
   * @param name which
   * @throws ErrnoException if it fails
   */
  void removexattr(RawPath path, XattrName name) throws ErrnoException;

  /**
   * Lists names. {@code ssize_t llistxattr(const char *path, char *list, size_t size)},
   * llistxattr(2).
   *
   * @param path the file; a final symlink is taken itself
   * @param list receives the names, each with a NUL behind it; of length 0 to ask for the size
   * @return bytes used, or needed
   * @throws ErrnoException if it fails
   */
  int llistxattr(RawPath path, byte[] list) throws ErrnoException;

  /**
   * Gets a value. {@code ssize_t lgetxattr(const char *path, const char *name, void *value, size_t
   * size)}, lgetxattr(2).
   *
   * @param path the file; a final symlink is taken itself
   * @param name which
   * @param value receives the value; of length 0 to ask for the size
   * @return bytes used, or needed
   * @throws ErrnoException if it fails
   */
  int lgetxattr(RawPath path, XattrName name, byte[] value) throws ErrnoException;

  /**
   * Sets a value. {@code int lsetxattr(const char *path, const char *name, const void *value,
   * size_t size, int flags)}, lsetxattr(2).
   *
   * @param path the file; a final symlink is taken itself
   * @param name which
   * @param value all of the new value
   * @param flag what to do about one that is there
   * @throws ErrnoException if it fails
   */
  void lsetxattr(RawPath path, XattrName name, byte[] value, XattrFlag flag) throws ErrnoException;

  /**
   * Removes an attribute. {@code int lremovexattr(const char *path, const char *name)},
   * lremovexattr(2).
   *
   * @param path the file; a final symlink is taken itself
   * @param name which
   * @throws ErrnoException if it fails
   */
  void lremovexattr(RawPath path, XattrName name) throws ErrnoException;
}
