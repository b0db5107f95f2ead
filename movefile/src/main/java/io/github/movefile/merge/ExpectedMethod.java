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
  /** It becomes a hard link of the first name of its file. */
  HARD_LINK,
  /** Nothing is moved. */
  NONE
}
