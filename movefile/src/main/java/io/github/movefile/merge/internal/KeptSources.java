// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergeListener;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.MergeWarning;
import io.github.movefile.merge.internal.MergeSession.Trees;
import io.github.movefile.move.LossPolicy;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.MoveWarning;
import java.util.ArrayList;
import java.util.List;

/**
 * What stays in the image though a transaction has merged it.
 *
 * @param all by the bytes of their paths
 */
record KeptSources(List<KeptSource> all) {
  static final KeptSources NONE = new KeptSources(List.of());

  /** The report of the merge, with a warning for each. */
  MergeReport addTo(MergeReport report) {
    if (all.isEmpty()) {
      return report;
    }
    List<MergeWarning> warnings = new ArrayList<>(report.warnings());
    warnings.addAll(warnings());
    return new MergeReport(
        report.actions(), report.files(), report.bytes(), report.copied(), List.copyOf(warnings));
  }

  private List<MergeWarning> warnings() {
    return all.stream().map(kept -> new MergeWarning(kept.path(), kept.warning())).toList();
  }

  /** Tells of each. */
  void tell(MergeListener listener) {
    warnings().forEach(listener::sourceKept);
  }

  /**
   * That there is none, where the caller wants no loss. It can't be known before all is merged, nor
   * be taken back then: other sources are gone.
   *
   * @throws MoveException that names the first one; the root is complete
   */
  void requireNone(LossPolicy losses, Trees trees) throws MoveException {
    if (losses == LossPolicy.WARN || all.isEmpty()) {
      return;
    }
    KeptSource first = all.get(0);
    List<MoveWarning> warnings = all.stream().map(KeptSource::warning).toList();
    int others = all.size() - 1;
    String more =
        others == 0 ? "" : others == 1 ? "; so does 1 other" : "; so do " + others + " others";
    throw new MoveException(
        trees.imagePath().resolve(first.path()),
        trees.rootPath().resolve(first.target()),
        MoveFailure.LOSS_REFUSED,
        MoveStep.REMOVE_SOURCE,
        MoveState.SOURCE_LEFT,
        warnings.get(0) + more + "; all is in place in the root, which needs no recovery",
        first.cause(),
        warnings);
  }
}
