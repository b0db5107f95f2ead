// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

/** What a copy does about an attribute. */
public enum XattrPolicy {
  /** It is copied, and a failure ends the copy with an {@link XattrException}. */
  REQUIRE,
  /** It is copied, and a failure is recorded as an {@link XattrLoss}. */
  TRY,
  /** It isn't even read. */
  SKIP
}
