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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Adds up what a merge does. Thread-safe. */
final class Tally {
  private static final Comparator<MergeWarning> BY_PATH =
      (a, b) -> Arrays.compareUnsigned(a.path().unsafeBytes(), b.path().unsafeBytes());

  private final Map<MoveMethod, Long> files = new EnumMap<>(MoveMethod.class);
  private final Map<CopyMethod, Long> copied = new EnumMap<>(CopyMethod.class);
  private final Map<PlannedAction, Long> actions = new EnumMap<>(PlannedAction.class);
  private final List<MergeWarning> warnings = new ArrayList<>();
  private long bytes;

  synchronized void did(PlannedAction action) {
    actions.merge(action, 1L, Long::sum);
  }

  /**
   * What was in a directory that was moved as a whole.
   *
   * @param directories how many
   * @param others how many other entries
   */
  synchronized void moved(long directories, long others) {
    if (directories > 0) {
      actions.merge(PlannedAction.MAKE_DIRECTORY, directories, Long::sum);
    }
    if (others > 0) {
      actions.merge(PlannedAction.PLACE, others, Long::sum);
      files.merge(MoveMethod.RENAMED, others, Long::sum);
    }
  }

  synchronized void moved(RawPath path, MoveResult result) {
    files.merge(result.method(), 1L, Long::sum);
    bytes += result.bytes();
    if (result.copy().isPresent()) {
      result.copy().get().methods().forEach((method, n) -> copied.merge(method, n, Long::sum));
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
        Map.copyOf(actions), Map.copyOf(files), bytes, Map.copyOf(copied), List.copyOf(sorted));
  }
}
