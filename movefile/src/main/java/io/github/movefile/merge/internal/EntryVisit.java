// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.PlannedAction;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.merge.internal.DirectoryNode.Counterpart;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Decides of one entry of a directory of the image, has that done, and hands a directory over to
 * the workers. Links that lead through other directories wait until all is merged, as do
 * directories that go through a link of the root. Thread-safe.
 */
final class EntryVisit {
  private final MergeSession session;
  private final EntryPlanner planner;
  private final Effects effects;
  private final Later later;
  private final Workers workers;

  EntryVisit(
      MergeSession session, EntryPlanner planner, Effects effects, Later later, Workers workers) {
    this.session = session;
    this.planner = planner;
    this.effects = effects;
    this.later = later;
    this.workers = workers;
  }

  /**
   * Decides of an entry and has that done.
   *
   * @param index where it is in the list of its directory
   */
  void visit(OpenDirectories dirs, RawPath name, int index) throws IOException {
    requireNotCancelled(dirs, name);
    DirectoryNode directory = dirs.node();
    if (directory.links() == Links.FOLLOW_INSIDE && name.equals(StateDirectory.NAME)) {
      // The link may lead to the root itself.
      throw dirs.refused(
          name, MoveFailure.RESERVED_NAME, name.quoted() + " behind a link is for transactions");
    }
    FileStat source = dirs.lookAtSource(name);
    if (!source.isDirectory() && !effects.visitsFiles()) {
      effects.passedBy(dirs, source);
    } else if (source.isSymlink() && later.defers(dirs, name, source)) {
      directory.defer(name, index, source);
      later.addLinksOf(directory);
      session.events().done(directory, index, EventOrder.ELSEWHERE);
    } else if (source.isDirectory()) {
      visitDirectory(dirs, name, index, source);
    } else {
      session.events().done(directory, index, merge(dirs, name, source));
    }
  }

  /** Plans and merges a file, link or node. */
  MergedEntry merge(OpenDirectories dirs, RawPath name, FileStat source) throws MoveException {
    FileStat target = dirs.lookAtTarget(name);
    PlannedEntry planned = planner.plan(dirs, name, source, target);
    session.progress().begun(source.size());
    MergedEntry event = effects.file(dirs, name, planned, source, target);
    session.progress().done(source.size());
    return event;
  }

  private void visitDirectory(OpenDirectories dirs, RawPath name, int index, FileStat source)
      throws IOException {
    FileStat target = dirs.lookAtTarget(name);
    try {
      visitDirectory(dirs, name, index, source, target);
    } catch (MoveException e) {
      boolean isTaken = target == null && e.errno().filter(Errno.EEXIST::equals).isPresent();
      FileStat now = isTaken ? dirs.lookAtTarget(name) : null;
      if (now == null) {
        throw e;
      }
      // Another merge into this root was faster.
      visitDirectory(dirs, name, index, source, now);
    }
  }

  private void visitDirectory(
      OpenDirectories dirs, RawPath name, int index, FileStat source, @Nullable FileStat target)
      throws IOException {
    DirectoryNode directory = dirs.node();
    PlannedEntry planned = planner.plan(dirs, name, source, target);
    if (planned.action() == PlannedAction.FOLLOW_LINK && target != null) {
      directory.addPending();
      later.add(new Through(directory, name, index, source, target));
      session.events().done(directory, index, EventOrder.ELSEWHERE);
      return;
    }
    DirectoryNode child = effects.directory(dirs, name, index, planned, source, target);
    session.progress().done(0);
    if (child == null) {
      session.events().done(directory, index, Children.withoutResult(planned));
      return;
    }
    session.events().done(directory, index, child);
    workers.add(child);
  }

  private void requireNotCancelled(OpenDirectories dirs, RawPath name) throws MoveException {
    // What was moved with its directory is told of to the end.
    boolean isDone = dirs.node().counterpart() == Counterpart.MOVED;
    if (!isDone && session.options().cancellation().isCancelled()) {
      throw dirs.refused(name, MoveFailure.CANCELLED, "cancelled");
    }
  }
}
