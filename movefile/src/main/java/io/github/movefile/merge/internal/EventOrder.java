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
  private @Nullable DirectoryNode current;
  private int[] positions = new int[64];
  private int depth;
  private int kept;

  EventOrder(MergeListener listener) {
    this.listener = listener;
  }

  boolean isHeard() {
    return !listener.equals(MergeListener.NONE);
  }

  /** A walk begins; the top's own event comes first, if it has one. */
  synchronized void begin(DirectoryNode start) throws IOException {
    current = start;
    depth = 0;
    positions[0] = 0;
    if (start.event != null) {
      listener.merged(start.event);
      start.event = null;
    }
    tell();
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
      listener.merged(event);
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
      if (events == null) {
        break; // not listed yet
      }
      if (at.event != null) {
        listener.merged(at.event);
        at.event = null;
      }
      if (positions[depth] == events.length) {
        at.events = null;
        at = depth == 0 ? null : at.parent();
        depth--;
        continue;
      }
      Object event = events[positions[depth]];
      if (event == null) {
        break;
      }
      positions[depth]++;
      kept--;
      if (event instanceof MergedEntry merged) {
        listener.merged(merged);
      } else if (event instanceof DirectoryNode child) {
        at = child;
        enter();
        // One that is coming is told of when it is there.
        if (child.event != null && child.counterpart() != Counterpart.COMING) {
          listener.merged(child.event);
          child.event = null;
        }
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
