// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import io.github.movefile.it.inside.gnu.Operation.Verb;
import java.util.ArrayList;
import java.util.List;

/**
 * What was seen of one plan.
 *
 * @param plan the case
 * @param before the world as it was made
 * @param gnu what GNU said
 * @param gnuWorld what GNU left
 * @param ours what MoveFile said
 * @param ourWorld what MoveFile left
 */
record Trial(Plan plan, World before, Outcome gnu, World gnuWorld, Outcome ours, World ourWorld) {

  /** In what the two differ. */
  List<Divergence> divergences() {
    List<Divergence> all = new ArrayList<>();
    if (gnu.done() != ours.done()) {
      all.add(new Divergence("", Divergence.STATUS, status(gnu), status(ours)));
    }
    all.addAll(Divergence.between(gnuWorld, ourWorld));
    return all;
  }

  private static String status(Outcome outcome) {
    return outcome.done() ? Divergence.DONE : Divergence.FAILED;
  }

  boolean isOfTree() {
    Verb verb = plan.operation().verb();
    return verb.isMerge() || verb == Verb.MOVE_TREE;
  }

  /** The path of the file that is to come to a path, or that path if none is. */
  String originOf(String path) {
    String object = plan.object();
    boolean isBelow = !object.isEmpty() && path.startsWith(object + "/");
    return path.equals(object) || isBelow ? plan.subject() + path.substring(object.length()) : path;
  }

  /** All of it, for people. */
  String text() {
    return plan.label()
        + "\n  "
        + Latin.shown(plan.operation().gnu(false))
        + "\n  GNU: "
        + Latin.shown(gnu.toString())
        + "\n  MoveFile: "
        + Latin.shown(ours.toString());
  }

  /** A divergence, with what it was before. */
  String text(Divergence divergence) {
    Evidence evidence = new Evidence(this, divergence);
    return "    "
        + divergence
        + "; before "
        + Latin.shown(String.valueOf(evidence.before()))
        + ", source "
        + Latin.shown(String.valueOf(evidence.origin()));
  }
}
