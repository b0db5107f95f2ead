// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import io.github.movefile.it.inside.table.Told.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What became of a sample, in a few words for a table. */
final class Cell {
  static final String KEPT = "kept";

  private Cell() {}

  /** Such as "kept", "lost (ENOSPC)", "not moved (EPERM)". */
  static String of(Arrival arrival) {
    if (arrival.refusal().isPresent()) {
      String what = arrival.isSourceLeft() ? "copied, source stays" : "not moved";
      String errno = arrival.refusal().get().errno();
      return errno.isEmpty() ? what : what + " (" + errno + ")";
    }
    if (arrival.differences().isEmpty()) {
      return KEPT;
    }
    if (arrival.differences().stream().allMatch(Honesty::isLeftOut)) {
      return "left out";
    }
    List<String> parts = new ArrayList<>(what(arrival));
    if (!Honesty.untold(arrival).isEmpty()) {
      parts.add("not told");
    }
    return String.join(", ", parts) + errnos(arrival);
  }

  private static Set<String> what(Arrival arrival) {
    Set<String> what = new TreeSet<>();
    for (Difference difference : arrival.differences()) {
      if (Honesty.isTime(difference)) {
        what.add("becomes " + difference.after().replaceFirst("(\\.0+)? \\+0000$", ""));
      } else if (difference.about().equals("flags")) {
        what.add("`" + lostFlags(difference) + "` lost");
      } else {
        what.add("lost");
      }
    }
    return what;
  }

  private static String lostFlags(Difference flags) {
    return flags.after().isEmpty()
        ? flags.before()
        : flags.before().replaceAll("[" + flags.after() + "]", "");
  }

  private static String errnos(Arrival arrival) {
    Set<String> errnos = new TreeSet<>();
    for (Warning warning : arrival.told().warnings()) {
      if (!warning.cause().isEmpty()) {
        errnos.add(warning.cause().replaceFirst(".*: ", ""));
      }
    }
    return errnos.isEmpty() ? "" : " (" + String.join(", ", errnos) + ")";
  }

  /** What the move said of a loss or a refusal, for people. */
  static String told(Arrival arrival) {
    if (arrival.refusal().isPresent()) {
      Told.Refusal refusal = arrival.refusal().get();
      String where = refusal.failure() + " at " + refusal.step();
      String why = refusal.call().isEmpty() ? "" : refusal.call() + ": " + refusal.errno() + ", ";
      return "`MoveException`: " + where + ", " + why + refusal.state();
    }
    List<String> told = new ArrayList<>();
    for (Warning warning : arrival.told().warnings()) {
      String cause = warning.cause().isEmpty() ? "" : ": " + warning.cause();
      told.add("`" + warning.loss() + "`: " + warning.detail() + cause);
    }
    return told.isEmpty() ? "nothing" : String.join("; ", told);
  }
}
