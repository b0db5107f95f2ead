// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.RecoveryOutcome;
import io.github.movefile.merge.RecoveryReport;
import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.merge.internal.journal.CommitMark;
import io.github.movefile.merge.internal.journal.JournalKind;
import io.github.movefile.merge.internal.journal.JournalReader;
import io.github.movefile.merge.internal.journal.KnownDirectory;
import io.github.movefile.merge.internal.journal.MalformedJournalException;
import io.github.movefile.merge.internal.journal.Seal;
import io.github.movefile.merge.internal.journal.TransactionBegin;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Completes or takes back a transaction that was cut off, by what it has left in the state
 * directory. A recovery that is itself cut off is recovered in the same way. Of one thread.
 */
public final class RecoveryRun {
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);

  private final Syscalls calls;
  private final RawPath rootPath;
  private final Fd root;
  private final ConfinedTree rootTree;
  private @Nullable TransactionBegin begin;

  private RecoveryRun(Syscalls calls, RawPath rootPath, Fd root) {
    this.calls = calls;
    this.rootPath = rootPath;
    this.root = root;
    this.rootTree = ConfinedTrees.of(calls, root);
  }

  /**
   * Recovers a root.
   *
   * @param calls how files are reached
   * @param root an existing directory
   * @return what was done
   * @throws MoveException if it can't be recovered; it can be tried again
   */
  public static RecoveryReport recover(Syscalls calls, RawPath root) throws MoveException {
    Place shown = Place.of(root);
    try (Fd fd = calls.paths().openat(Fd.CWD, root, DIRECTORY, 0)) {
      RootLock.takeAlone(calls, fd, shown, shown);
      return new RecoveryRun(calls, root, fd).run();
    } catch (MalformedJournalException e) {
      MoveException refused =
          Failing.refused(
              shown,
              shown,
              MoveFailure.JOURNAL_DAMAGED,
              "the journal in "
                  + shown.shown().resolve(StateDirectory.NAME).quoted()
                  + " is damaged, and nothing was done: "
                  + e.getMessage());
      refused.addSuppressed(e);
      throw refused;
    } catch (IOException e) {
      throw Failing.at(shown, shown, MoveStep.LOOK, e);
    }
  }

  private RecoveryReport run() throws IOException {
    try (StateDirectory state = StateDirectory.find(calls, root)) {
      if (state == null) {
        boolean restored = RootTimes.restoreLate(calls, root);
        return report(restored ? RecoveryOutcome.ROLLED_BACK : RecoveryOutcome.NOTHING_TO_DO);
      }
      return switch (state.progress()) {
        case BEGUN -> {
          FileStat now = calls.data().fstat(root);
          boolean hadBegun =
              state.endRolledBack((at, fd) -> at.data().futimens(fd, now.atime(), now.mtime()));
          // Else it is one that was complete, but for its empty directory.
          yield report(hadBegun ? RecoveryOutcome.ROLLED_BACK : RecoveryOutcome.NOTHING_TO_DO);
        }
        case STAGING -> rollBack(state);
        case COMMITTED -> complete(state);
        case DONE -> {
          state.endCommitted();
          yield report(RecoveryOutcome.COMPLETED);
        }
      };
    }
  }

  private RecoveryReport rollBack(StateDirectory state) throws IOException {
    try (SyncPoints points = readSurvey(state)) {
      KnownDirectory was = new Restoration(calls, state.fd(), rootTree, rootPath).restore();
      points.sync();
      state.endRolledBack((at, fd) -> at.data().futimens(fd, was.atime(), was.mtime()));
    }
    return report(RecoveryOutcome.ROLLED_BACK);
  }

  private RecoveryReport complete(StateDirectory state) throws IOException {
    Seal survey = JournalReader.check(calls, state.fd(), JournalKind.SURVEY);
    Seal changes = JournalReader.check(calls, state.fd(), JournalKind.CHANGES);
    CommitMark.require(calls, state.fd(), survey, changes);
    List<RawPath> kept;
    boolean imageNotFound;
    try (SyncPoints points = readSurvey(state);
        Fd image = openImage()) {
      ConfinedTree imageTree = image == null ? null : ConfinedTrees.of(calls, image);
      RawPath imagePath = begin == null ? rootPath : begin.image();
      CommittedJournal journal =
          new CommittedJournal(calls, state.fd(), rootTree, rootPath, imageTree, imagePath, true);
      Publication publication = new Publication(journal);
      publication.publish();
      points.sync();
      imageNotFound = image == null && journal.removesFromImage();
      kept = publication.removeRest(1, Map.of()).stream().map(KeptSource::path).toList();
      state.done();
      state.endCommitted();
    }
    return new RecoveryReport(RecoveryOutcome.COMPLETED, image(), kept, imageNotFound);
  }

  /** Also finds the file systems that are to be synced. */
  private SyncPoints readSurvey(StateDirectory state) throws IOException {
    JournalReader.read(
        calls,
        state.fd(),
        JournalKind.SURVEY,
        record -> {
          if (record instanceof TransactionBegin first) {
            begin = first;
          }
        });
    SyncPoints points = new SyncPoints(calls, begin != null && begin.durable());
    if (begin != null && begin.durable()) {
      try {
        JournalReader.read(
            calls,
            state.fd(),
            JournalKind.SURVEY,
            record -> {
              if (record instanceof KnownDirectory known) {
                saw(points, known);
              }
            });
      } catch (IOException e) {
        points.close();
        throw e;
      }
    }
    return points;
  }

  private void saw(SyncPoints points, KnownDirectory known) throws ErrnoException {
    Links links = known.throughLinks() ? Links.FOLLOW_INSIDE : Links.REFUSE;
    try (Fd directory = rootTree.openReadable(known.path(), links)) {
      points.saw(calls.data().fstat(directory).dev(), directory);
    } catch (ErrnoException e) {
      // Whom the image's mode keeps out is let in later; the root itself is of this file system.
      if (!Looking.isNoDirectory(e) && e.errno() != Errno.EACCES) {
        throw e;
      }
    }
  }

  /** Null if it is gone, or another directory has its name. */
  private @Nullable Fd openImage() throws ErrnoException {
    TransactionBegin of = begin;
    if (of == null) {
      return null;
    }
    Fd opened;
    try {
      opened = calls.paths().openat(Fd.CWD, of.image(), DIRECTORY, 0);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR) {
        throw e;
      }
      return null;
    }
    try {
      if (calls.data().fstat(opened).ino() == of.imageInode()) {
        return opened;
      }
    } catch (ErrnoException e) {
      opened.close();
      throw e;
    }
    opened.close();
    return null;
  }

  private RecoveryReport report(RecoveryOutcome outcome) {
    return new RecoveryReport(outcome, image(), List.of(), false);
  }

  private Optional<RawPath> image() {
    return Optional.ofNullable(begin).map(TransactionBegin::image);
  }
}
