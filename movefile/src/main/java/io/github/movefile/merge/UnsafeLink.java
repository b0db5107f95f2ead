// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.RawPath;

/**
 * A symbolic link of the image that should not be there. It is merged all the same, as any other;
 * MoveFile itself never follows it out of the root.
 *
 * @param path the link, relative to the root
 * @param text what it says
 * @param danger what is wrong with it
 */
public record UnsafeLink(RawPath path, RawPath text, Danger danger) {
  /** What can be wrong with a link. */
  public enum Danger {
    /** It climbs above the root by {@code ..}. */
    ABOVE_ROOT,
    /** It leads to the place of the image, which will not be there. */
    INTO_IMAGE
  }
}
