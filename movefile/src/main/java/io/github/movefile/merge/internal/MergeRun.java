// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.Atomicity;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.internal.DirectoryNode.Counterpart;
import io.github.movefile.merge.internal.MergeSession.Trees;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** One merge, from the opening of both trees to the report. */
public final class MergeRun {
  private final MergeSession session;
  private final DirectoryCopy directoryCopy;
  private final Execution execution;

  private MergeRun(Syscalls calls, MergeOptions options, Trees trees) {
    this.session = new MergeSession(calls, options, trees);
    this.directoryCopy = new DirectoryCopy(calls, options.move());
    this.execution = new Execution(session, directoryCopy);
  }

  /**
   * Merges a tree.
   *
   * @param calls how files are reached
   * @param image the directory whose contents are merged
   * @param root an existing directory
   * @param options how
   * @return what was done
   * @throws MoveException at the first entry that can't be merged
   */
  public static MergeReport merge(Syscalls calls, RawPath image, RawPath root, MergeOptions options)
      throws MoveException {
    try (Trees trees = TreesOpening.of(calls, image, root)) {
      boolean isTransaction = isTransaction(options);
      lock(calls, trees, isTransaction);
      requireRecovered(calls, trees);
      return isTransaction
          ? new TransactionRun(calls, options, trees).run()
          : new MergeRun(calls, options, trees).run();
    } catch (ErrnoException e) { // of closing
      throw new MoveException(
          image,
          root,
          MoveFailure.OTHER,
          MoveStep.REMOVE_SOURCE,
          MoveState.MOVED,
          e.getMessage() == null ? e.toString() : e.getMessage(),
          e);
    }
  }

  static boolean isTransaction(MergeOptions options) {
    return options.atomicity() == Atomicity.TRANSACTION
        || options.move().durability() == Durability.BATCHED;
  }

  private static void lock(Syscalls calls, Trees trees, boolean alone) throws MoveException {
    Place image = Place.of(trees.imagePath());
    Place root = Place.of(trees.rootPath());
    if (alone) {
      RootLock.takeAlone(calls, trees.root(), image, root);
    } else {
      RootLock.share(calls, trees.root(), image, root);
    }
  }

  /**
   * The root has no journal of a transaction that was cut off, nor shall it get one from an image.
   */
  static void requireRecovered(Syscalls calls, Trees trees) throws MoveException {
    Place image = Place.of(trees.imagePath());
    Place root = Place.of(trees.rootPath());
    try {
      requireNoState(calls, trees, image, root);
    } catch (ErrnoException e) {
      throw Failing.at(image, root, MoveStep.LOOK, e);
    }
  }

  private static void requireNoState(Syscalls calls, Trees trees, Place image, Place root)
      throws MoveException, ErrnoException {
    if (StateDirectory.isIn(calls.paths(), trees.root())) {
      String reason = "a transaction was cut off: recover " + root.shown().quoted();
      throw Failing.refused(image, root, MoveFailure.RECOVERY_NEEDED, reason);
    }
    if (StateDirectory.isIn(calls.paths(), trees.image())) {
      String reason = "the image has " + StateDirectory.NAME.quoted() + ", a name of transactions";
      throw Failing.refused(image, root, MoveFailure.RESERVED_NAME, reason);
    }
  }

  private MergeReport run() throws MoveException {
    Trees trees = session.trees();
    DirectoryNode top = new DirectoryNode(trees.imageFacts(), trees.rootFacts().dev());
    try {
      new Walk(session, directoryCopy, execution, false).run(top);
      return session.tally().report();
    } catch (MoveException e) {
      endAfter(e, top);
      throw e;
    } catch (IOException e) { // the listener's
      MoveException failure =
          Failing.at(Place.of(trees.imagePath()), Place.of(trees.rootPath()), MoveStep.LOOK, e);
      endAfter(failure, top);
      throw failure;
    } catch (RuntimeException | Error e) { // of a listener, a policy, or of ours
      endAfter(e, top);
      throw e;
    }
  }

  private void endAfter(Throwable failure, DirectoryNode top) {
    finishAfter(failure, top);
    try {
      session.events().tellRest();
    } catch (Throwable e) { // the listener's, which may throw what it can't declare
      failure.addSuppressed(e);
    }
  }

  /** New directories get their metadata also when a merge has ended early. */
  private void finishAfter(Throwable failure, DirectoryNode top) {
    Deque<DirectoryNode> begun = new ArrayDeque<>();
    Deque<DirectoryNode> below = new ArrayDeque<>();
    below.push(top);
    while (!below.isEmpty()) {
      DirectoryNode node = below.pop();
      node.unfinished().forEach(below::push);
      if (node.counterpart() == Counterpart.MADE) {
        begun.push(node);
      }
    }
    for (DirectoryNode node : begun) { // those below first
      OpenDirectories opened;
      try {
        opened = OpenDirectories.of(session, node, directoryCopy);
      } catch (MoveException e) {
        // Whose metadata can't be read had better not be there, or a later merge keeps this mode.
        execution.remove(node, failure);
        continue;
      }
      try (opened) {
        execution.applyMetadata(opened);
      } catch (MoveException e) {
        failure.addSuppressed(e);
      }
    }
  }
}
