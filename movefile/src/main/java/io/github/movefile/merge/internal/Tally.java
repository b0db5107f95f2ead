// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.MergeWarning;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Adds up what a merge does. Of one thread. */
final class Tally {
  private final Map<MoveMethod, Long> files = new EnumMap<>(MoveMethod.class);
  private final Map<CopyMethod, Long> copied = new EnumMap<>(CopyMethod.class);
  private final List<MergeWarning> warnings = new ArrayList<>();
  private long newDirectories;
  private long existingDirectories;
  private long bytes;

  void directory(RawPath path, boolean isNew, List<MoveWarning> losses) {
    if (isNew) {
      newDirectories++;
    } else {
      existingDirectories++;
    }
    losses.forEach(loss -> warnings.add(new MergeWarning(path, loss)));
  }

  void file(RawPath path, MoveResult result) {
    files.merge(result.method(), 1L, Long::sum);
    bytes += result.bytes();
    result
        .copy()
        .ifPresent(copy -> copy.methods().forEach((m, n) -> copied.merge(m, n, Long::sum)));
    result.warnings().forEach(loss -> warnings.add(new MergeWarning(path, loss)));
  }

  MergeReport report() {
    return new MergeReport(
        newDirectories,
        existingDirectories,
        Map.copyOf(files),
        bytes,
        Map.copyOf(copied),
        List.copyOf(warnings));
  }
}
