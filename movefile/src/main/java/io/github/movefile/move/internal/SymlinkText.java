// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveOptions;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.RawPath;
import java.util.Optional;

/** What a symbolic link will say at its target. */
public final class SymlinkText {
  private SymlinkText() {}

  static RawPath read(MoveContext move) throws ErrnoException {
    return move.calls().paths().readlinkat(move.source().dir(), move.source().path());
  }

  /** The text without the image directory; empty if it stays as it is. */
  static Optional<RawPath> rewritten(MoveContext move, RawPath text) {
    return rewritten(text, move.options());
  }

  private static Optional<RawPath> rewritten(RawPath text, MoveOptions options) {
    Optional<RawPath> image = options.imageDirectory();
    if (image.isEmpty() || !text.startsWith(image.get())) {
      return Optional.empty();
    }
    RawPath rest = text.tail(image.get().length());
    return Optional.of(rest.isAbsolute() ? rest : RawPath.of("/").resolve(rest));
  }

  /**
   * What a link will say.
   *
   * @param text what it says now
   * @param options whether it is rewritten
   * @return the text at its target
   */
  public static RawPath inRoot(RawPath text, MoveOptions options) {
    return options.imageDirectory().isEmpty() ? text : rewritten(text, options).orElse(text);
  }

  /** Whether the link can't just be renamed. */
  static boolean changes(MoveContext move, FileFacts facts) throws ErrnoException {
    return facts.source().isSymlink()
        && move.options().imageDirectory().isPresent()
        && rewritten(move, read(move)).isPresent();
  }
}
