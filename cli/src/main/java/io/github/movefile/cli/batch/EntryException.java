// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

import io.github.movefile.syscalls.RawPath;
import java.io.IOException;

/** Something could not be done to a path, which is as before. */
final class EntryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient RawPath path;
  private final IOException reason;

  EntryException(RawPath path, IOException reason) {
    super(reason.getMessage(), reason);
    this.path = path;
    this.reason = reason;
  }

  RawPath path() {
    return path;
  }

  IOException reason() {
    return reason;
  }

  /** What is told is the reason. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
