// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.verify;

import io.github.movefile.merge.Attribute;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Checks that names of one file in the image are names of one file in the root. Each further file
 * that a group has in the root is told once, at the first name that leads to it. Of one thread.
 */
final class HardLinkGroups {
  private record Inode(long dev, long ino) {}

  private record Group(RawPath first, Set<Inode> inRoot) {}

  private final VerifySession session;
  private final Map<Inode, Group> groups = new HashMap<>();

  HardLinkGroups(VerifySession session) {
    this.session = session;
  }

  void compare(RawPath path, FileStat image, FileStat root) throws IOException {
    if (!image.isRegular() || image.nlink() < 2) {
      return;
    }
    Inode found = new Inode(root.dev(), root.ino());
    Inode key = new Inode(image.dev(), image.ino());
    Group group = groups.get(key);
    if (group == null) {
      Set<Inode> inRoot = new HashSet<>();
      inRoot.add(found);
      groups.put(key, new Group(path, inRoot));
    } else if (group.inRoot.add(found)) {
      session.differ(
          path, Attribute.HARD_LINKS, "a hard link of " + group.first.quoted(), "another file");
    }
  }
}
