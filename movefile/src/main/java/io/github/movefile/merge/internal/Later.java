// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What has to wait until all else is merged. Thread-safe. */
final class Later {
  private final MergeSession session;
  private final LinkTexts texts;
  private final Set<DirectoryNode> withLinks = new HashSet<>();
  private final List<Through> through = new ArrayList<>();

  Later(MergeSession session, LinkTexts texts) {
    this.session = session;
    this.texts = texts;
  }

  /**
   * Whether a symbolic link has to wait: if it leads through other directories, what it leads to
   * may not be there yet. One that leads to its own directory comes after the files there; so does
   * one that will be renamed and whose time of access this user could not set back after reading
   * it.
   */
  boolean defers(OpenDirectories dirs, RawPath name, FileStat link) throws MoveException {
    boolean renames = session.consumes() && link.dev() == dirs.node().device();
    if (renames && !session.mayChange(link)) {
      return false;
    }
    for (byte b : texts.of(dirs, name).unsafeBytes()) {
      if (b == '/') {
        return true;
      }
    }
    return false;
  }

  synchronized void addLinksOf(DirectoryNode directory) {
    withLinks.add(directory);
  }

  synchronized void add(Through directory) {
    through.add(directory);
  }

  /** Hands out the directories that go through links of the root, in the order of the walk. */
  synchronized Deque<Through> takeThrough() {
    List<Through> all = new ArrayList<>(through);
    through.clear();
    all.sort(
        (a, b) -> {
          int order = a.parent().compareTo(b.parent());
          return order != 0 ? order : Integer.compare(a.index(), b.index());
        });
    return new ArrayDeque<>(all);
  }

  /** The directories that have deferred links, in the order of the walk. */
  synchronized List<DirectoryNode> directoriesWithLinks() {
    List<DirectoryNode> all = new ArrayList<>(withLinks);
    Collections.sort(all);
    return all;
  }
}
