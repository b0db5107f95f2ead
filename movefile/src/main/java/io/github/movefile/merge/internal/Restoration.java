// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.merge.internal.journal.DirectoryMetadata;
import io.github.movefile.merge.internal.journal.JournalKind;
import io.github.movefile.merge.internal.journal.JournalReader;
import io.github.movefile.merge.internal.journal.JournalRecord;
import io.github.movefile.merge.internal.journal.KnownDirectory;
import io.github.movefile.merge.internal.journal.TransactionBegin;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.move.internal.Listing;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what a transaction has staged: by its survey, removes the temps from each directory
 * and gives the directory the metadata and the times that it had. New entries must not have their
 * names any more. It can be cut off and done again. Of one thread.
 */
final class Restoration {
  private final Syscalls calls;
  private final Fd state;
  private final ConfinedTree rootTree;
  private final RawPath rootShown;
  private @Nullable TransactionBegin begin;
  private @Nullable KnownDirectory top;

  Restoration(Syscalls calls, Fd state, ConfinedTree rootTree, RawPath rootShown) {
    this.calls = calls;
    this.state = state;
    this.rootTree = rootTree;
    this.rootShown = rootShown;
  }

  /**
   * Takes it back.
   *
   * @return the root as it was
   */
  KnownDirectory restore() throws IOException {
    JournalReader.read(calls, state, JournalKind.SURVEY, this::restore);
    KnownDirectory root = top;
    if (root == null) {
      throw new IllegalStateException("a survey without its root");
    }
    return root;
  }

  private void restore(JournalRecord record) throws IOException {
    if (record instanceof TransactionBegin first) {
      begin = first;
    } else if (record instanceof KnownDirectory directory) {
      if (directory.path().length() == 0) {
        top = directory;
      }
      restore(directory);
    }
  }

  private void restore(KnownDirectory known) throws IOException {
    Links links = known.throughLinks() ? Links.FOLLOW_INSIDE : Links.REFUSE;
    try (Fd directory = open(known, links)) {
      if (directory != null) {
        restore(directory, known);
      }
    } catch (IOException e) {
      Place place =
          Place.of(known.path().length() == 0 ? rootShown : rootShown.resolve(known.path()));
      throw Failing.at(place, place, MoveStep.CREATE_TEMP, e);
    }
  }

  /** Null if others have removed it. */
  private @Nullable Fd open(KnownDirectory known, Links links) throws ErrnoException {
    try {
      return openReadable(known, links);
    } catch (ErrnoException e) {
      if (!Looking.isNoDirectory(e)) {
        throw e;
      }
      return null;
    }
  }

  /** Its owner is let in if the image's mode, which it may have by now, doesn't do that. */
  private Fd openReadable(KnownDirectory known, Links links) throws ErrnoException {
    try {
      return rootTree.openReadable(known.path(), links);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EACCES || known.metadata() == null) {
        throw e;
      }
      try (Fd handle = rootTree.openDirectory(known.path(), links)) {
        letOwnerIn(handle);
      }
      return rootTree.openReadable(known.path(), links);
    }
  }

  private void letOwnerIn(Fd directory) throws ErrnoException {
    new DirectoryCopy(calls, MoveOptions.defaults()).letOwnerIn(directory);
  }

  private void restore(Fd directory, KnownDirectory known) throws IOException {
    DirectoryMetadata metadata = known.metadata();
    for (DirectoryEntry entry : Listing.of(calls.paths(), directory)) {
      if (isTemp(entry.name())) {
        removeTemp(directory, entry, metadata != null);
      }
    }
    if (metadata != null) {
      SavedMetadata.restore(calls, directory, metadata);
    }
    FileStat now = calls.data().fstat(directory);
    if (!now.atime().equals(known.atime()) || !now.mtime().equals(known.mtime())) {
      setTimes(directory, known);
    }
  }

  /** Who isn't its owner can't set them: then they stay what the transaction has made of them. */
  private void setTimes(Fd directory, KnownDirectory known) throws ErrnoException {
    try {
      calls.data().futimens(directory, known.atime(), known.mtime());
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EPERM && e.errno() != Errno.EACCES) {
        throw e;
      }
    }
  }

  /** Lets the directory's owner in first, if that is needed and may be. */
  private void removeTemp(Fd directory, DirectoryEntry temp, boolean mayLetIn)
      throws ErrnoException {
    try {
      remove(directory, temp);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EACCES || !mayLetIn) {
        throw e;
      }
      letOwnerIn(directory);
      remove(directory, temp);
    }
  }

  private void remove(Fd directory, DirectoryEntry temp) throws ErrnoException {
    if (temp.type() == FileType.DIRECTORY) {
      new StagedRemoval(calls).remove(directory, temp.name());
    } else {
      calls.paths().unlinkat(directory, temp.name(), AtFlags.NONE);
    }
  }

  private boolean isTemp(RawPath name) {
    return begin != null && StagedNames.hasPrefix(name, begin.stagedPrefix());
  }
}
