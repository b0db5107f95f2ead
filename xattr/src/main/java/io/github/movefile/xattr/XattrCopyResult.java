// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.XattrName;
import java.util.List;

/**
 * What a copy of attributes did. Immutable.
 *
 * @param copied attributes that the target now has with the source's value, in the order of the
 *     source's list
 * @param losses failures under {@link XattrPolicy#TRY}, in the order in which they happened
 */
public record XattrCopyResult(List<XattrName> copied, List<XattrLoss> losses) {
  static final XattrCopyResult NOTHING = new XattrCopyResult(List.of(), List.of());

  /**
   * Takes copies of both lists.
   *
   * @param copied what was copied
   * @param losses what was lost
   */
  public XattrCopyResult {
    copied = List.copyOf(copied);
    losses = List.copyOf(losses);
  }
}
