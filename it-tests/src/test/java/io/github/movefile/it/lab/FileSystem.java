// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import java.util.Locale;

/** The kinds of file systems of the laboratory; there are two of each. */
public enum FileSystem {
  /** On a loop device, in 4 KiB blocks. */
  EXT4,
  /** On a loop device, with reflinks. */
  BTRFS,
  /** On a loop device, with reflinks. */
  XFS,
  /** In memory. */
  TMPFS,
  /** overlayfs, with its layers on ext4. */
  OVERLAY;

  /**
   * The name, as in /proc/filesystems.
   *
   * @return in lower case
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * A directory in which every user may write, on the first of the two.
   *
   * @return an absolute path in the container
   */
  public String directory() {
    return "/lab/" + label() + "/tests";
  }

  /**
   * The like on the second.
   *
   * @return an absolute path in the container
   */
  public String secondDirectory() {
    return "/lab/" + label() + "b/tests";
  }

  /**
   * {@link #directory} through a bind mount: the same st_dev and inodes, yet rename(2) and link(2)
   * from the one to the other answer EXDEV.
   *
   * @return an absolute path in the container
   */
  public String boundDirectory() {
    return "/lab/bind/" + label() + "/tests";
  }
}
