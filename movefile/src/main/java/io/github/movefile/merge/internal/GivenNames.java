// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.PlannedAction;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that one transaction gives, by the directory of the root that they are in, whichever
 * path has led there. Each is given once. {@link CommonDirectories} sees to that, except for those
 * of pending updates, which entries of the image may have by another path, and for those that no
 * entry was to get: these are kept here. Thread-safe.
 */
final class GivenNames {
  private final MergeSession session;
  private final Set<RawPath> shared;
  private final Map<NameIn, PlannedEntry> given = new HashMap<>(0);

  /**
   * None so far.
   *
   * @param session of which merge
   * @param shared what {@link CommonDirectories} has found, in any directory
   */
  GivenNames(MergeSession session, Set<RawPath> shared) {
    this.session = session;
    this.shared = shared;
  }

  /**
   * An entry gets its name, or the one beside it. A directory may be given by several paths.
   *
   * @param dirs where it is
   * @param name its name
   * @param planned what is to be done
   * @return why the merge is refused; null if there is none
   * @throws MoveException if the counterpart can't be looked at
   */
  @Nullable MoveException clash(OpenDirectories dirs, RawPath name, PlannedEntry planned)
      throws MoveException {
    RawPath newName = planned.target().fileName();
    boolean isKept = PendingUpdates.isUpdate(newName) || shared.contains(newName);
    if (!isKept || !isGiven(planned.action())) {
      return null;
    }
    Object directory = session.directoriesToBe().place(dirs, name);
    PlannedEntry other = directory == null ? null : give(new NameIn(directory, newName), planned);
    return other == null || (isDirectory(other) && isDirectory(planned))
        ? null
        : refused(dirs, name, planned, other);
  }

  private static boolean isGiven(PlannedAction action) {
    return switch (action) {
      case PLACE, REPLACE, PROTECT, BACK_UP, MAKE_DIRECTORY -> true;
      default -> false;
    };
  }

  private static boolean isDirectory(PlannedEntry planned) {
    return planned.type() == FileType.DIRECTORY;
  }

  private synchronized @Nullable PlannedEntry give(NameIn place, PlannedEntry planned) {
    return given.putIfAbsent(place, planned);
  }

  private MoveException refused(
      OpenDirectories dirs, RawPath name, PlannedEntry planned, PlannedEntry other) {
    return dirs.refused(
        name,
        MoveFailure.SAME_TARGET,
        shown(planned) + " and " + shown(other) + " are one name: a transaction takes one");
  }

  private String shown(PlannedEntry planned) {
    String target = session.shownInRoot(planned.target()).quoted();
    return planned.action() == PlannedAction.PROTECT
        ? target + " (the update of " + session.shownInRoot(planned.path()).quoted() + ")"
        : target;
  }
}
