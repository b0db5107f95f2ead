// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.ExistingDirectories;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the image that is not complete yet, and where it goes. It holds no descriptor:
 * however many wait, and however deep they are, none is used up.
 *
 * <p>It is complete when its own entries are merged and its children are complete; then it gets its
 * metadata, at the latest: if only sources of its files are left to be removed, it has it before.
 * The counting is thread-safe; the rest is set by whoever makes it or works on it.
 */
final class DirectoryNode implements Comparable<DirectoryNode> {
  private final @Nullable DirectoryNode parent;
  private final RawPath name;
  private final RawPath rootName;
  private final int depth;
  private final int index;
  private final FileStat facts;
  private volatile Counterpart counterpart;
  private final Links links;
  private final long device;

  private final Set<DirectoryNode> unfinished = new HashSet<>(0);
  private final List<RawPath> emptied = new ArrayList<>(0);
  private final List<DeferredLink> deferredLinks = new ArrayList<>(0);
  private List<FilledFile> filled = List.of();
  private int pending = 1;
  private boolean leftBehind;

  /** The directory's own event, and those of its entries by their index; for {@link EventOrder}. */
  @Nullable MergedEntry event;

  volatile Object @Nullable [] events;

  /** What a directory of the image is merged into. */
  enum Counterpart {
    /** It will be made, with files in it, by who works on it. */
    COMING,
    /** It was made for it. */
    MADE,
    /** It was made, and has its metadata; what is left is to remove files from the image. */
    COMPLETE,
    /** It was there and keeps its metadata. */
    KEPT,
    /** It was there and takes the image's metadata. */
    UPDATED,
    /**
     * It was made by another path of this transaction, under a temp name, and keeps its metadata.
     */
    STAGED,
    /** It is the image's own, moved by a rename with all that is in it, which is only told of. */
    MOVED,
    /** It would be made, but nothing is: this is a plan. */
    ABSENT;

    /** Whether something is done in it. */
    boolean isOpened() {
      return this != MOVED && this != ABSENT && this != COMING;
    }

    /** Whether nobody else sees it yet, so that what is in it has its own name at once. */
    boolean isStaged() {
      return this == MADE || this == STAGED;
    }

    /** Of one that is there, whether by its name or behind a link. */
    static Counterpart ofExisting(ExistingDirectories policy) {
      return policy == ExistingDirectories.UPDATE ? UPDATED : KEPT;
    }
  }

  /**
   * A symbolic link that comes later.
   *
   * @param name its name
   * @param index its place among the entries
   * @param facts what it was before it was read, which changes its time of access
   */
  record DeferredLink(RawPath name, int index, FileStat facts) {}

  /** The top. */
  DirectoryNode(FileStat facts, long device) {
    this(null, RawPath.EMPTY, RawPath.EMPTY, 0, facts, Counterpart.KEPT, Links.REFUSE, device);
  }

  /**
   * A directory below.
   *
   * @param parent where it is
   * @param name one component
   * @param rootName its name in the root by now, which may be a temp name
   * @param index its place among the entries of its parent
   * @param facts what the image has
   * @param counterpart what it is merged into
   * @param links whether the way to the counterpart leads through links
   * @param device where the counterpart is, or will be
   */
  DirectoryNode(
      @Nullable DirectoryNode parent,
      RawPath name,
      RawPath rootName,
      int index,
      FileStat facts,
      Counterpart counterpart,
      Links links,
      long device) {
    this.parent = parent;
    this.name = name;
    this.rootName = rootName;
    this.depth = parent == null ? 0 : parent.depth + 1;
    this.index = index;
    this.facts = facts;
    this.counterpart = counterpart;
    this.links = links;
    this.device = device;
  }

  @Nullable DirectoryNode parent() {
    return parent;
  }

  RawPath name() {
    return name;
  }

  FileStat facts() {
    return facts;
  }

