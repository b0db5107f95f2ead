// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.move.MoveOptions;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sources of one command that are hard links of one file become hard links of one target, as with
 * mv(1) and {@code cp -a}. Not thread-safe.
 */
final class LinkedSources {
  private final PathCalls paths;

  /** By inode number. */
  private final Map<Long, Group> groups = new HashMap<>();

  private @Nullable Group next;

  LinkedSources(PathCalls paths) {
    this.paths = paths;
  }

  /** What a file was when the first of its names came, and the name that came last. */
  private static final class Group {
    private final FileStat source;
    private @Nullable RawPath target;
    private @Nullable FileStat placed;

    Group(FileStat source) {
      this.source = source;
    }

    /** The number of a file that is gone may have been given to another one. */
    boolean has(FileStat file) {
      return file.isSameFile(source)
          && file.size() == source.size()
          && file.mtime().compareTo(source.mtime()) == 0;
    }
  }

  /**
   * Looks at the next source.
   *
   * @return the options, with another name of it that has come as the first candidate for a hard
   *     link
   */
  MoveOptions optionsFor(RawPath source, MoveOptions options) {
    next = null;
    FileStat facts = look(source);
    if (facts == null || !facts.isRegular()) {
      return options;
    }
    Group group = groups.get(facts.ino());
    if (group == null || !group.has(facts)) {
      if (facts.nlink() > 1) {
        next = new Group(facts);
        groups.put(facts.ino(), next);
      }
      return options;
    }
    next = group; // its last name is alone, when the others were moved away
    RawPath candidate = candidate(group);
    if (candidate == null) {
      return options;
    }
    List<RawPath> candidates = new ArrayList<>();
    candidates.add(candidate);
    candidates.addAll(options.hardLinkCandidates());
    return options.toBuilder().hardLinkCandidates(candidates).build();
  }

  /** The source that was looked at last has come. */
  void came(RawPath target) {
    if (next != null) {
      next.target = target;
      next.placed = look(target);
    }
  }

  /** Null if others have changed it since. */
  private @Nullable RawPath candidate(Group group) {
    RawPath target = group.target;
    FileStat placed = group.placed;
    FileStat now = target == null ? null : look(target);
    return now != null && placed != null && now.isUnchangedSince(placed) ? target : null;
  }

  /** Null if it can't be looked at: who moves it will say why. */
  private @Nullable FileStat look(RawPath file) {
    try {
      return paths.statx(Fd.CWD, file, AtFlags.SYMLINK_NOFOLLOW);
    } catch (ErrnoException e) {
      return null;
    }
  }
}
