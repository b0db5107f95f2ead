// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import java.nio.ByteBuffer;

/**
 * The system calls on open files: one method a call, no policy. All copying calls take explicit
 * offsets, so that the position of a descriptor never matters, with one exception: {@link
 * #sendfile} writes at the position of its target.
 *
 * <p>Thread-safe. Each method throws {@link ErrnoException}, naming the call, when the kernel
 * refuses.
 */
public interface DataCalls {
  /**
   * Looks at an open file. {@code statx(fd, "", AT_EMPTY_PATH, ...)}, statx(2).
   *
   * @param fd the file
   * @return what it is
   * @throws ErrnoException if it fails
   */
  FileStat fstat(Fd fd) throws ErrnoException;

  /**
   * Reads at an offset. {@code ssize_t pread(int fd, void *buf, size_t count, off_t offset)},
   * pread(2).
   *
   * @param fd a file open for reading
   * @param buffer a direct buffer; filled from its position, which moves by what was read
   * @param offset where in the file, in bytes
   * @return bytes read, fewer than remain in the buffer at times; 0 at the end of the file
   * @throws ErrnoException if it fails
   */
  int pread(Fd fd, ByteBuffer buffer, long offset) throws ErrnoException;

  /**
   * Writes at an offset. {@code ssize_t pwrite(int fd, const void *buf, size_t count, off_t
   * offset)}, pwrite(2).
   *
   * @param fd a file open for writing
   * @param buffer a direct buffer; written from its position, which moves by what was written
   * @param offset where in the file, in bytes
   * @return bytes written, fewer than remain in the buffer at times
   * @throws ErrnoException if it fails
   */
  int pwrite(Fd fd, ByteBuffer buffer, long offset) throws ErrnoException;

  /**
   * Moves the position, or finds data and holes. {@code off_t lseek(int fd, off_t offset, int
   * whence)}, lseek(2).
   *
   * @param fd the file
   * @param offset in bytes
   * @param whence what the offset counts from
   * @return the new position in bytes
   * @throws ErrnoException ENXIO for {@link Whence#DATA} behind the last data
   */
  long lseek(Fd fd, long offset, Whence whence) throws ErrnoException;

  /**
   * Shares all blocks of a source with a target. {@code int ioctl(int dest_fd, FICLONE, int
   * src_fd)}, ioctl_ficlone(2).
   *
   * @param target open for writing
   * @param source open for reading
   * @throws ErrnoException if it can't; nothing was changed then
   */
  void ficlone(Fd target, Fd source) throws ErrnoException;

  /**
   * Copies in the kernel. {@code ssize_t copy_file_range(int fd_in, off_t *off_in, int fd_out,
   * off_t *off_out, size_t len, unsigned flags)}, copy_file_range(2).
   *
   * @param source open for reading
   * @param sourceOffset in bytes
   * @param target open for writing
   * @param targetOffset in bytes
   * @param length the most to copy, in bytes
   * @return bytes copied; 0 at the end of the source, and from some file systems that can't
   * @throws ErrnoException if it fails
   */
  long copyFileRange(Fd source, long sourceOffset, Fd target, long targetOffset, long length)
      throws ErrnoException;

  /**
   * Copies in the kernel to the position of the target. {@code ssize_t sendfile(int out_fd, int
   * in_fd, off_t *offset, size_t count)}, sendfile(2).
   *
   * @param target open for writing; its position moves
   * @param source open for reading; its position stays
   * @param sourceOffset in bytes
   * @param length the most to copy, in bytes; the kernel stops at 2,147,479,552
   * @return bytes copied; 0 at the end of the source
   * @throws ErrnoException if it fails
   */
  long sendfile(Fd target, Fd source, long sourceOffset, long length) throws ErrnoException;

  /**
   * Sets the length. {@code int ftruncate(int fd, off_t length)}, ftruncate(2).
   *
   * @param fd open for writing
   * @param length in bytes; what is new reads as zeros and is a hole
   * @throws ErrnoException if it fails
   */
  void ftruncate(Fd fd, long length) throws ErrnoException;

  /**
   * Allocates or frees blocks. {@code int fallocate(int fd, int mode, off_t offset, off_t len)},
   * fallocate(2).
   *
   * @param fd open for writing
   * @param mode what to do
   * @param offset in bytes
   * @param length in bytes, more than 0
   * @throws ErrnoException EOPNOTSUPP where the file system can't
   */
  void fallocate(Fd fd, FallocateMode mode, long offset, long length) throws ErrnoException;

  /**
   * Stores a file's data and inode on the device. {@code int fsync(int fd)}, fsync(2).
   *
   * @param fd a file or a directory
   * @throws ErrnoException if it fails
   */
  void fsync(Fd fd) throws ErrnoException;

  /**
   * Stores all of a file system. {@code int syncfs(int fd)}, syncfs(2).
   *
   * @param fd anything on that file system
   * @throws ErrnoException if it fails
   */
  void syncfs(Fd fd) throws ErrnoException;

  /**
   * Takes or gives up a lock on a file or directory, without waiting. {@code int flock(int fd, int
   * operation)} with {@code LOCK_NB}, flock(2). It belongs to the open file description: closing
   * gives it up, and so does the end of the process.
   *
   * @param fd open, not as a handle ({@code O_PATH})
   * @param lock which
   * @throws ErrnoException EAGAIN if another one is in the way
   */
  void flock(Fd fd, FileLock lock) throws ErrnoException;

  /**
   * Changes owner and group. {@code int fchown(int fd, uid_t owner, gid_t group)}, fchown(2).
   * Clears setuid, setgid and capabilities.
   *
   * @param fd the file
   * @param uid new owner, -1 to keep
   * @param gid new group, -1 to keep
   * @throws ErrnoException if it fails
   */
  void fchown(Fd fd, int uid, int gid) throws ErrnoException;

  /**
   * Changes permission bits. {@code int fchmod(int fd, mode_t mode)}, fchmod(2).
   *
   * @param fd the file
   * @param mode 0 to 07777
   * @throws ErrnoException if it fails
   */
  void fchmod(Fd fd, int mode) throws ErrnoException;

  /**
   * Sets times. {@code int futimens(int fd, const struct timespec times[2])}, futimens(3).
   *
   * @param fd the file
   * @param atime last access, or a mark of {@link Timespec}
   * @param mtime last change, or a mark of {@link Timespec}
   * @throws ErrnoException if it fails
   */
  void futimens(Fd fd, Timespec atime, Timespec mtime) throws ErrnoException;

  /**
   * Reads the inode flags. {@code ioctl(fd, FS_IOC_GETFLAGS, &flags)}, ioctl_iflags(2).
   *
   * @param fd the file
   * @return its flags
   * @throws ErrnoException ENOTTY or EOPNOTSUPP where the file system has none
   */
  InodeFlags getInodeFlags(Fd fd) throws ErrnoException;

  /**
   * Sets the inode flags. {@code ioctl(fd, FS_IOC_SETFLAGS, &flags)}, ioctl_iflags(2).
   *
   * @param fd the file
   * @param flags all of its flags
   * @throws ErrnoException EPERM for the immutable and append-only flags without
   *     CAP_LINUX_IMMUTABLE
   */
  void setInodeFlags(Fd fd, InodeFlags flags) throws ErrnoException;
}