  Counterpart counterpart() {
    return counterpart;
  }

  /** One that was coming is there. */
  void is(Counterpart now) {
    counterpart = now;
  }

  Links links() {
    return links;
  }

  long device() {
    return device;
  }

  /** The path from the top, of image and root alike; empty for the top. */
  RawPath path() {
    return path(false);
  }

  /** The path by which the root has it now, which may lead through a temp name. */
  RawPath rootPath() {
    return path(true);
  }

  private RawPath path(boolean ofRoot) {
    int length = 0;
    for (DirectoryNode at = this; at.parent != null; at = at.parent) {
      length += (ofRoot ? at.rootName : at.name).length() + (length == 0 ? 0 : 1);
    }
    byte[] path = new byte[length];
    int end = length;
    for (DirectoryNode at = this; at.parent != null; at = at.parent) {
      byte[] part = (ofRoot ? at.rootName : at.name).unsafeBytes();
      end -= part.length;
      System.arraycopy(part, 0, path, end, part.length);
      if (end > 0) {
        path[--end] = '/';
      }
    }
    return RawPath.of(path);
  }

  synchronized void add(DirectoryNode child) {
    unfinished.add(child);
    pending++;
  }

  /** A child has its metadata, and nothing more happens in it. */
  synchronized void completed(DirectoryNode child) {
    unfinished.remove(child);
    if (!child.isLeftBehind() && child.counterpart != Counterpart.MOVED) {
      emptied.add(child.name);
    }
  }

  /** Children that are complete and have nothing left in the image. */
  synchronized List<RawPath> emptied() {
    return List.copyOf(emptied);
  }

  /** Children that were begun and aren't complete. */
  synchronized List<DirectoryNode> unfinished() {
    return List.copyOf(unfinished);
  }

  /** Symbolic links that come after everything else; the directory waits for them. */
  synchronized void defer(RawPath link, int at, FileStat is) {
    if (deferredLinks.isEmpty()) {
      pending++;
    }
    deferredLinks.add(new DeferredLink(link, at, is));
  }

  synchronized List<DeferredLink> deferredLinks() {
    return List.copyOf(deferredLinks);
  }

  /** Files that were copied into it, and have their names; their sources are to be removed. */
  synchronized void filled(List<FilledFile> files) {
    filled = files;
  }

  /** How many of them there are. */
  synchronized int filledCount() {
    return filled.size();
  }

  /** Whether that is all that it waits for. */
  synchronized boolean waitsForRemovalAlone() {
    return pending == 1 && !filled.isEmpty();
  }

  /** Hands them out, once. */
  synchronized List<FilledFile> takeFilled() {
    List<FilledFile> files = filled;
    filled = List.of();
    return files;
  }

  /** Something else comes later, for which the directory waits. */
  synchronized void addPending() {
    pending++;
  }

  /** One of the things that it waits for is done. True for the last one. */
  synchronized boolean isLastOfPending() {
    return --pending == 0;
  }

  /** Something stays in the image, here or below: so does the directory. */
  void leaveBehind() {
    for (DirectoryNode at = this; at != null; at = at.parent) {
      at.markLeft();
    }
  }

  private synchronized void markLeft() {
    leftBehind = true;
  }

  synchronized boolean isLeftBehind() {
    return leftBehind;
  }

  /** By the order of the walk: what is above comes first, then the order of the names. */
  @Override
  public int compareTo(DirectoryNode other) {
    DirectoryNode a = this;
    DirectoryNode b = other;
    while (a.depth > b.depth && a.parent != null) {
      a = a.parent;
    }
    while (b.depth > a.depth && b.parent != null) {
      b = b.parent;
    }
    if (a == b) {
      return Integer.compare(depth, other.depth);
    }
    while (a.parent != b.parent && a.parent != null && b.parent != null) {
      a = a.parent;
      b = b.parent;
    }
    return Integer.compare(a.index, b.index);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
