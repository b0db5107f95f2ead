// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.CollisionPolicy.Collision;
import io.github.movefile.merge.DirectoryLinks;
import io.github.movefile.merge.ExistingDirectories;
import io.github.movefile.merge.ExpectedMethod;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.PlanReason;
import io.github.movefile.merge.PlannedAction;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.merge.Protection;
import io.github.movefile.merge.UnchangedFiles;
import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.OwnerChange;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** Decides what is done with each entry. It changes nothing. Thread-safe. */
final class EntryPlanner {
  private final MergeSession session;
  private final MergeOptions options;
  private final LinkTexts texts;
  private final EntryComparison comparison;

  EntryPlanner(MergeSession session, LinkTexts texts) {
    this.session = session;
    this.options = session.options();
    this.texts = texts;
    this.comparison = new EntryComparison(session, texts);
  }

  /**
   * Decides of one entry.
   *
   * @param dirs where it is
   * @param name its name
   * @param source what the image has
   * @param target what the root has of that name, or null
   * @return what is to be done
   * @throws MoveException if something that has to be known can't be read
   */
  PlannedEntry plan(OpenDirectories dirs, RawPath name, FileStat source, @Nullable FileStat target)
      throws MoveException {
    RawPath path = dirs.pathOf(name);
    if (source.isDirectory()) {
      if (isNameOfUpdate(name)) {
        bring(dirs, name);
      }
      return planDirectory(path, source, target);
    }
    if (isNameOfUpdate(name) && !bring(dirs, name)) {
      return protect(dirs, name, path, source, PlanReason.PROTECTED);
    }
    boolean mayProtect = source.isRegular() || source.isSymlink();
    if (target == null) {
      return mayProtect && options.protection().isProtected(path, false)
          ? protect(dirs, name, path, source, PlanReason.REMOVED_BY_ADMIN)
          : moving(dirs, name, path, source, PlannedAction.PLACE, PlanReason.NAME_IS_FREE);
    }
    if (target.isDirectory()) {
      return directoryInTheWay(dirs, name, path, source, target);
    }
    return overFile(dirs, name, path, source, target, mayProtect);
  }

  /**
   * Decides of a regular file in a directory that is new.
   *
   * @param dirs where it is
   * @param name its name
   * @param source what the image has
   * @return null if it is protected, which is decided by {@link #plan}
   * @throws MoveException if something that has to be known can't be read
   */
  @Nullable PlannedEntry planInNew(OpenDirectories dirs, RawPath name, FileStat source)
      throws MoveException {
    RawPath path = dirs.pathOf(name);
    return options.protection().isProtected(path, false)
        ? null
        : moving(dirs, name, path, source, PlannedAction.PLACE, PlanReason.NAME_IS_FREE);
  }

  private PlannedEntry overFile(
      OpenDirectories dirs,
      RawPath name,
      RawPath path,
      FileStat source,
      FileStat target,
      boolean mayProtect)
      throws MoveException {
    boolean compares =
        options.unchanged() == UnchangedFiles.LEAVE
            && isOfOneName(source)
            && !isTheTarget(source, target);
    if (compares) {
      switch (comparison.compare(dirs, name, source, target)) {
        case EQUAL -> {
          return still(path, source, PlannedAction.LEAVE, PlanReason.SAME);
        }
        case EQUAL_BUT_TIME -> {
          // The time of a file with other names is theirs, too, wherever they are.
          if (target.nlink() == 1) {
            return still(path, source, PlannedAction.LEAVE, PlanReason.SAME_BUT_TIME);
          }
        }
        case DIFFERENT -> {}
      }
    }
    boolean isProtected = mayProtect && options.protection().isProtected(path, true);
    if ((isProtected || isUpdateBehindLink(dirs, name))
        && !comparison.haveSameContents(dirs, name, source, target)) {
      return protect(dirs, name, path, source, PlanReason.PROTECTED);
    }
    PlanReason reason = compares ? PlanReason.DIFFERS : PlanReason.NOT_COMPARED;
    return moving(dirs, name, path, source, PlannedAction.REPLACE, reason);
  }

  /** It has no like that could stay: a move tells two names of it from one by two paths. */
  private boolean isTheTarget(FileStat source, FileStat target) {
    return session.consumes() && (source.isSameFile(target) || source.isPerhapsSameFile(target));
  }

  private boolean isNameOfUpdate(RawPath name) {
    return !options.protection().equals(Protection.NONE) && PendingUpdates.isUpdate(name);
  }

  /**
   * The image brings an entry of a name of updates, which no update of this merge gets from now on.
   *
   * @return false if one has got it: the image has that directory by another path too, through a
   *     link of the root
   */
  private boolean bring(OpenDirectories dirs, RawPath name) throws MoveException {
    Object directory = session.directoriesToBe().place(dirs, name);
    return directory == null || session.takenUpdates().bring(directory, name);
  }

  /**
   * Who has the root's file isn't told by a path that leads through a link: it may be the update of
   * a file that is protected by its own path.
   */
  private boolean isUpdateBehindLink(OpenDirectories dirs, RawPath name) {
    return dirs.node().links() == Links.FOLLOW_INSIDE && isNameOfUpdate(name);
  }

