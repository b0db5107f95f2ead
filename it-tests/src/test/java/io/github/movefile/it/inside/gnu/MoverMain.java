// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import io.github.movefile.it.inside.gnu.Operation.Verb;
import io.github.movefile.merge.ImageDisposal;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.syscalls.RawPath;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/** Does what {@link Mover} says, until it says no more. A program. */
final class MoverMain {
  private static final MoveFile FILES = MoveFile.create();
  private static final TreeMerge TREES = TreeMerge.create();

  /** What a merge that fails has done by then is compared: it has to be the same every time. */
  private static final MergeOptions ONE_WORKER = MergeOptions.builder().workers(1).build();

  private MoverMain() {}

  /** Reads operations, writes outcomes. */
  public static void main(String[] arguments) throws IOException {
    DataInputStream in = new DataInputStream(System.in);
    DataOutputStream out = new DataOutputStream(System.out);
    while (true) {
      String verb;
      try {
        verb = in.readUTF();
      } catch (EOFException end) {
        return;
      }
      Outcome outcome =
          run(new Operation(Verb.valueOf(verb), in.readUTF(), in.readUTF(), List.of()));
      out.writeBoolean(outcome.done());
      out.writeUTF(outcome.text());
      out.writeUTF(String.join(" ", outcome.losses()));
      out.flush();
    }
  }

  private static Outcome run(Operation operation) {
    RawPath source = Latin.path(operation.source());
    RawPath target = Latin.path(operation.target());
    try {
      return switch (operation.verb()) {
        case MOVE -> outcome(FILES.move(source, target, MoveOptions.defaults()));
        case COPY, COPY_REPLACING -> outcome(FILES.copy(source, target, MoveOptions.defaults()));
        case MERGE -> outcome(TREES.merge(source, target, ONE_WORKER));
        case MERGE_COPY, MERGE_REPLACING ->
            outcome(
                TREES.merge(
                    source, target, ONE_WORKER.toBuilder().disposal(ImageDisposal.KEEP).build()));
        case MOVE_TREE -> outcome(TREES.merge(source.parent(), target.parent(), ONE_WORKER));
      };
    } catch (MoveException e) {
      return new Outcome(
          false,
          e.failure() + " at " + e.step() + ": " + e.getMessage() + "; left: " + e.state(),
          losses(e.warnings()));
    }
  }

  private static Outcome outcome(MoveResult result) {
    return new Outcome(true, result.method() + " " + result.warnings(), losses(result.warnings()));
  }

  private static Outcome outcome(MergeReport report) {
    List<MoveWarning> warnings = report.warnings().stream().map(w -> w.warning()).toList();
    return new Outcome(true, report.files() + " " + report.warnings(), losses(warnings));
  }

  private static List<String> losses(List<MoveWarning> warnings) {
    return warnings.stream().map(warning -> warning.loss().name()).toList();
  }
}
