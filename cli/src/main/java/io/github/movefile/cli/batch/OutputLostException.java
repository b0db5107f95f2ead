// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

import java.io.IOException;

/** Answers can't be written any more, such as since the client is gone. */
final class OutputLostException extends IOException {
  private static final long serialVersionUID = 1L;

  OutputLostException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
