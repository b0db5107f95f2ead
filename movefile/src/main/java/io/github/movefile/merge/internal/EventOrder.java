// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergeListener;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.internal.DirectoryNode.Counterpart;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener of entries in the order of the walk, whichever worker is done first: what comes
 * too early is kept with its directory until its turn. Thread-safe.
 */
final class EventOrder {
  /** Stands for an entry that comes later, and elsewhere. */
  static final Object ELSEWHERE = new Object();

  /**
   * So many events may be kept; then workers that are ahead wait. An event takes some 300 bytes.
   */
  private static final int MOST_KEPT = 1 << 17;

  private final MergeListener listener;
  private @Nullable DirectoryNode start;
  private @Nullable DirectoryNode current;
  private int[] positions = new int[64];
  private int depth;
  private int kept;
  private boolean hasThrown;
  private boolean isOver;

  EventOrder(MergeListener listener) {
    this.listener = listener;
  }

  boolean isHeard() {
    return !listener.equals(MergeListener.NONE);
  }

  /** A walk begins; the top's own event comes first, if it has one. */
  synchronized void begin(DirectoryNode top) throws IOException {
    start = top;
    beginAtTop();
    tellOf(top);
    tell();
  }

  private void beginAtTop() {
    current = start;
    depth = 0;
    positions[0] = 0;
  }

  /**
   * A walk has failed, and nobody works any more: what is done is told, though it was not its turn
   * yet, in the same order.
   */
  synchronized void tellRest() throws IOException {
    if (!hasThrown) {
      isOver = true;
      beginAtTop();
      tell();
    }
  }

  /** The directory was listed. */
  void listed(DirectoryNode directory, int entries) throws IOException {
    if (isHeard()) {
      directory.events = new Object[entries];
      if (entries == 0) {
        synchronized (this) {
          tell(); // No entry will, and what comes after it may be done already.
        }
      }
    }
  }

  /**
   * An entry is done.
   *
   * @param directory where
   * @param index its place there
   * @param event a {@link MergedEntry}, the {@link DirectoryNode} of a directory, or {@link
   *     #ELSEWHERE}
   */
  void done(DirectoryNode directory, int index, Object event) throws IOException {
    Object[] events = directory.events;
    if (events == null) {
      return;
    }
    synchronized (this) {
      events[index] = event;
      kept++;
      tell();
    }
  }

  /** Tells of an entry out of turn, when no walk is under way. */
  synchronized void tell(MergedEntry event) throws IOException {
    if (isHeard()) {
      hear(event);
    }
  }

  /** Who has thrown hears no more. */
  private void hear(MergedEntry event) throws IOException {
    if (!hasThrown) {
      hasThrown = true;
      listener.merged(event);
      hasThrown = false;
    }
  }

  /** One that is coming is told of when it is there. */
  private void tellOf(DirectoryNode directory) throws IOException {
    MergedEntry event = directory.event;
    if (event != null && directory.counterpart() != Counterpart.COMING) {
      directory.event = null;
      hear(event);
    }
  }

  /** Whether workers should wait until those before them are done. */
  synchronized boolean isCrowded() {
    return kept > MOST_KEPT;
  }

  private void tell() throws IOException {
    DirectoryNode at = current;
    current = null; // who has thrown hears no more
    while (at != null) {
      Object[] events = at.events;
      if (events == null && !isOver) {
        break; // not listed yet
      }
      tellOf(at);
      if (events == null || positions[depth] == events.length) {
        at.events = null;
        at = depth == 0 ? null : at.parent();
        depth--;
        continue;
      }
      int index = positions[depth];
      Object event = events[index];
      if (event == null && !isOver) {
        break;
      }
      positions[depth]++;
      kept--;
      if (event instanceof MergedEntry merged) {
        events[index] = ELSEWHERE; // it is told once
        hear(merged);
      } else if (event instanceof DirectoryNode child) {
        at = child;
        enter();
        tellOf(child);
      }
    }
    current = at;
    notifyAll();
  }

  private void enter() {
    depth++;
    if (depth == positions.length) {
      positions = java.util.Arrays.copyOf(positions, 2 * depth);
    }
    positions[depth] = 0;
  }
}
