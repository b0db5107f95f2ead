// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.merge.internal.KeptSource.Reason;
import io.github.movefile.merge.internal.journal.DirectoryTimes;
import io.github.movefile.merge.internal.journal.EmptiedDirectory;
import io.github.movefile.merge.internal.journal.InDirectory;
import io.github.movefile.merge.internal.journal.JournalRecord;
import io.github.movefile.merge.internal.journal.MergedSource;
import io.github.movefile.merge.internal.journal.NewEntry;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.Listing;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last part of a publication: removes what was replaced, and what was merged from the image.
 * Files go directory by directory, by several threads; the directories that are empty then go at
 * the end, in the order of the journal. Once.
 */
final class RestRemoval {
  /** A directory of more is more than one piece of work. */
  private static final int MOST_RECORDS = 500;

  private final CommittedJournal journal;
  private final Unpublished unpublished;
  private final Map<RawPath, RawPath> updates;
  private final NewNames names;

  private final List<EmptiedDirectory> emptied = new ArrayList<>();
  private final List<DirectoryTimes> times = new ArrayList<>();
  private final List<KeptSource> kept = new ArrayList<>();
  private List<JournalRecord> batch = new ArrayList<>();
  private @Nullable InDirectory current;

  /**
   * A removal.
   *
   * @param journal what is to be removed
   * @param unpublished what isn't in the root: its sources stay
   * @param updates what came as pending updates, as far as that is known: their paths in the root
   *     by those in the image
   */
  RestRemoval(CommittedJournal journal, Unpublished unpublished, Map<RawPath, RawPath> updates) {
    this.journal = journal;
    this.unpublished = unpublished;
    this.updates = Map.copyOf(updates);
    this.names = new NewNames(journal.calls().paths());
  }

  /**
   * Removes.
   *
   * @param threads how many do so, with the caller's
   * @return files and directories of the image that stay, since they aren't what was merged any
   *     more, can't be removed, or aren't in the root; by the bytes of their paths
   * @throws IOException the first failure
   */
  List<KeptSource> run(int threads) throws IOException {
    try (Batches batches = new Batches(threads)) {
      journal.read(record -> take(record, batches));
      submit(batches);
      batches.finish();
    }
    for (EmptiedDirectory directory : emptied) {
      if (unpublished.has(directory.imagePath())) {
        keepIfEmpty(directory.imagePath());
        continue;
      }
      ErrnoException refusal = removeEmptied(directory.imagePath());
      if (refusal != null) {
        keep(directory.imagePath(), Reason.NOT_REMOVABLE, refusal, false);
      }
    }
    kept.sort((a, b) -> Arrays.compareUnsigned(a.path().unsafeBytes(), b.path().unsafeBytes()));
    return kept;
  }

  /** Directories of the root that are to get their times again, since the removal changes them. */
  List<DirectoryTimes> times() {
    return times;
  }

  private void take(JournalRecord record, Batches batches) throws IOException {
    if (record instanceof InDirectory directory) {
      submit(batches);
      current = directory;
    } else if (record instanceof EmptiedDirectory directory) {
      emptied.add(directory);
    } else if (record instanceof DirectoryTimes directory) {
      times.add(directory);
    } else if (record instanceof NewEntry || record instanceof MergedSource) {
      batch.add(record);
      if (batch.size() == MOST_RECORDS) {
        submit(batches);
      }
    }
  }

  private void submit(Batches batches) throws IOException {
    InDirectory directory = current;
    List<JournalRecord> records = batch;
    if (directory != null && !records.isEmpty()) {
      batch = new ArrayList<>();
      batches.submit(() -> remove(directory, records));
    }
  }

  private void remove(InDirectory directory, List<JournalRecord> records) throws IOException {
    try (JournalDirectories at = journal.directories()) {
      at.enter(directory);
      for (JournalRecord record : records) {
        if (record instanceof NewEntry entry) {
          removeOld(at, entry);
        } else if (record instanceof MergedSource source) {
          if (unpublished.has(at.imagePath(source.name()))) {
            keepUnpublished(at, source.name());
          } else {
            removeSource(at, source);
          }
        }
      }
    }
  }

  private synchronized void keep(
      RawPath path, Reason reason, @Nullable ErrnoException refusal, boolean isShared) {
    kept.add(new KeptSource(path, targetOf(path), reason, refusal, isShared));
  }

  private RawPath targetOf(RawPath path) {
    return updates.getOrDefault(path, path);
  }

