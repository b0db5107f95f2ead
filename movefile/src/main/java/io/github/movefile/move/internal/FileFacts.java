// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The one look at source and target before anything is done.
 *
 * @param source the source itself, not what a link points to
 * @param target the target itself, or null if the name is free
 */
public record FileFacts(FileStat source, @Nullable FileStat target) {
  /** A failure says which of both it is about, unless it is that there is no source. */
  static FileFacts look(MoveContext move) throws IOException {
    move.enter(MoveStep.LOOK);
    FileStat source;
    try {
      source = stat(move, move.source());
    } catch (ErrnoException e) {
      throw e.errno() == Errno.ENOENT ? e : Failures.about("the source", move.step(), e);
    }
    FileStat target;
    try {
      target = stat(move, move.target());
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw Failures.about("the target", move.step(), e);
      }
      target = null;
    }
    return new FileFacts(source, target);
  }

  /** Looks at a file, not following a link. */
  static FileStat stat(MoveContext move, Place place) throws ErrnoException {
    return move.calls().paths().statx(place.dir(), place.path(), AtFlags.SYMLINK_NOFOLLOW);
  }
}
