// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

/** Where the SELinux label of a copied file comes from; a renamed file keeps the one it has. */
public enum SecurityLabel {
  /** What the policy gives a file that is made in the target's directory. */
  INHERIT,
  /**
   * The source's. Where SELinux is enabled it is handed to the kernel before the file is made
   * ({@code /proc/thread-self/attr/fscreate}); elsewhere {@code security.selinux} travels as an
   * attribute.
   */
  PRESERVE
}
