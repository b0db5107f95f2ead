// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.CollisionPolicy.Collision;
import io.github.movefile.merge.CollisionPolicy.Decision;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.UnchangedFiles;
import io.github.movefile.merge.internal.EntryComparison.Equality;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;

/**
 * Tells whether what the root has of a name stays as it is, though the image has files for it by
 * two paths: each of them is equal to it, or each is skipped. Decides so less often than {@link
 * EntryPlanner}, and leaves no trace there. Thread-safe.
 */
final class UntouchedTargets {
  private final MergeSession session;
  private final MergeOptions options;
  private final EntryComparison comparison;
  private final DirectoryCopy directoryCopy;

  UntouchedTargets(MergeSession session) {
    this.session = session;
    this.options = session.options();
    this.comparison = new EntryComparison(session, new LinkTexts(session));
    this.directoryCopy = new DirectoryCopy(session.calls(), options.move());
  }

  /**
   * Whether it stays.
   *
   * @param dirs one directory of the image
   * @param other another one, with the same counterpart
   * @param name what both have, no directory
   * @return false also if that isn't known
   * @throws MoveException if something that has to be known can't be read
   */
  boolean has(OpenDirectories dirs, DirectoryNode other, RawPath name) throws MoveException {
    FileStat target = dirs.lookAtTarget(name);
    // Updates of protected files have rules of their own; to read a link takes its time of access.
    if (target == null || target.isSymlink() || PendingUpdates.isUpdate(name)) {
      return false;
    }
    if (!stays(dirs, name, target)) {
      return false;
    }
    try (OpenDirectories open = OpenDirectories.of(session, other, directoryCopy)) {
      return stays(open, name, target);
    }
  }

  private boolean stays(OpenDirectories dirs, RawPath name, FileStat target) throws MoveException {
    FileStat source = dirs.lookAtSource(name);
    return target.isDirectory()
        ? isSkipped(dirs.pathOf(name), source, target)
        : isLeft(dirs, name, source, target);
  }

  private boolean isSkipped(RawPath path, FileStat source, FileStat target) {
    Collision collision = new Collision(path, source.type(), target.type());
    return options.collisions().decide(collision) == Decision.SKIP;
  }

  private boolean isLeft(OpenDirectories dirs, RawPath name, FileStat source, FileStat target)
      throws MoveException {
    return options.unchanged() == UnchangedFiles.LEAVE
        && source.isRegular()
        && session.groups().of(source) == null
        && comparison.compare(dirs, name, source, target) == Equality.EQUAL;
  }
}
