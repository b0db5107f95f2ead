// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.merge.internal.DirectoryNode.Counterpart;
import io.github.movefile.merge.internal.journal.JournalRecord;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.move.internal.DirectoryPair;
import io.github.movefile.move.internal.Discarding;
import io.github.movefile.move.internal.Listing;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the image and its counterpart, open, while a worker is busy with them. Each entry
 * is reached by its name alone, relative to these, so that no link on the way can lead elsewhere.
 * Closing gives up both.
 */
final class OpenDirectories implements AutoCloseable {
  /** So many notes are written down before there are more. */
  static final int MOST_NOTES = 1000;

  private final MergeSession session;
  private final DirectoryNode node;
  private final RawPath path;
  private final Fd source;
  private final @Nullable Fd above;
  private @Nullable Fd target;
  private final List<JournalRecord> notes = new ArrayList<>(0);
  private final ShownPaths shown;
  private final DirectoryPair pair;
  private @Nullable List<DirectoryEntry> entries;
  private @Nullable PendingUpdates pendingUpdates;

  private OpenDirectories(
      MergeSession session,
      DirectoryNode node,
      RawPath path,
      Fd source,
      @Nullable Fd above,
      @Nullable Fd target) {
    this.session = session;
    this.node = node;
    this.path = path;
    this.source = source;
    this.above = above;
    this.target = target;
    this.shown = new ShownPaths(session, path);
    this.pair = new DirectoryPair(session.borders(), node.facts().dev(), node.device());
  }

  static OpenDirectories of(MergeSession session, DirectoryNode node, DirectoryCopy copy)
      throws MoveException {
    RawPath path = node.path();
    MoveStep step = MoveStep.OPEN_SOURCE;
    Fd source = null;
    try {
      source =
          node.counterpart() == Counterpart.MOVED
              ? CounterpartOpening.openMoved(session, node)
              : session.imageTree().openReadable(path, Links.REFUSE);
      step = MoveStep.CREATE_TEMP;
      DirectoryNode parent = node.parent();
      Fd above =
          node.counterpart() == Counterpart.COMING && parent != null
              ? session.rootTree().openDirectory(parent.rootPath(), parent.links())
              : null;
      Fd target =
          node.counterpart().isOpened()
              ? CounterpartOpening.open(session, node, node.rootPath(), node.counterpart(), copy)
              : null;
      return new OpenDirectories(session, node, path, source, above, target);
    } catch (IOException e) {
      if (source != null) {
        Discarding.closing(source, e);
      }
      Place from = Place.of(session.shownInImage(path));
      Place to = Place.of(session.shownInRoot(path));
      throw Failing.at(from, to, step, reachedBefore(node), e);
    }
  }

  /** What came with its directory is in the root before it is looked at. */
  private static MoveState reached(DirectoryNode node) {
    return node.counterpart() == Counterpart.MOVED ? MoveState.MOVED : MoveState.UNCHANGED;
  }

  /** So are the files of one that is opened again to remove their sources. */
  private static MoveState reachedBefore(DirectoryNode node) {
    return node.filledCount() > 0 ? MoveState.SOURCE_LEFT : reached(node);
  }

  DirectoryNode node() {
    return node;
  }

  Fd source() {
    return source;
  }

  /** The counterpart; a plan has none, nor has what was moved with its directory. */
  Fd target() {
    if (target == null) {
      throw new IllegalStateException("it has no counterpart: " + path.quoted());
    }
    return target;
  }

  /** The name of the counterpart of one that is coming, in the directory above. */
  Place targetName() {
    if (above == null) {
      throw new IllegalStateException("it isn't coming: " + path.quoted());
    }
    return new Place(above, node.name(), shown.inRoot());
  }

  /** Opens the counterpart of one that is coming, under the name that it has now. */
  void openTarget(RawPath name, Counterpart counterpart, DirectoryCopy copy) throws ErrnoException {
    RawPath at = node.rootPath().sibling(name);
    target = CounterpartOpening.open(session, node, at, counterpart, copy);
  }

  /** The counterpart, for who closes it; there is none for now. */
  Fd takeTarget() {
    Fd taken = target();
    target = null;
    return taken;
  }

  /** What moves between the two have found out. */
  DirectoryPair pair() {
    return pair;
  }

  /** What a transaction has not written down yet of the entries here. */
  List<JournalRecord> notes() {
    return notes;
  }

