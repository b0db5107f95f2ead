// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.internal.DirectoryNode.Counterpart;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Directories that one merge has made, and that wait for something before they get their metadata,
 * such as for symbolic links. Who comes to one by another path, through a link of the root, finds
 * here what it will be; what it is now is of no use to a manifest. Thread-safe.
 */
final class UnfinishedDirectories {
  private final boolean isWanted;
  private final Map<FileId, DirectoryNode> made = new HashMap<>(0);

  /**
   * None so far.
   *
   * @param isWanted whether anybody will ask
   */
  UnfinishedDirectories(boolean isWanted) {
    this.isWanted = isWanted;
  }

  /** The files of a directory are merged, and it may have to wait for more. */
  void begun(OpenDirectories dirs) throws MoveException {
    FileId id = dirs.node().counterpart() == Counterpart.MADE ? idOf(dirs) : null;
    if (id != null) {
      synchronized (this) {
        made.putIfAbsent(id, dirs.node());
      }
    }
  }

  /** A directory has its metadata. */
  void completed(OpenDirectories dirs) throws MoveException {
    FileId id = isMade(dirs.node()) ? idOf(dirs) : null;
    if (id != null) {
      synchronized (this) {
        made.remove(id, dirs.node());
      }
    }
  }

  private static boolean isMade(DirectoryNode node) {
    return node.counterpart() == Counterpart.MADE || node.counterpart() == Counterpart.COMPLETE;
  }

  private @Nullable FileId idOf(OpenDirectories dirs) throws MoveException {
    return isWanted ? dirs.targetId(RawPath.DOT) : null;
  }

  /** What the image has for a directory of the root that is unfinished; else null. */
  synchronized @Nullable FileStat wanted(@Nullable FileStat target) {
    DirectoryNode node = target == null ? null : made.get(FileId.of(target));
    return node == null ? null : node.facts();
  }
}
