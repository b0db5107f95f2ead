// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import java.util.List;

/**
 * What came of an operation.
 *
 * @param done whether it succeeded
 * @param text what was said
 * @param losses what was said to be lost, by the names of {@code MoveWarning.Loss}
 */
record Outcome(boolean done, String text, List<String> losses) {
  static Outcome of(Shell.Reply reply) {
    return new Outcome(reply.status() == 0, reply.text(), List.of());
  }

  @Override
  public String toString() {
    return (done ? "done " : "failed ") + text + (losses.isEmpty() ? "" : " lost " + losses);
  }
}
