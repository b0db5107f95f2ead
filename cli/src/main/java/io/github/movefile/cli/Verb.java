// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.syscalls.RawPath;

/** What becomes of the source of a file. */
enum Verb {
  /** It goes. */
  MOVE("move"),
  /** It stays. */
  COPY("copy");

  private final String word;

  Verb(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  MoveResult run(MoveFile files, RawPath source, RawPath target, MoveOptions options)
      throws MoveException {
    return this == MOVE ? files.move(source, target, options) : files.copy(source, target, options);
  }
}
