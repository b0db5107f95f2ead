// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import java.util.ArrayList;
import java.util.List;

/** Compares what the command of MoveFile did with what the library did. */
final class CommandCheck {
  private CommandCheck() {}

  /** One line for each thing that is not as it should be. */
  static List<String> problems(Trial trial, Bench.After command) {
    List<String> problems = new ArrayList<>();
    for (Divergence each : Divergence.between(trial.ourWorld(), command.world())) {
      if (!each.path().contains("/.mvf-")) { // a temp is called otherwise each time
        problems.add("the command did otherwise: " + each.text("library", "command"));
      }
    }
    Outcome outcome = command.outcome();
    if (outcome.done() != trial.ours().done()) {
      problems.add("the command's exit status is another one: " + outcome);
    }
    String verb = trial.plan().operation().verb().command().get(0);
    if (!outcome.done() && !outcome.text().startsWith("movefile: cannot " + verb + " '")) {
      problems.add("the command's message has another form: " + outcome);
    }
    if (outcome.done() && outcome.text().isEmpty() != trial.ours().losses().isEmpty()) {
      // A merge prints a summary in any case.
      if (!trial.isOfTree()) {
        problems.add("losses are told otherwise by the command: " + outcome);
      }
    }
    return problems;
  }
}
