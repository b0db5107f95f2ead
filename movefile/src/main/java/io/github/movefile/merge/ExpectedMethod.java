// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

/**
 * How an entry is expected to get to its place, told from the devices and the options. What is done
 * is always found out by trying: {@link io.github.movefile.move.MoveMethod} tells it.
 */
public enum ExpectedMethod {
  /** By rename(2). */
  RENAME,
  /** A regular file is copied, to another file system or because it stays in the image. */
  COPY,
  /** A symbolic link or node is made again. */
  RECREATE,
  /**
   * One of several names of a file: the first that a worker comes to is copied, the others become
   * hard links of it.
   */
  COPY_OR_LINK,
  /** Nothing is moved. */
  NONE
}
