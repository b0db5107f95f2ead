// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import java.util.List;

/**
 * The system calls that take names: one method a call, no policy. Each path is relative to an open
 * directory, or to the working directory with {@link Fd#CWD}.
 *
 * <p>Thread-safe. Each method throws {@link ErrnoException}, naming the call, when the kernel
 * refuses.
 */
public interface PathCalls {
  /**
   * Opens a file; {@code O_CLOEXEC} is added. {@code int openat(int dirfd, const char *pathname,
   * int flags, mode_t mode)}, openat(2).
   *
   * @param dir where a relative path starts
   * @param path the file
   * @param flags access mode and more
   * @param mode permission bits for a file that is created, less the umask
   * @return a descriptor for the caller to close
   * @throws ErrnoException if it fails
   */
  Fd openat(Fd dir, RawPath path, OpenFlags flags, int mode) throws ErrnoException;

  /**
   * Opens a file, with rules for the way there. {@code long openat2(int dirfd, const char
   * *pathname, struct open_how *how, size_t size)}, openat2(2), since Linux 5.6.
   *
   * @param dir where a path starts
   * @param path the file
   * @param flags access mode and more
   * @param mode permission bits for a file that is created, less the umask
   * @param resolve what may be followed
   * @return a descriptor for the caller to close
   * @throws ErrnoException ENOSYS on older kernels; EAGAIN when a rename elsewhere raced with it
   */
  Fd openat2(Fd dir, RawPath path, OpenFlags flags, int mode, ResolveFlags resolve)
      throws ErrnoException;

  /**
   * Looks at a file. {@code int statx(int dirfd, const char *pathname, int flags, unsigned mask,
   * struct statx *buf)}, statx(2); newfstatat where a kernel or a seccomp filter has no statx.
   *
   * @param dir where a relative path starts
   * @param path the file
   * @param flags {@link AtFlags#SYMLINK_NOFOLLOW}, {@link AtFlags#EMPTY_PATH} or none
   * @return what it is
   * @throws ErrnoException if it fails
   */
  FileStat statx(Fd dir, RawPath path, AtFlags flags) throws ErrnoException;

  /**
   * Makes a directory. {@code int mkdirat(int dirfd, const char *pathname, mode_t mode)},
   * mkdirat(2).
   *
   * @param dir where a relative path starts
   * @param path the new directory
   * @param mode permission bits, less the umask
   * @throws ErrnoException if it fails
   */
  void mkdirat(Fd dir, RawPath path, int mode) throws ErrnoException;

  /**
   * Makes a FIFO, a socket node or a device node. {@code int mknodat(int dirfd, const char
   * *pathname, mode_t mode, dev_t dev)}, mknodat(2).
   *
   * @param dir where a relative path starts
   * @param path the new node
   * @param type what it is
   * @param mode permission bits, less the umask
   * @param rdev the device, as {@link FileStat#device} makes it; 0 for FIFOs and sockets
   * @throws ErrnoException if it fails
   */
  void mknodat(Fd dir, RawPath path, FileType type, int mode, long rdev) throws ErrnoException;

  /**
   * Makes a symbolic link. {@code int symlinkat(const char *target, int newdirfd, const char
   * *linkpath)}, symlinkat(2).
   *
   * @param text what the link says
   * @param dir where a relative path starts
   * @param path the new link
   * @throws ErrnoException if it fails
   */
  void symlinkat(RawPath text, Fd dir, RawPath path) throws ErrnoException;

  /**
   * Reads a symbolic link, of any length. {@code ssize_t readlinkat(int dirfd, const char
   * *pathname, char *buf, size_t bufsiz)}, readlinkat(2).
   *
   * @param dir where a relative path starts
   * @param path the link
   * @return what it says
   * @throws ErrnoException EINVAL if it isn't a link
   */
  RawPath readlinkat(Fd dir, RawPath path) throws ErrnoException;

  /**
   * Makes a hard link. {@code int linkat(int olddirfd, const char *oldpath, int newdirfd, const
   * char *newpath, int flags)}, linkat(2).
   *
   * @param oldDir where a relative old path starts
   * @param oldPath an existing name
   * @param newDir where a relative new path starts
   * @param newPath the new name
   * @param flags {@link AtFlags#SYMLINK_FOLLOW}, {@link AtFlags#EMPTY_PATH} or none
   * @throws ErrnoException EXDEV across file systems and mounts
   */
  void linkat(Fd oldDir, RawPath oldPath, Fd newDir, RawPath newPath, AtFlags flags)
      throws ErrnoException;

