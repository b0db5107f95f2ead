// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergeListener;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergePlan;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.PlanListener;
import io.github.movefile.merge.internal.MergeSession.Trees;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;

/** One plan: the walk of a merge that changes nothing. */
public final class PlanRun {
  private PlanRun() {}

  /**
   * Tells what a merge would do.
   *
   * @param calls how files are reached
   * @param image the directory whose contents would be merged
   * @param root an existing directory
   * @param options how; their listener hears nothing
   * @param listener hears of each entry
   * @return the sums
   * @throws MoveException if one of the trees can't be read
   */
  public static MergePlan plan(
      Syscalls calls, RawPath image, RawPath root, MergeOptions options, PlanListener listener)
      throws MoveException {
    try (Trees trees = TreesOpening.of(calls, image, root)) {
      MergeRun.requireRecovered(calls, trees);
      return plan(calls, options.toBuilder().listener(telling(listener)).workers(1).build(), trees);
    } catch (MoveException e) {
      throw e;
    } catch (IOException e) { // the listener's, or of closing
      throw Failing.at(Place.of(image), Place.of(root), MoveStep.LOOK, e);
    }
  }

  /** A plan of trees that are open, which nobody hears of. */
  static MergePlan plan(Syscalls calls, Trees trees, MergeOptions options) throws IOException {
    MergeOptions quiet = options.toBuilder().listener(MergeListener.NONE).workers(1).build();
    return plan(calls, quiet, trees);
  }

  private static MergePlan plan(Syscalls calls, MergeOptions options, Trees trees)
      throws IOException {
    MergeSession session = new MergeSession(calls, options, trees);
    Planning planning = new Planning(session);
    DirectoryNode top = new DirectoryNode(trees.imageFacts(), trees.rootFacts().dev());
    new Walk(session, new DirectoryCopy(calls, options.move()), planning, true).run(top);
    return planning.plan();
  }

  private static MergeListener telling(PlanListener listener) {
    return new MergeListener() {
      @Override
      public void merged(MergedEntry entry) throws IOException {
        listener.planned(entry.planned());
      }
    };
  }
}
