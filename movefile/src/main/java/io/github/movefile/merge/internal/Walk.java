// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.PlanReason;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The walk of a merge or of a plan, from the top to the end: first all that needs nothing else,
 * then what goes through links of the root, then the symbolic links that had to wait. Once.
 */
final class Walk {
  private final MergeSession session;
  private final DirectoryCopy directoryCopy;
  private final EntryPlanner planner;
  private final Effects effects;
  private final LinkTexts texts;
  private final Later later;
  private final DirectoryVisit visit;
  private final DeferredLinks deferredLinks;

  Walk(MergeSession session, DirectoryCopy directoryCopy, Effects effects, boolean isPlan) {
    this.session = session;
    this.texts = new LinkTexts(session);
    this.directoryCopy = directoryCopy;
    this.effects = effects;
    this.planner = new EntryPlanner(session, texts);
    this.later = new Later(session, texts);
    this.visit = new DirectoryVisit(session, directoryCopy, planner, effects, later);
    this.deferredLinks = new DeferredLinks(session, directoryCopy, visit, texts, isPlan);
  }

  /** Walks all. */
  void run(DirectoryNode top) throws IOException {
    try {
      walk(top);
    } catch (Throwable e) { // a listener may throw what it can't declare
      Throwables.rethrow(e);
    }
  }

  private void walk(DirectoryNode top) throws IOException {
    visit.walk(top);
    Deque<Through> through = later.takeThrough();
    while (!through.isEmpty()) {
      follow(through.remove());
      through.addAll(later.takeThrough());
    }
    deferredLinks.merge(later.directoriesWithLinks(), effects);
  }

  private void follow(Through entry) throws IOException {
    DirectoryNode parent = entry.parent();
    DirectoryNode child;
    boolean isComplete;
    try (OpenDirectories dirs = OpenDirectories.of(session, parent, directoryCopy)) {
      RawPath path = dirs.pathOf(entry.name());
      FileStat target = directoryBehind(entry, dirs, path);
      PlannedEntry planned =
          target == null && !effects.willBeDirectory(path, texts.ofTarget(dirs, entry.name()))
              ? planner.directoryCollision(
                  path, entry.source(), entry.link(), PlanReason.LINK_LEADS_NOWHERE)
              : planner.through(path, entry.source(), target);
      child = effects.directory(dirs, entry.name(), entry.index(), planned, entry.source(), target);
      if (child == null) {
        session.events().tell(Children.withoutResult(planned));
      }
      effects.visited(dirs);
      isComplete = parent.isLastOfPending();
      if (isComplete) {
        effects.complete(dirs);
      }
    }
    session.progress().done(0);
    if (isComplete) {
      visit.completeAbove(parent);
    }
    if (child != null) {
      visit.walk(child);
    }
  }

  /**
   * What the link leads to inside the root; null if that is no directory, and the image for one of
   * the image's: as little could be merged into that.
   */
  private @Nullable FileStat directoryBehind(Through entry, OpenDirectories dirs, RawPath path)
      throws MoveException {
    FileStat image = session.imageFacts();
    try (Fd directory = session.rootTree().openDirectory(path, Links.FOLLOW_INSIDE)) {
      FileStat facts = session.calls().data().fstat(directory);
      boolean isOfTheImage = Ancestry.isBelow(session.calls(), image, directory, facts);
      return isOfTheImage ? image : facts;
    } catch (ErrnoException e) {
      switch (e.errno()) {
        case ENOENT, ENOTDIR, ELOOP, EXDEV -> {
          return null;
        }
        default -> throw dirs.failed(entry.name(), MoveStep.LOOK, e);
      }
    }
  }
}
