// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergeListener;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.internal.MergeSession.Trees;
import io.github.movefile.merge.internal.journal.CommitMark;
import io.github.movefile.merge.internal.journal.JournalKind;
import io.github.movefile.merge.internal.journal.JournalWriter;
import io.github.movefile.merge.internal.journal.Seal;
import io.github.movefile.merge.internal.journal.TransactionBegin;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.AbsolutePath;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A merge that is all or nothing. It surveys what it will touch, stages all that is new under temp
 * names, marks that as complete, gives it its names, and removes what was replaced and the image.
 * Up to the mark a failure, or a recovery, takes all back; from there on a recovery completes it.
 * Once, by one thread and its workers.
 */
final class TransactionRun {
  private final Syscalls calls;
  private final MergeOptions options;
  private final Trees trees;
  private final boolean durable;
  private final Place image;
  private final Place root;
  private final ConfinedTree rootTree;
  private final ConfinedTree imageTree;
  private final StagedNames names = StagedNames.random();
  private final SyncPoints syncPoints;
  private Stage stage = Stage.NOTHING;
  private KeptSources kept = KeptSources.NONE;

  /** What is to be undone if something fails. */
  private enum Stage {
    NOTHING,
    SURVEYED,
    COMMITTED,
    PUBLISHED,
    ENDED
  }

  TransactionRun(Syscalls calls, MergeOptions options, Trees trees) {
    Durability durability = options.move().durability();
    this.calls = calls;
    this.durable = durability != Durability.NONE;
    this.options = durability == Durability.BATCHED ? withoutOwnSyncs(options) : options;
    this.trees = trees;
    this.image = Place.of(trees.imagePath());
    this.root = Place.of(trees.rootPath());
    this.rootTree = ConfinedTrees.of(calls, trees.root());
    this.imageTree = ConfinedTrees.of(calls, trees.image());
    this.syncPoints = new SyncPoints(calls, durable);
  }

  /** One for all comes later. */
  private static MergeOptions withoutOwnSyncs(MergeOptions options) {
    MoveOptions move = options.move().toBuilder().durability(Durability.NONE).build();
    return options.toBuilder().move(move).build();
  }

  /**
   * Merges.
   *
   * @return what was done
   * @throws MoveException if it wasn't; its state tells what is left
   */
  MergeReport run() throws MoveException {
    MergeReport report = runToTheEnd();
    kept.tell(options.listener());
    kept.requireNone(options.move().losses(), trees);
    return report;
  }

  private MergeReport runToTheEnd() throws MoveException {
    try (syncPoints) {
      FileStat rootFacts = factsOfRoot();
      if (rootFacts.isAppendOnly()) {
        throw Failing.refused(
            image,
            root,
            MoveFailure.DENIED,
            shownRoot() + " is append-only: nothing could go again");
      }
      try (StateDirectory state = StateDirectory.create(calls, trees.root(), rootFacts)) {
        return run(state, rootFacts);
      }
    } catch (IOException e) {
      // Of closing, if all is done.
      throw stage == Stage.ENDED
          ? told(e, MoveState.MOVED, "all is merged")
          : Failing.at(image, root, MoveStep.CREATE_TEMP, e);
    }
  }

  /** With the times that the last transaction had no time to give back. */
  private FileStat factsOfRoot() throws ErrnoException {
    return RootTimes.restoreLate(calls, trees.root())
        ? calls.data().fstat(trees.root())
        : trees.rootFacts();
  }

  private MergeReport run(StateDirectory state, FileStat rootFacts) throws IOException {
    MergeReport report;
    try {
      report = runTo(state, rootFacts);
    } catch (IOException | RuntimeException | Error e) {
      MoveException failure = undo(state, rootFacts, e);
      if (failure != null && !(e instanceof Error)) {
        throw failure;
      }
      if (failure != null) {
        e.addSuppressed(failure);
      }
      throw e;
    }
    return report;
  }

