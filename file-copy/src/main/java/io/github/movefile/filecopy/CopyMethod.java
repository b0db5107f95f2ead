// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

/**
 * A way to get bytes from one file into another, in the order in which they are asked. Not every
 * one is asked for every file, unless the caller chose the methods: below 64 KiB nothing is shared
 * ({@link Reflink#ALWAYS} aside) or copied by range, and from there on sendfile(2) isn't asked,
 * since a reused buffer is faster.
 */
public enum CopyMethod {
  /** {@code ioctl(FICLONE)}: the target shares all blocks of the source, ioctl_ficlone(2). */
  REFLINK,
  /** copy_file_range(2): the kernel, or the server of a network file system, copies. */
  COPY_FILE_RANGE,
  /** sendfile(2): the kernel copies through its page cache. */
  SENDFILE,
  /** pread(2) and pwrite(2) through a buffer: works everywhere, so it always remains. */
  READ_WRITE,
  /** Streams of the JDK, where no system call can be made. */
  PORTABLE
}
