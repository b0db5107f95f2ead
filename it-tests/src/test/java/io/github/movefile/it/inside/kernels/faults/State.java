// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels.faults;

import java.util.List;

/** What has become of the files when a {@link Scene} ends early. */
enum State {
  /** The target is old, and the source is there. */
  UNCHANGED,
  /** The target is new, and the source is still there. */
  SOURCE_LEFT,
  /** The target is new, and the source is gone, unless it was to stay. */
  DONE;

  /**
   * Nothing has happened up to the call that puts the target in place, and the source is there up
   * to the one that removes it.
   *
   * @param failing isn't carried out
   * @param calls all that are made if none fails
   */
  static State afterFailureOf(TracedCall failing, Scene scene, List<TracedCall> calls) {
    int at = calls.indexOf(failing);
    if (at <= indexOfLast(calls, "renameat", "")) {
      return UNCHANGED;
    }
    if (scene.isCopy()) {
      return SOURCE_LEFT;
    }
    return at <= indexOfLast(calls, "unlinkat", "/source\"") ? SOURCE_LEFT : DONE;
  }

  /** Of the last one that succeeded, -1 if there is none. */
  private static int indexOfLast(List<TracedCall> calls, String name, String text) {
    int last = -1;
    for (int i = 0; i < calls.size(); i++) {
      TracedCall call = calls.get(i);
      if (call.name().equals(name) && call.text().contains(text) && call.succeeded()) {
        last = i;
      }
    }
    return last;
  }
}
