// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.internal.DirectoryNode.DeferredLink;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Merges the symbolic links that lead through other directories: each when what it leads to is
 * there, so that a running system finds no link that leads nowhere for a moment; then those that
 * lead nowhere anyway. Those of one directory are merged by one worker, in their order. Once.
 */
final class DeferredLinks {
  private final MergeSession session;
  private final DirectoryCopy directoryCopy;
  private final DirectoryVisit visit;
  private final LinkTexts texts;
  private final boolean isPlan;

  DeferredLinks(
      MergeSession session,
      DirectoryCopy directoryCopy,
      DirectoryVisit visit,
      LinkTexts texts,
      boolean isPlan) {
    this.session = session;
    this.directoryCopy = directoryCopy;
    this.visit = visit;
    this.texts = texts;
    this.isPlan = isPlan;
  }

  /** The links of one directory, and what was done with those that are done. */
  private static final class Batch {
    final DirectoryNode directory;
    final List<DeferredLink> links;
    final @Nullable MergedEntry[] events;
    int left;

    Batch(DirectoryNode directory) {
      this.directory = directory;
      this.links = directory.deferredLinks();
      this.events = new MergedEntry[links.size()];
      this.left = links.size();
    }
  }

  /** Merges them; then the directories that have waited for them are complete. */
  void merge(List<DirectoryNode> directories, Effects effects) throws IOException {
    List<Batch> batches = new ArrayList<>();
    for (DirectoryNode directory : directories) {
      batches.add(new Batch(directory));
    }
    Throwable failure = null;
    try {
      mergeAll(batches, effects);
    } catch (Throwable e) { // those before it are there
      failure = e;
    }
    try {
      tell(batches);
    } catch (Throwable e) { // the listener's
      failure = Throwables.firstOf(failure, e);
    }
    Throwables.rethrow(failure);
  }

  private void mergeAll(List<Batch> batches, Effects effects) throws IOException {
    int left = count(batches);
    // A plan has nothing that a link could lead to; and its order is told by the walk anyway.
    boolean anyway = isPlan;
    while (left > 0) {
      mergeOnce(batches, anyway, effects);
      int now = count(batches);
      anyway = now == left;
      left = now;
    }
  }

  private void mergeOnce(List<Batch> batches, boolean anyway, Effects effects) throws IOException {
    Map<DirectoryNode, Batch> waiting = new HashMap<>();
    Workers workers =
        new Workers(
            session.options().workers(),
            session.options().mostWorkers(),
            session.idleness(),
            () -> false,
            new Removals(1),
            directory -> merge(Objects.requireNonNull(waiting.get(directory)), anyway, effects));
    for (Batch batch : batches) {
      if (batch.left > 0) {
        waiting.put(batch.directory, batch);
        workers.add(batch.directory);
      }
    }
    workers.run();
  }

  private static int count(List<Batch> batches) {
    int left = 0;
    for (Batch batch : batches) {
      left += batch.left;
    }
    return left;
  }

  private void merge(Batch batch, boolean anyway, Effects effects) throws IOException {
    boolean isComplete = false;
    try (OpenDirectories dirs = OpenDirectories.of(session, batch.directory, directoryCopy)) {
      for (int i = 0; i < batch.links.size(); i++) {
        RawPath name = batch.links.get(i).name();
        if (batch.events[i] == null && (anyway || leadsSomewhere(dirs, name))) {
          if (session.options().cancellation().isCancelled()) {
            throw dirs.refused(name, MoveFailure.CANCELLED, "cancelled");
          }
          FileStat source = batch.links.get(i).facts();
          if (!dirs.lookAtSource(name).isUnchangedButForNames(source)) {
            throw dirs.refused(
                name, MoveFailure.SOURCE_CHANGED, "the link was changed while others were merged");
          }
          batch.events[i] = visit.each().merge(dirs, name, source);
          batch.left--;
        }
      }
      effects.visited(dirs);
      isComplete = batch.left == 0 && batch.directory.isLastOfPending();
      if (isComplete) {
        effects.complete(dirs);
      }
    }
    if (isComplete) {
      visit.completeAbove(batch.directory);
    }
  }

  private boolean leadsSomewhere(OpenDirectories dirs, RawPath name) throws MoveException {
    DirectoryNode node = dirs.node();
    RawPath text = texts.of(dirs, name);
    try {
      return session.rootTree().leadsSomewhere(node.rootPath(), node.links(), text);
    } catch (ErrnoException e) {
      throw dirs.failed(name, MoveStep.LOOK, e);
    }
  }

  private void tell(List<Batch> batches) throws IOException {
    for (Batch batch : batches) {
      for (MergedEntry event : batch.events) {
        if (event != null) {
          session.events().tell(event);
        }
      }
    }
  }
}
