// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.merge.internal.journal.InDirectory;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directories that the records of a journal are about, opened when they are first needed. Of
 * one thread; closing gives up those that are open.
 */
final class JournalDirectories implements AutoCloseable {
  private final CommittedJournal journal;
  private @Nullable InDirectory current;
  private @Nullable Fd root;
  private @Nullable Fd image;
  private @Nullable Fd named;

  JournalDirectories(CommittedJournal journal) {
    this.journal = journal;
  }

  /** The records that follow are about another directory. */
  void enter(InDirectory next) throws ErrnoException {
    close();
    current = next;
  }

  /** The directory of the root; null if there is none any more. */
  @Nullable Fd root() throws ErrnoException {
    Fd open = root;
    if (open == null) {
      open = openInRoot(current().rootPath());
      root = open;
    }
    return open;
  }

  /** The directory of the image; null if there is none any more. */
  @Nullable Fd image() throws ErrnoException {
    Fd open = image;
    ConfinedTree imageTree = journal.imageTree();
    if (open == null && imageTree != null) {
      open = openIfThere(imageTree, current().imagePath(), Links.REFUSE);
      image = open;
    }
    return open;
  }

  /** The directory of the root by the name that it has in the end; null if there is none. */
  @Nullable Fd named() throws ErrnoException {
    Fd open = named;
    if (open == null) {
      open = openInRoot(current().imagePath());
      named = open;
    }
    return open;
  }

  private @Nullable Fd openInRoot(RawPath path) throws ErrnoException {
    Links links = current().throughLinks() ? Links.FOLLOW_INSIDE : Links.REFUSE;
    return openIfThere(journal.rootTree(), path, links);
  }

  private static @Nullable Fd openIfThere(ConfinedTree tree, RawPath path, Links links)
      throws ErrnoException {
    try {
      return tree.openDirectory(path, links);
    } catch (ErrnoException e) {
      if (!Looking.isNoDirectory(e)) {
        throw e;
      }
      return null;
    }
  }

  /** The directory of the image, from its top. */
  RawPath imagePath() {
    return current().imagePath();
  }

  /** How messages name an entry of the root. */
  Place shownInRoot(RawPath name) {
    return Place.of(journal.rootShown().resolve(imagePath(name)));
  }

  /** How messages name an entry of the image. */
  Place shownInImage(RawPath name) {
    return Place.of(journal.imageShown().resolve(imagePath(name)));
  }

  /** The same of the one that gets a name: a pending update is told by the file that it is of. */
  Place shownInImageFor(RawPath newName) {
    return shownInImage(isUpdateOfOther(newName) ? PendingUpdates.fileOf(newName) : newName);
  }

  /**
   * What of the image a new name may be of, by paths from its top: what has that name, and, if it
   * is the name of a pending update, the file that this is of.
   */
  List<RawPath> sourcesFor(RawPath newName) {
    RawPath same = imagePath(newName);
    return isUpdateOfOther(newName)
        ? List.of(same, imagePath(PendingUpdates.fileOf(newName)))
        : List.of(same);
  }

  /** An image may bring entries of such names itself. */
  private boolean isUpdateOfOther(RawPath newName) {
    return PendingUpdates.isUpdate(newName) && !isInImage(newName);
  }

  private boolean isInImage(RawPath name) {
    try {
      Fd dir = image();
      return dir != null && Looking.at(journal.calls().paths(), dir, name) != null;
    } catch (ErrnoException e) {
      return false; // then it is told, and kept, as if it were an update
    }
  }

  /** The path of an entry of the image, from its top. */
  RawPath imagePath(RawPath name) {
    RawPath path = current().imagePath();
    return path.length() == 0 ? name : path.resolve(name);
  }

  private InDirectory current() {
    if (current == null) {
      throw new IllegalStateException("the journal begins without a directory");
    }
    return current;
  }

  @Override
  public void close() throws ErrnoException {
    Fd first = root;
    Fd second = image;
    Fd third = named;
    root = null;
    image = null;
    named = null;
    try (first;
        second;
        third) {
      // whatever the first close says, all are closed
      return;
    }
  }
}
