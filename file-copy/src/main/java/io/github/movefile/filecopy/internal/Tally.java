// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.MethodRefusal;
import io.github.movefile.filecopy.SourceState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a copy is and what it did so far. It only ever goes forward. */
final class Tally {
  /** What the methods before this one have copied; nearly always there were none. */
  private Map<CopyMethod, Long> before = Map.of();

  private @Nullable CopyMethod method;
  private long byMethod;
  private final List<MethodRefusal> refusals = new ArrayList<>(4);
  private long reached;
  private long written;
  private long lastHoleEnd = -1;
  private long holeBytes;
  private int holes;
  private boolean changed;

  /** Everything before this offset is done. */
  long reached() {
    return reached;
  }

  /** Where the last byte written to the target may end: its length so far. */
  long written() {
    return written;
  }

  void copied(CopyMethod used, long bytes) {
    if (used != method) {
      endMethod();
      method = used;
    }
    byMethod += bytes;
    reached += bytes;
    wrote(reached);
  }

  private void endMethod() {
    if (method != null) {
      before = before.isEmpty() ? new EnumMap<>(CopyMethod.class) : before;
      before.merge(method, byMethod, Long::sum);
      byMethod = 0;
      method = null;
    }
  }

  /** Nearly always one, whose bytes were added up without a map. */
  private Map<CopyMethod, Long> methods() {
    if (before.isEmpty()) {
      return method == null ? Map.of() : Map.of(method, byMethod);
    }
    endMethod();
    return before;
  }

  void wrote(long offset) {
    written = Math.max(written, offset);
  }

  void skipped(long bytes) {
    if (reached != lastHoleEnd) {
      holes++;
    }
    holeBytes += bytes;
    reached += bytes;
    lastHoleEnd = reached;
  }

  void refused(MethodRefusal refusal) {
    refusals.add(refusal);
  }

  void sourceChanged() {
    changed = true;
  }

  CopyResult result(Map<String, byte[]> digests) {
    return new CopyResult(
        reached,
        reached - holeBytes,
        holeBytes,
        holes,
        methods(),
        refusals,
        changed ? SourceState.CHANGED : SourceState.UNCHANGED,
        digests);
  }
}
