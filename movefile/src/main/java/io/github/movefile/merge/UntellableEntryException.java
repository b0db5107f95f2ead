// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.RawPath;
import java.io.IOException;

/** The format of a manifest can't tell an entry: nothing was written of it. */
public final class UntellableEntryException extends IOException {
  private static final long serialVersionUID = 1L;

  // Bytes, since an exception is serializable and a RawPath isn't.
  private final byte[] path;

  /**
   * An entry that can't be told.
   *
   * @param path the entry, relative to the root
   * @param reason why not
   */
  public UntellableEntryException(RawPath path, String reason) {
    super(path.quoted() + ": " + reason);
    this.path = path.bytes();
  }

  /**
   * The entry.
   *
   * @return relative to the root
   */
  public RawPath path() {
    return RawPath.of(path);
  }
}