  private MergeReport runTo(StateDirectory state, FileStat rootFacts) throws IOException {
    Survey survey;
    Seal surveySeal;
    try (JournalWriter journal = JournalWriter.create(calls, state.fd(), JournalKind.SURVEY)) {
      survey = survey(journal, rootFacts);
      surveySeal = journal.seal();
      if (durable) {
        journal.force();
        state.sync();
      }
    }
    new SpacePreflight(calls, options, trees).require(survey.mostSpace());
    stage = Stage.SURVEYED;
    MergeSession session = new MergeSession(calls, options, trees);
    Seal changesSeal;
    try (JournalWriter journal = JournalWriter.create(calls, state.fd(), JournalKind.CHANGES)) {
      if (durable) {
        state.syncEntries();
      }
      stage(session, journal, survey);
      changesSeal = journal.seal();
      if (durable) {
        journal.force();
      }
    }
    syncPoints.sync();
    stage = Stage.COMMITTED;
    CommitMark.write(calls, state.fd(), surveySeal, changesSeal, durable);
    Publication publication = publication(state, false);
    publication.publish();
    syncPoints.sync();
    stage = Stage.PUBLISHED;
    kept =
        new KeptSources(publication.removeRest(options.workers(), session.takenUpdates().byPath()));
    state.done();
    state.endCommitted();
    stage = Stage.ENDED;
    return kept.addTo(session.tally().report());
  }

  private Survey survey(JournalWriter journal, FileStat rootFacts) throws IOException {
    journal.append(
        new TransactionBegin(
            AbsolutePath.of(calls.paths(), trees.imagePath()),
            trees.imageFacts().ino(),
            names.prefix(),
            durable));
    MergeOptions quiet = options.toBuilder().listener(MergeListener.NONE).build();
    MergeSession session = new MergeSession(calls, quiet, trees);
    Survey survey = new Survey(session, journal, syncPoints, rootFacts);
    new Walk(session, new DirectoryCopy(calls, options.move()), survey, true)
        .run(new DirectoryNode(trees.imageFacts(), rootFacts.dev()));
    return survey;
  }

  private void stage(MergeSession session, JournalWriter journal, Survey survey)
      throws IOException {
    DirectoryCopy directoryCopy = new DirectoryCopy(calls, options.move());
    boolean isOneSync = durable && options.move().durability() == Durability.NONE;
    try (EarlySync earlySync = new EarlySync(calls, trees.root(), isOneSync)) {
      Staging staging = new Staging(session, directoryCopy, journal, names, survey, earlySync);
      new Walk(session, directoryCopy, staging, false)
          .run(new DirectoryNode(trees.imageFacts(), trees.rootFacts().dev()));
    }
  }

  private Publication publication(StateDirectory state, boolean again) {
    return new Publication(
        new CommittedJournal(
            calls, state.fd(), rootTree, trees.rootPath(), imageTree, trees.imagePath(), again));
  }

  /**
   * Takes back what was done, or, if all new files have their names, leaves the rest to a recovery.
   *
   * @return what to throw; null for the failure itself
   */
  private @Nullable MoveException undo(StateDirectory state, FileStat rootFacts, Throwable e) {
    if (stage == Stage.PUBLISHED) {
      return told(
          e,
          MoveState.SOURCE_LEFT,
          "all is in place, but what is left to be removed could not be; recover " + shownRoot());
    }
    try {
      if (stage == Stage.COMMITTED) {
        withdraw(state);
      }
      if (stage != Stage.NOTHING) {
        new Restoration(calls, state.fd(), rootTree, trees.rootPath()).restore();
        syncPoints.sync(); // before the journal goes, which would know of what is left
      }
      state.endRolledBack((at, fd) -> at.data().futimens(fd, rootFacts.atime(), rootFacts.mtime()));
      // Whatever the failure has left of a temp went with the others.
      return e instanceof MoveException move && move.state() != MoveState.UNCHANGED
          ? told(move, MoveState.UNCHANGED, "all was taken back")
          : null;
    } catch (IOException | RuntimeException again) {
      e.addSuppressed(again);
      return told(
          e,
          MoveState.RECOVERY_NEEDED,
          "the root could not be rolled back; recover " + shownRoot());
    }
  }

  private void withdraw(StateDirectory state) throws IOException {
    if (state.progress() == StateDirectory.Progress.COMMITTED) {
      publication(state, true).withdraw();
      syncPoints.sync();
      state.withdrawCommit(durable);
    }
  }

  private MoveException told(Throwable e, MoveState state, String what) {
    MoveException known =
        e instanceof MoveException move
            ? move
            : Failing.at(
                image,
                root,
                MoveStep.CREATE_TEMP,
                e instanceof IOException io ? io : new IOException(e.toString(), e));
    MoveException told =
        new MoveException(
            known.source(),
            known.target(),
            known.failure(),
            known.step(),
            state,
            known.getReason() + "; " + what,
            known);
    for (Throwable suppressed : e.getSuppressed()) {
      told.addSuppressed(suppressed);
    }
    return told;
  }

  private String shownRoot() {
    return root.shown().quoted();
  }
}
