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

/** How far a copy is and what it did so far. It only ever goes forward. */
final class Tally {
  private final Map<CopyMethod, Long> methods = new EnumMap<>(CopyMethod.class);
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

  void copied(CopyMethod method, long bytes) {
    methods.merge(method, bytes, Long::sum);
    reached += bytes;
    wrote(reached);
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
        methods,
        refusals,
        changed ? SourceState.CHANGED : SourceState.UNCHANGED,
        digests);
  }
}