  private void removeOld(JournalDirectories at, NewEntry entry) throws IOException {
    try {
      Fd root = at.root();
      if (root != null && unpublished.has(at.imagePath(entry.name()))) {
        names.removeOldOfAbsent(root, entry);
      } else if (root != null) {
        names.removeOld(root, entry, journal.again());
      }
    } catch (ErrnoException e) {
      Place source = at.shownInImageFor(entry.name());
      throw Failing.at(source, at.shownInRoot(entry.name()), MoveStep.REMOVE_SOURCE, e);
    }
  }

  /** Tells of it, unless an earlier removal had come to it. */
  private void keepUnpublished(JournalDirectories at, RawPath name) {
    try {
      Fd dir = at.image();
      if (dir == null || Looking.at(journal.calls().paths(), dir, name) == null) {
        return;
      }
    } catch (ErrnoException e) {
      // it can't be seen whether it is there: rather told once too often
    }
    keep(at.imagePath(name), Reason.NOT_MERGED, null, false);
  }

  /** Of one with something in it, it is that what is told. */
  private void keepIfEmpty(RawPath path) {
    ConfinedTree image = journal.imageTree();
    if (image == null) {
      return;
    }
    try (Fd directory = image.openReadable(path, Links.REFUSE)) {
      if (!Listing.of(journal.calls().paths(), directory).isEmpty()) {
        return;
      }
    } catch (ErrnoException e) {
      if (Looking.isNoDirectory(e)) {
        return;
      }
      // rather told once too often
    }
    keep(path, Reason.NOT_MERGED, null, false);
  }

  /** Keeps it if something else has the name by now, or it can't be removed. */
  private void removeSource(JournalDirectories at, MergedSource source) throws IOException {
    try {
      Fd dir = at.image();
      FileStat now = dir == null ? null : Looking.at(journal.calls().paths(), dir, source.name());
      if (dir == null || now == null) {
        return;
      }
      boolean isChanged = !source.isStill(now);
      ErrnoException refusal = isChanged ? null : unlink(dir, source.name());
      if (isChanged || refusal != null) {
        Reason reason = isChanged ? Reason.CHANGED : Reason.NOT_REMOVABLE;
        boolean isShared = isInRoot(at, source, now);
        keep(at.imagePath(source.name()), reason, refusal, isShared);
      }
    } catch (ErrnoException e) {
      Place target = at.shownInRoot(source.name());
      throw Failing.at(at.shownInImage(source.name()), target, MoveStep.REMOVE_SOURCE, e);
    }
  }

  /** Null if it is gone. */
  private @Nullable ErrnoException unlink(Fd dir, RawPath name) throws ErrnoException {
    try {
      journal.calls().paths().unlinkat(dir, name, AtFlags.NONE);
      return null;
    } catch (ErrnoException e) {
      return switch (e.errno()) {
        case ENOENT -> null;
        // to try it again would be in vain, and must not keep the root from merges
        case EACCES, EPERM, EROFS, EBUSY -> e;
        default -> throw e;
      };
    }
  }

  /**
   * Whether the root has the very file: under its name, or that of a pending update. If that can't
   * be seen, no: the file stays either way, and it must not keep the root from merges.
   */
  private boolean isInRoot(JournalDirectories at, MergedSource source, FileStat now) {
    RawPath name = targetOf(at.imagePath(source.name())).fileName();
    try {
      Fd dir = now.nlink() == 1 ? null : at.named();
      FileStat target = dir == null ? null : Looking.at(journal.calls().paths(), dir, name);
      return target != null && target.isSameFile(now);
    } catch (ErrnoException e) {
      return false;
    }
  }

  /** What has got new entries meanwhile stays. Tells what is against its removal. */
  private @Nullable ErrnoException removeEmptied(RawPath path) throws IOException {
    ConfinedTree image = journal.imageTree();
    if (image == null) {
      return null;
    }
    RawPath parent = path.parent();
    RawPath above = parent.equals(RawPath.DOT) ? RawPath.EMPTY : parent;
    try (Fd dir = image.openDirectory(above, Links.REFUSE)) {
      journal.calls().paths().unlinkat(dir, path.fileName(), AtFlags.REMOVE_DIRECTORY);
      return null;
    } catch (ErrnoException e) {
      return switch (e.errno()) {
        case ENOENT, ENOTEMPTY, EEXIST, ENOTDIR, ELOOP -> null;
        case EACCES, EPERM, EROFS, EBUSY -> e;
        default ->
            throw Failing.at(
                Place.of(journal.imageShown().resolve(path)),
                Place.of(journal.rootShown().resolve(path)),
                MoveStep.REMOVE_SOURCE,
                e);
      };
    }
  }
}
