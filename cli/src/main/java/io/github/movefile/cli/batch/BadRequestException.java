// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

/** A request that is not understood, and of which nothing is done. */
final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  BadRequestException(String message) {
    super(message);
  }

  /** The words of the message. */
  String text() {
    return String.valueOf(getMessage());
  }

  /** Only its message is told. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
