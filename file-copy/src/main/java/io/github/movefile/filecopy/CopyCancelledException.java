// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import java.util.concurrent.CancellationException;

/** A copy ended because its {@link Cancellation} asked for that. */
public final class CopyCancelledException extends CancellationException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  /**
   * The end of a copy.
   *
   * @param offset bytes of the source that were copied until then
   */
  public CopyCancelledException(long offset) {
    super("cancelled after " + offset + " bytes");
    this.offset = offset;
  }

  /**
   * How far the copy was.
   *
   * @return offset reached in the source, in bytes
   */
  public long offset() {
    return offset;
  }
}
