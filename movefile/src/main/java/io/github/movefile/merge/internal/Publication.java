// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.merge.internal.journal.DirectoryTimes;
import io.github.movefile.merge.internal.journal.InDirectory;
import io.github.movefile.merge.internal.journal.JournalRecord;
import io.github.movefile.merge.internal.journal.NewEntry;
import io.github.movefile.merge.internal.journal.NewTime;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a journal says is done: all new entries get their names, or lose them again, or what was
 * replaced and the image go. Each of the three can be cut off and done again. For one thread; the
 * last one takes more.
 */
final class Publication {
  private final CommittedJournal journal;
  private final NewNames names;

  /** Of the publication that is done again. */
  private final Unpublished unpublished = new Unpublished();

  /**
   * A publication.
   *
   * @param journal what is to be done
   */
  Publication(CommittedJournal journal) {
    this.journal = journal;
    this.names = new NewNames(journal.calls().paths());
  }

  /** What is done with one record. */
  private interface Step {
    void on(JournalRecord record, JournalDirectories at) throws ErrnoException;
  }

  /** Gives all new entries their names, then directories that were updated their times. */
  void publish() throws IOException {
    List<DirectoryTimes> times = new ArrayList<>();
    forEach(
        (record, at) -> {
          if (record instanceof NewEntry entry) {
            give(at, entry);
          } else if (record instanceof NewTime time) {
            setTime(rootOf(at), time, time.wanted());
          } else if (record instanceof DirectoryTimes directory) {
            times.add(directory);
          }
        });
    for (DirectoryTimes directory : times) {
      setTimes(directory);
    }
  }

  /** Takes all names away again, and goes on after a failure, which is thrown at the end. */
  void withdraw() throws IOException {
    List<IOException> failures = new ArrayList<>();
    forEach(
        (record, at) -> {
          try {
            Fd root = rootOf(at);
            if (record instanceof NewEntry entry && root != null) {
              names.take(root, entry);
            } else if (record instanceof NewTime time) {
              setTime(root, time, time.old());
            }
          } catch (ErrnoException e) {
            failures.add(failed(record, at, e));
          }
        });
    if (!failures.isEmpty()) {
      IOException first = failures.remove(0);
      failures.stream().limit(9).forEach(first::addSuppressed);
      throw first;
    }
  }

  /**
   * Removes what was replaced, and what was merged from the image.
   *
   * @param threads how many do so
   * @param updates what came as pending updates, as far as that is known: their paths in the root
   *     by those in the image
   * @return files and directories of the image that stay, since they aren't what was merged any
   *     more, or can't be removed
   */
  List<KeptSource> removeRest(int threads, Map<RawPath, RawPath> updates) throws IOException {
    RestRemoval removal = new RestRemoval(journal, unpublished, updates);
    List<KeptSource> kept = removal.run(threads);
    for (DirectoryTimes directory : removal.times()) {
      setTimes(directory); // the removal of what was replaced has changed them
    }
    return kept;
  }

  private void give(JournalDirectories at, NewEntry entry) throws ErrnoException {
    Fd root = rootOf(at);
    if (root == null) {
      unpublished.add(at.imagePath());
    } else if (journal.again()) {
      if (!names.giveAgain(root, entry)) {
        at.sourcesFor(entry.name()).forEach(unpublished::add);
      }
    } else {
      names.give(root, entry);
    }
  }

  /**
   * Null if others have removed it since this was cut off, and with it all that was staged there.
   */
  private @Nullable Fd rootOf(JournalDirectories at) throws ErrnoException {
    Fd root = at.root();
    if (root == null && !journal.again()) {
      throw new ErrnoException("openat", Errno.ENOENT);
    }
    return root;
  }

  private void forEach(Step work) throws IOException {
    try (JournalDirectories at = journal.directories()) {
      journal.read(
          record -> {
            if (record instanceof InDirectory directory) {
              at.enter(directory);
              return;
            }
            try {
              work.on(record, at);
            } catch (ErrnoException e) {
              throw failed(record, at, e);
            }
          });
    }
  }

  private MoveException failed(JournalRecord record, JournalDirectories at, ErrnoException e) {
    if (record instanceof NewEntry entry) {
      Place source = at.shownInImageFor(entry.name());
      Place target = at.shownInRoot(entry.name());
      return e.errno() == Errno.EEXIST
          ? Failing.refused(
              source,
              target,
              MoveFailure.TARGET_CHANGED,
              target.shown().quoted() + " was changed by another process meanwhile")
          : Failing.at(source, target, MoveStep.PUBLISH, e);
    }
    if (record instanceof NewTime time) {
      Place target = at.shownInRoot(time.name());
      return Failing.at(at.shownInImage(time.name()), target, MoveStep.PUBLISH, e);
    }
    return Failing.at(
        Place.of(journal.imageShown()), Place.of(journal.rootShown()), MoveStep.PUBLISH, e);
  }

  private void setTime(@Nullable Fd dir, NewTime time, Timespec mtime) throws ErrnoException {
    FileStat now = dir == null ? null : Looking.at(journal.calls().paths(), dir, time.name());
    if (dir != null && now != null && now.ino() == time.inode()) {
      journal
          .calls()
          .paths()
          .utimensat(dir, time.name(), Timespec.OMIT, mtime, AtFlags.SYMLINK_NOFOLLOW);
    }
  }

  private void setTimes(DirectoryTimes directory) throws IOException {
    Links links = directory.throughLinks() ? Links.FOLLOW_INSIDE : Links.REFUSE;
    try (Fd open = journal.rootTree().openReadable(directory.rootPath(), links)) {
      journal.calls().data().futimens(open, directory.atime(), directory.mtime());
    } catch (ErrnoException e) {
      if (journal.again() && Looking.isNoDirectory(e)) {
        return; // others have removed it
      }
      Place source = Place.of(journal.imageShown().resolve(directory.rootPath()));
      Place target = Place.of(journal.rootShown().resolve(directory.rootPath()));
      throw Failing.at(source, target, MoveStep.TIMES, e);
    }
  }
}
