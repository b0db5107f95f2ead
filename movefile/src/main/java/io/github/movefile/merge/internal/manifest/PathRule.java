// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.manifest;

import org.jspecify.annotations.Nullable;

/** What the path of an entry may be, so that it means one file below the root and no other. */
final class PathRule {
  private PathRule() {}

  /** What is wrong with a path; null if nothing is. */
  static @Nullable String offence(byte[] path) {
    if (path.length == 0) {
      return "an empty path";
    }
    int start = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        int length = i - start;
        boolean isDots =
            length > 0 && length < 3 && path[start] == '.' && path[start + length - 1] == '.';
        if (length == 0 || isDots) {
          return "a path with an empty component, '.' or '..'";
        }
        start = i + 1;
      } else if (path[i] == 0) {
        return "a path with a NUL byte";
      }
    }
    return null;
  }
}
