// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.merge.internal.DirectoryNode.Counterpart;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.move.internal.DirectoryCopy;
import io.github.movefile.move.internal.Discarding;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import java.util.List;
import java.util.Optional;

/** Opens a directory of the root as far as what is done in it needs. */
final class CounterpartOpening {
  private CounterpartOpening() {}

  static Fd open(
      MergeSession session,
      DirectoryNode node,
      RawPath path,
      Counterpart counterpart,
      DirectoryCopy copy)
      throws ErrnoException {
    return switch (counterpart) {
      case MADE -> openMade(session.rootTree(), node.links(), path, copy);
      case UPDATED -> session.rootTree().openReadable(path, node.links());
      // Whoever may not list a directory may still make names in it.
      default -> session.rootTree().openDirectory(path, node.links());
    };
  }

  /**
   * What came with its directory: to list it takes its time of access, and it was not ours to read.
   */
  static Fd openMoved(MergeSession session, DirectoryNode node) throws ErrnoException {
    try {
      return session.rootTree().openQuietly(node.rootPath(), node.links());
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EPERM) {
        throw e;
      }
      MoveWarning lost =
          new MoveWarning(MoveWarning.Loss.TIMES, "time of access not kept", Optional.of(e));
      session.tally().lost(node.path(), List.of(lost));
      return session.rootTree().openReadable(node.rootPath(), node.links());
    }
  }

  private static Fd openMade(ConfinedTree tree, Links links, RawPath path, DirectoryCopy copy)
      throws ErrnoException {
    Fd made;
    try {
      made = tree.openReadable(path, links);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EACCES) {
        throw e;
      }
      try (Fd handle = tree.openDirectory(path, links)) {
        copy.letOwnerIn(handle);
      }
      return tree.openReadable(path, links);
    }
    try {
      copy.letOwnerIn(made);
      return made;
    } catch (ErrnoException e) {
      Discarding.closing(made, e);
      throw e;
    }
  }
}
