// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.ExpectedMethod;
import io.github.movefile.merge.ManifestEntry;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.PlanReason;
import io.github.movefile.merge.PlannedAction;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.merge.internal.DirectoryNode.Counterpart;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the node of a directory below another one, and its event. */
final class Children {
  private Children() {}

  static DirectoryNode of(
      MergeSession session,
      OpenDirectories dirs,
      RawPath name,
      int index,
      PlannedEntry planned,
      FileStat source,
      @Nullable FileStat target,
      Counterpart counterpart)
      throws MoveException {
    return of(session, dirs, name, name, index, planned, source, target, counterpart);
  }

  /** One that has another name in the root for now. */
  static DirectoryNode of(
      MergeSession session,
      OpenDirectories dirs,
      RawPath name,
      RawPath rootName,
      int index,
      PlannedEntry planned,
      FileStat source,
      @Nullable FileStat target,
      Counterpart counterpart)
      throws MoveException {
    DirectoryNode parent = dirs.node();
    boolean isThere =
        switch (counterpart) {
          case KEPT, UPDATED, STAGED -> true;
          default -> false;
        };
    long device = isThere && target != null ? target.dev() : parent.device();
    Links links =
        planned.action() == PlannedAction.FOLLOW_LINK ? Links.FOLLOW_INSIDE : parent.links();
    DirectoryNode child =
        new DirectoryNode(parent, name, rootName, index, source, counterpart, links, device);
    parent.add(child);
    if (session.events().isHeard()) {
      child.event = event(session, child, planned, target);
    }
    return child;
  }

  private static MergedEntry event(
      MergeSession session, DirectoryNode child, PlannedEntry planned, @Nullable FileStat target)
      throws MoveException {
    RawPath path = planned.path();
    ManifestEntry entry =
        switch (child.counterpart()) {
          case KEPT, STAGED -> ofExisting(session, path, target == null ? child.facts() : target);
          case MOVED -> ManifestFacts.directory(path, child.facts());
          default -> ManifestFacts.directoryToBe(session, path, child.facts());
        };
    return new MergedEntry(planned, Optional.empty(), Optional.of(entry));
  }

  private static ManifestEntry ofExisting(MergeSession session, RawPath path, FileStat now)
      throws MoveException {
    FileStat wanted = session.unfinishedDirectories().wanted(now);
    return wanted == null
        ? ManifestFacts.directory(path, now)
        : ManifestFacts.directoryToBe(session, path, wanted);
  }

  /**
   * One that was moved with the directory that it is in, and that nobody hears of: it is listed,
   * and its own facts are of no use. It has those of its parent.
   */
  static DirectoryNode moved(DirectoryNode parent, RawPath name, int index) {
    DirectoryNode child =
        new DirectoryNode(
            parent,
            name,
            name,
            index,
            parent.facts(),
            Counterpart.MOVED,
            parent.links(),
            parent.device());
    parent.add(child);
    return child;
  }

  /** The event of one that was coming, and that somebody else has made. */
  static void wasThere(MergeSession session, DirectoryNode child, FileStat target)
      throws MoveException {
    if (!session.events().isHeard()) {
      return;
    }
    RawPath path = child.path();
    PlannedEntry planned =
        new PlannedEntry(
            path,
            path,
            child.facts().type(),
            actionOn(child),
            PlanReason.DIRECTORY_IS_THERE,
            ExpectedMethod.NONE,
            0);
    child.event = event(session, child, planned, target);
  }

  /** What was done about one that was coming, or about one that was there. */
  static PlannedAction actionOn(DirectoryNode child) {
    return switch (child.counterpart()) {
      case KEPT -> PlannedAction.ENTER_DIRECTORY;
      case UPDATED -> PlannedAction.UPDATE_DIRECTORY;
      default -> PlannedAction.MAKE_DIRECTORY;
    };
  }

  /** The event of a directory that isn't entered. */
  static MergedEntry withoutResult(PlannedEntry planned) {
    return new MergedEntry(planned, Optional.empty(), Optional.empty());
  }
}
