// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a sample on a trip.
 *
 * @param trip from where to where, and who moved
 * @param sample what was moved
 * @param told what the move said of itself
 * @param differences between the source before and the target after
 * @param calls what was called, and the outcome
 * @param isShared whether the target's blocks belong to another file too
 * @param target what is there
 * @param source what is left there
 */
record Arrival(
    Trip trip,
    Sample sample,
    Told told,
    List<Difference> differences,
    Map<String, String> calls,
    boolean isShared,
    Presence target,
    Presence source) {
  /** What is found in a directory. */
  enum Presence {
    /** The sample; as a target, whatever may be lost of it. */
    THERE,
    /** A source that differs from what it was. */
    CHANGED,
    /** Nothing at all. */
    GONE
  }

  /** Which calls moved bytes, by the names of {@link CallTrace}. */
  List<String> ways() {
    return calls.entrySet().stream()
        .filter(call -> call.getValue().equals(CallTrace.DONE))
        .map(Map.Entry::getKey)
        .filter(call -> !call.equals(CallTrace.PUBLISH))
        .toList();
  }

  /** Why it was not moved. */
  Optional<Told.Refusal> refusal() {
    return told.refusals().stream().findFirst();
  }

  /** A refusal of the last step: there is a copy, and the source. */
  boolean isSourceLeft() {
    return refusal().filter(refusal -> refusal.state().equals("SOURCE_LEFT")).isPresent();
  }
}
