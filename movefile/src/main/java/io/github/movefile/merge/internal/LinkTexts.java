// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.SymlinkText;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;

/** What symbolic links say: those of the image, in the root. Thread-safe. */
final class LinkTexts {
  private final MergeSession session;

  LinkTexts(MergeSession session) {
    this.session = session;
  }

  /** Of a link of the image. */
  RawPath of(OpenDirectories dirs, RawPath name) throws MoveException {
    return SymlinkText.inRoot(read(dirs, name), session.options().move());
  }

  private RawPath read(OpenDirectories dirs, RawPath name) throws MoveException {
    try {
      return session.calls().paths().readlinkat(dirs.source(), name);
    } catch (ErrnoException e) {
      throw dirs.failed(name, MoveStep.OPEN_SOURCE, e);
    }
  }

  /** What a link of the root says. */
  RawPath ofTarget(OpenDirectories dirs, RawPath name) throws MoveException {
    try {
      return session.calls().paths().readlinkat(dirs.target(), name);
    } catch (ErrnoException e) {
      throw dirs.failed(name, MoveStep.LOOK, e);
    }
  }

  /** Whether a file of the image is a link that will say something else in the root. */
  boolean change(OpenDirectories dirs, RawPath name, FileStat source) throws MoveException {
    if (!source.isSymlink() || session.options().move().imageDirectory().isEmpty()) {
      return false;
    }
    return !of(dirs, name).equals(read(dirs, name));
  }
}
