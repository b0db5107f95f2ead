// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import java.io.IOException;

/** A line of a manifest says nothing that its format knows. */
public final class MalformedManifestException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long line;

  /**
   * A line that can't be read.
   *
   * @param line its number, from 1
   * @param reason what is wrong with it
   */
  public MalformedManifestException(long line, String reason) {
    super("line " + line + ": " + reason);
    this.line = line;
  }

  /**
   * The number of the line.
   *
   * @return from 1
   */
  public long line() {
    return line;
  }
}