  RawPath pathOf(RawPath name) {
    return path.length() == 0 ? name : path.resolve(name);
  }

  Place sourceOf(RawPath name) {
    return Place.in(source, name, shown.inImage());
  }

  Place targetOf(RawPath name) {
    return Place.in(target(), name, shown.inRoot());
  }

  /** The directories themselves, for messages about them. */
  Place sourceItself() {
    return new Place(source, RawPath.DOT, shown.inImage());
  }

  Place targetItself() {
    return new Place(target(), RawPath.DOT, shown.inRoot());
  }

  /** As they are at the first question, in the order of their bytes. */
  List<DirectoryEntry> list() throws MoveException {
    if (entries != null) {
      return entries;
    }
    try {
      entries = Listing.of(session.calls().paths(), source);
      return entries;
    } catch (ErrnoException e) {
      throw failed(MoveStep.OPEN_SOURCE, e);
    }
  }

  Listing.Count count() throws MoveException {
    try {
      return Listing.count(session.calls().paths(), source);
    } catch (ErrnoException e) {
      throw failed(MoveStep.OPEN_SOURCE, e);
    }
  }

  /** Of what was moved with its directory nobody hears: the report wants numbers alone. */
  boolean isOnlyCounted() {
    return node.counterpart() == Counterpart.MOVED && !session.events().isHeard();
  }

  FileStat lookAtSource(RawPath name) throws MoveException {
    try {
      return session.calls().paths().statx(source, name, AtFlags.SYMLINK_NOFOLLOW);
    } catch (ErrnoException e) {
      throw failed(name, MoveStep.LOOK, e);
    }
  }

  /** What the root has of that name; null if nothing. */
  @Nullable FileStat lookAtTarget(RawPath name) throws MoveException {
    return lookAtTarget(name, name);
  }

  /** What the root has of a name that an entry of another name may get; null if nothing. */
  @Nullable FileStat lookAtTarget(RawPath newName, RawPath name) throws MoveException {
    if (target == null) {
      return null;
    }
    try {
      return Looking.at(session.calls().paths(), target, newName);
    } catch (ErrnoException e) {
      Place to = Place.of(shownTarget(newName));
      throw Failing.at(sourceOf(name), to, MoveStep.LOOK, reached(node), e);
    }
  }

  /** What tells the counterpart, by whichever path it is reached; null if there is none. */
  @Nullable FileId targetId(RawPath name) throws MoveException {
    if (target == null) {
      return null;
    }
    try {
      return FileId.of(session.calls().data().fstat(target));
    } catch (ErrnoException e) {
      throw failed(name, MoveStep.LOOK, e);
    }
  }

  /** The directories themselves failed. */
  private MoveException failed(MoveStep step, IOException cause) {
    return Failing.at(sourceItself(), Place.of(shown.inRoot()), step, reached(node), cause);
  }

  /** An entry failed. */
  MoveException failed(RawPath name, MoveStep step, IOException cause) {
    return Failing.at(sourceOf(name), Place.of(shownTarget(name)), step, reached(node), cause);
  }

  /** An entry is refused. */
  MoveException refused(RawPath name, MoveFailure failure, String reason) {
    return Failing.refused(sourceOf(name), Place.of(shownTarget(name)), failure, reason);
  }

  /** How messages name the target of an entry. */
  RawPath shownTarget(RawPath name) {
    return shown.inRoot().resolve(name);
  }

  /** The pending updates of protected files in the counterpart; listed at the first question. */
  PendingUpdates pendingUpdates(RawPath name) throws MoveException {
    PendingUpdates known = pendingUpdates;
    if (known == null) {
      List<DirectoryEntry> image = list();
      Set<RawPath> taken = session.takenUpdates().of(session.directoriesToBe().place(this, name));
      try {
        known =
            target == null
                ? PendingUpdates.none(image, taken)
                : PendingUpdates.in(session.calls().paths(), target, image, taken);
      } catch (ErrnoException e) {
        throw failed(name, MoveStep.LOOK, e);
      }
      pendingUpdates = known;
    }
    return known;
  }

  @Override
  public void close() throws MoveException {
    Fd counterpart = target;
    try (source;
        above;
        counterpart) {
      // whatever the first close says, all are closed
      return;
    } catch (ErrnoException e) {
      throw failed(MoveStep.REMOVE_SOURCE, e);
    }
  }
}
