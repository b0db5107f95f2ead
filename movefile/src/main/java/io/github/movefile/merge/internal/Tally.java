// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.MergeWarning;
import io.github.movefile.merge.PlannedAction;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Adds up what a merge does. Thread-safe. */
final class Tally {
  private static final Comparator<MergeWarning> BY_PATH =
      (a, b) -> Arrays.compareUnsigned(a.path().unsafeBytes(), b.path().unsafeBytes());

  private final Sums<MoveMethod> files = new Sums<>(MoveMethod.class);
  private final Sums<CopyMethod> copied = new Sums<>(CopyMethod.class);
  private final Sums<PlannedAction> actions = new Sums<>(PlannedAction.class);
  private final List<MergeWarning> warnings = new ArrayList<>();
  private long bytes;

  synchronized void did(PlannedAction action) {
    actions.add(action, 1);
  }

  /**
   * What was in a directory that was moved as a whole.
   *
   * @param directories how many
   * @param others how many other entries
   */
  synchronized void moved(long directories, long others) {
    if (directories > 0) {
      actions.add(PlannedAction.MAKE_DIRECTORY, directories);
    }
    if (others > 0) {
      actions.add(PlannedAction.PLACE, others);
      files.add(MoveMethod.RENAMED, others);
    }
  }

  synchronized void moved(RawPath path, MoveResult result) {
    files.add(result.method(), 1);
    bytes += result.bytes();
    if (result.copy().isPresent()) {
      for (Map.Entry<CopyMethod, Long> method : result.copy().get().methods().entrySet()) {
        copied.add(method.getKey(), method.getValue());
      }
    }
    lost(path, result.warnings());
  }

  synchronized void lost(RawPath path, List<MoveWarning> losses) {
    for (MoveWarning loss : losses) {
      warnings.add(new MergeWarning(path, loss));
    }
  }

  synchronized MergeReport report() {
    List<MergeWarning> sorted = new ArrayList<>(warnings);
    sorted.sort(BY_PATH); // a stable sort: those of one file stay in their order
    return new MergeReport(
        actions.toMap(), files.toMap(), bytes, copied.toMap(), List.copyOf(sorted));
  }
}