  /**
   * Removes a name. {@code int unlinkat(int dirfd, const char *pathname, int flags)}, unlinkat(2).
   *
   * @param dir where a relative path starts
   * @param path the name
   * @param flags {@link AtFlags#REMOVE_DIRECTORY} for an empty directory
   * @throws ErrnoException if it fails
   */
  void unlinkat(Fd dir, RawPath path, AtFlags flags) throws ErrnoException;

  /**
   * Renames. {@code int renameat2(int olddirfd, const char *oldpath, int newdirfd, const char
   * *newpath, unsigned flags)}, renameat2(2); plain renameat(2) for no flags.
   *
   * @param oldDir where a relative old path starts
   * @param oldPath the source
   * @param newDir where a relative new path starts
   * @param newPath the target
   * @param flags what to do about a target
   * @throws ErrnoException EXDEV across file systems and mounts, EINVAL where the file system has
   *     no such flag
   */
  void renameat2(Fd oldDir, RawPath oldPath, Fd newDir, RawPath newPath, RenameFlags flags)
      throws ErrnoException;

  /**
   * Changes owner and group. {@code int fchownat(int dirfd, const char *pathname, uid_t owner,
   * gid_t group, int flags)}, fchownat(2).
   *
   * @param dir where a relative path starts
   * @param path the file
   * @param uid new owner, -1 to keep
   * @param gid new group, -1 to keep
   * @param flags {@link AtFlags#SYMLINK_NOFOLLOW}, {@link AtFlags#EMPTY_PATH} or none
   * @throws ErrnoException if it fails
   */
  void fchownat(Fd dir, RawPath path, int uid, int gid, AtFlags flags) throws ErrnoException;

  /**
   * Changes permission bits, following a final symlink. {@code int fchmodat(int dirfd, const char
   * *pathname, mode_t mode, 0)}, fchmodat(2).
   *
   * @param dir where a relative path starts
   * @param path the file
   * @param mode 0 to 07777
   * @throws ErrnoException if it fails
   */
  void fchmodat(Fd dir, RawPath path, int mode) throws ErrnoException;

  /**
   * Sets times. {@code int utimensat(int dirfd, const char *pathname, const struct timespec
   * times[2], int flags)}, utimensat(2).
   *
   * @param dir where a relative path starts
   * @param path the file
   * @param atime last access, or a mark of {@link Timespec}
   * @param mtime last change, or a mark of {@link Timespec}
   * @param flags {@link AtFlags#SYMLINK_NOFOLLOW}, {@link AtFlags#EMPTY_PATH} (Linux 5.8) or none
   * @throws ErrnoException if it fails
   */
  void utimensat(Fd dir, RawPath path, Timespec atime, Timespec mtime, AtFlags flags)
      throws ErrnoException;

  /**
   * Reads the next entries of an open directory, as many as fit a large buffer, without {@code .}
   * and {@code ..}. {@code ssize_t getdents64(int fd, void *dirp, size_t count)}, getdents64(2).
   *
   * @param dir a directory open for reading
   * @return the entries in the kernel's order; empty at the end, and only there
   * @throws ErrnoException if it fails
   */
  List<DirectoryEntry> getdents64(Fd dir) throws ErrnoException;

  /**
   * The same for who only counts what is no directory: no objects are made of it.
   *
   * @param dir a directory open for reading
   * @param directories gets those that are directories, and those of an unknown type
   * @return how many entries were read, these included; 0 at the end, and only there
   * @throws ErrnoException if it fails; nothing was added then
   */
  int getdents64(Fd dir, List<DirectoryEntry> directories) throws ErrnoException;

  /**
   * Looks at the file system of an open file. {@code int fstatfs(int fd, struct statfs *buf)},
   * fstatfs(2).
   *
   * @param fd a file or directory on it
   * @return its size and limits
   * @throws ErrnoException if it fails
   */
  FsStat fstatfs(Fd fd) throws ErrnoException;
}
