// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.XattrName;

/**
 * One attribute in which two files differ. Immutable.
 *
 * @param name the attribute
 * @param kind how they differ
 */
public record XattrDifference(XattrName name, Kind kind) {
  /** How two files differ in an attribute. */
  public enum Kind {
    /** The second file lacks it. */
    ONLY_IN_FIRST,
    /** The first file lacks it. */
    ONLY_IN_SECOND,
    /** Both have it, with other bytes. */
    VALUE
  }
}