  private PlannedEntry planDirectory(RawPath path, FileStat source, @Nullable FileStat target) {
    if (target == null) {
      return still(path, source, PlannedAction.MAKE_DIRECTORY, PlanReason.NAME_IS_FREE);
    }
    if (target.isDirectory()) {
      if (session.isOfTheImage(target, source)) {
        return still(path, source, PlannedAction.REFUSE, PlanReason.IS_THE_IMAGE);
      }
      boolean keeps = options.existingDirectories() == ExistingDirectories.KEEP;
      return still(
          path,
          source,
          keeps ? PlannedAction.ENTER_DIRECTORY : PlannedAction.UPDATE_DIRECTORY,
          PlanReason.DIRECTORY_IS_THERE);
    }
    if (target.isSymlink() && options.directoryLinks() == DirectoryLinks.FOLLOW_INSIDE) {
      return still(path, source, PlannedAction.FOLLOW_LINK, PlanReason.LINK_TO_DIRECTORY);
    }
    return directoryCollision(path, source, target, PlanReason.COLLISION);
  }

  /** A directory over a link to one; null for one that is planned. */
  PlannedEntry through(RawPath path, FileStat source, @Nullable FileStat target) {
    return target != null && session.isOfTheImage(target, source)
        ? still(path, source, PlannedAction.REFUSE, PlanReason.IS_THE_IMAGE)
        : still(path, source, PlannedAction.FOLLOW_LINK, PlanReason.LINK_TO_DIRECTORY);
  }

  /** A directory over something that is none, and leads to none. */
  PlannedEntry directoryCollision(
      RawPath path, FileStat source, FileStat target, PlanReason reason) {
    return still(path, source, collisionAction(path, source, target), reason);
  }

  private PlannedEntry directoryInTheWay(
      OpenDirectories dirs, RawPath name, RawPath path, FileStat source, FileStat target)
      throws MoveException {
    PlannedAction action = collisionAction(path, source, target);
    if (action != PlannedAction.BACK_UP) {
      return still(path, source, action, PlanReason.COLLISION);
    }
    return session.holdsTheImage(target)
        ? still(path, source, PlannedAction.REFUSE, PlanReason.IS_THE_IMAGE)
        : moving(dirs, name, path, source, action, PlanReason.COLLISION);
  }

  private PlannedAction collisionAction(RawPath path, FileStat source, FileStat target) {
    Collision collision = new Collision(path, source.type(), target.type());
    return switch (options.collisions().decide(collision)) {
      case FAIL -> PlannedAction.REFUSE;
      case BACKUP -> PlannedAction.BACK_UP;
      case SKIP -> PlannedAction.SKIP;
    };
  }

  private PlannedEntry protect(
      OpenDirectories dirs, RawPath name, RawPath path, FileStat source, PlanReason reason)
      throws MoveException {
    PendingUpdates updates = dirs.pendingUpdates(name);
    RawPath latest = updates.latest(name);
    FileStat pending = latest == null ? null : comparison.samePending(dirs, name, source, latest);
    if (latest != null && pending != null) {
      RawPath there = path.sibling(latest);
      if (isOfOneName(source) || pending.isSameFile(source)) {
        return planned(path, there, source, PlannedAction.LEAVE_PENDING, reason, null);
      }
      // One of several names takes the place of its like: else it were no hard link of the others.
      Object directory = session.directoriesToBe().place(dirs, name);
      if (directory != null && MergeRun.isTransaction(options)) {
        session.takenUpdates().replaced(directory, latest);
      }
      return planned(
          path, there, source, PlannedAction.PROTECT, reason, method(dirs, name, source));
    }
    RawPath next = path.sibling(take(dirs, name, updates));
    ExpectedMethod method = method(dirs, name, source);
    return planned(path, next, source, PlannedAction.PROTECT, reason, method);
  }

  private RawPath take(OpenDirectories dirs, RawPath name, PendingUpdates updates)
      throws MoveException {
    try {
      Object directory = session.directoriesToBe().place(dirs, name);
      RawPath update;
      do {
        update = updates.take(name);
      } while (directory != null && !session.takenUpdates().made(directory, update));
      return update;
    } catch (FileSystemException e) {
      throw dirs.failed(name, MoveStep.LOOK, e);
    }
  }

  private PlannedEntry moving(
      OpenDirectories dirs,
      RawPath name,
      RawPath path,
      FileStat source,
      PlannedAction action,
      PlanReason reason)
      throws MoveException {
    return planned(path, path, source, action, reason, method(dirs, name, source));
  }

  private static PlannedEntry still(
      RawPath path, FileStat source, PlannedAction action, PlanReason reason) {
    return planned(path, path, source, action, reason, null);
  }

  private static PlannedEntry planned(
      RawPath path,
      RawPath target,
      FileStat source,
      PlannedAction action,
      PlanReason reason,
      @Nullable ExpectedMethod method) {
    long bytes = method != null && source.isRegular() ? source.size() : 0;
    return new PlannedEntry(
        path,
        target,
        source.type(),
        action,
        reason,
        method == null ? ExpectedMethod.NONE : method,
        bytes);
  }

  private ExpectedMethod method(OpenDirectories dirs, RawPath name, FileStat source)
      throws MoveException {
    if (session.consumes()
        && source.dev() == dirs.node().device()
        && !OwnerChange.isWanted(options.move(), source)
        && !texts.change(dirs, name, source)) {
      return ExpectedMethod.RENAME;
    }
    if (!source.isRegular()) {
      return ExpectedMethod.RECREATE;
    }
    return isOfOneName(source) ? ExpectedMethod.COPY : ExpectedMethod.COPY_OR_LINK;
  }

  private boolean isOfOneName(FileStat source) {
    return session.groups().of(source) == null;
  }
}
