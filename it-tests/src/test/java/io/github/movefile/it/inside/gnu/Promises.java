// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import io.github.movefile.it.inside.gnu.Operation.Verb;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.xattr.XattrFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What MoveFile promises whatever GNU does: after a failure everything is as it was; after a
 * success the new file is the old one, but for losses that were told.
 */
final class Promises {
  private final Trial trial;
  private final List<String> broken = new ArrayList<>();

  private Promises(Trial trial) {
    this.trial = trial;
  }

  /** One line for each promise that was broken. */
  static List<String> brokenIn(Trial trial) {
    Promises promises = new Promises(trial);
    boolean isTree = trial.isOfTree();
    if (trial.ours().done() || (!isTree && trial.ours().text().contains("SOURCE_LEFT"))) {
      trial.before().entries().keySet().stream()
          .filter(
              path ->
                  isTree
                      ? path.startsWith(trial.plan().subject() + "/")
                      : path.equals(trial.plan().subject()))
          .forEach(promises::checkFaithful);
    } else if (!isTree) {
      Divergence.between(trial.before(), trial.ourWorld()).stream()
          .filter(each -> !promises.isAllowedAfterFailure(each))
          .forEach(each -> promises.broken.add("changed by a failure: " + each));
    }
    return promises.broken;
  }

  private void checkFaithful(String from) {
    String to = trial.plan().object() + from.substring(trial.plan().subject().length());
    Entry wanted = Objects.requireNonNull(trial.before().get(from));
    Entry got = trial.ourWorld().get(to);
    if (got == null) {
      if (!to.isEmpty() && trial.before().has(Latin.parent(to))) {
        broken.add("missing: " + Latin.shown(to));
      }
      return;
    }
    Entry then = trial.before().get(to);
    if (wanted.is(Entry.DIRECTORY) && then != null && then.is(Entry.DIRECTORY) && !isMove()) {
      return; // it keeps its own
    }
    World one = new World(new java.util.TreeMap<>(java.util.Map.of(to, wanted)));
    World other = new World(new java.util.TreeMap<>(java.util.Map.of(to, got)));
    for (Divergence each : Divergence.between(one, other)) {
      if (!isTold(each)) {
        broken.add("lost and not told: " + each.text("source", "target"));
      }
    }
  }

  private boolean isMove() {
    return trial.plan().operation().verb() == Verb.MOVE;
  }

  private boolean isTold(Divergence loss) {
    List<String> told = trial.ours().losses();
    String key = loss.key();
    if (key.startsWith(Entry.XATTR)) {
      XattrName name = XattrName.of(Latin.bytes(key.substring(Entry.XATTR.length())));
      boolean isSeen =
          trial.plan().user() == Users.ROOT || !key.startsWith(Entry.XATTR + "trusted.");
      return !isSeen
          || told.contains(Loss.XATTR.name())
          || ((loss.ours() == null || loss.gnu() == null)
              && XattrFilter.DEFAULT_EXCLUSION.matches(name));
    }
    return switch (key) {
      case Entry.UID, Entry.GID -> told.contains(Loss.OWNER.name());
      case Entry.MODE -> told.contains(Loss.MODE.name());
      case Entry.ATIME, Entry.MTIME -> told.contains(Loss.TIMES.name());
      case Entry.NAMES -> true;
      default -> false;
    };
  }

  private boolean isAllowedAfterFailure(Divergence change) {
    if (change.isOf(Divergence.EXISTENCE) && change.path().contains("/.mvf-")) {
      return trial.ours().text().contains("TEMP_LEFT");
    }
    Entry entry = trial.before().get(change.path());
    boolean isDirectory = entry != null && entry.is(Entry.DIRECTORY);
    return Entry.NOW.equals(change.ours())
        && (change.isOf(Entry.ATIME) || (change.isOf(Entry.MTIME) && isDirectory));
  }
}
