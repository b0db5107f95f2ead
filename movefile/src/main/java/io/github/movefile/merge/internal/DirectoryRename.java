// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.Refusal;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Moves a directory that the root lacks by one rename, with all that is in it, where no option asks
 * for anything to be done to a single file. Thread-safe.
 */
final class DirectoryRename {
  private final MergeSession session;
  private final PathCalls paths;
  private final boolean isAllowed;
  private volatile @Nullable Boolean hasMounts;

  DirectoryRename(MergeSession session) {
    this.session = session;
    this.paths = session.calls().paths();
    this.isAllowed = session.consumes() && leavesFilesAlone(session.options());
  }

  private static boolean leavesFilesAlone(MergeOptions options) {
    MoveOptions move = options.move();
    return move.durability() == Durability.NONE
        && move.owners().isIdentity()
        && move.mtime().isEmpty()
        && move.latestMtime().isEmpty()
        && move.imageDirectory().isEmpty()
        && !options.protection().protectsMissing();
  }

  /**
   * Tries it. Whatever the kernel has against it (another file system or mount, a file system
   * without RENAME_NOREPLACE, a directory that isn't ours), nothing is changed then, and merging
   * file by file will do better or tell why it can't.
   *
   * @param dirs where the directory is
   * @param name its name, which the root lacks
   * @param source what the image has
   * @return whether the root has it now
   * @throws MoveException if it was replaced meanwhile
   */
  boolean move(OpenDirectories dirs, RawPath name, FileStat source) throws MoveException {
    boolean isPossible =
        isAllowed
            && source.dev() == dirs.node().device()
            && session.mayChange(source)
            && !hasMounts();
    if (!isPossible) {
      return false;
    }
    try {
      paths.renameat2(dirs.source(), name, dirs.target(), name, RenameFlags.NO_REPLACE);
    } catch (ErrnoException e) {
      return false;
    }
    requireSame(dirs, name, source);
    return true;
  }

  /** A mount below the image would come along, and its files be gone once it is unmounted. */
  private boolean hasMounts() {
    Boolean known = hasMounts;
    if (known == null) {
      known = MountTable.hasMountsBelow(paths, session.trees().image());
      hasMounts = known;
    }
    return known;
  }

  private void requireSame(OpenDirectories dirs, RawPath name, FileStat source)
      throws MoveException {
    try {
      FileStat now = Looking.at(paths, dirs.target(), name);
      if (now == null || !now.isSameFile(source)) {
        String reason = "the source was replaced while it was merged";
        throw new Refusal(MoveFailure.SOURCE_CHANGED, reason, null);
      }
    } catch (IOException e) {
      throw Failing.at(dirs.sourceOf(name), dirs.targetOf(name), MoveStep.LOOK, MoveState.MOVED, e);
    }
  }
}
