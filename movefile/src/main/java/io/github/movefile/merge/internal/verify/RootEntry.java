// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.verify;

import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.FileStat;
import org.jspecify.annotations.Nullable;

/**
 * What the root has of an entry, of the type that was expected.
 *
 * @param place where it is
 * @param facts what it is
 * @param behindLink a directory that was opened for it behind a link; closed with this
 */
record RootEntry(Place place, FileStat facts, @Nullable ReadFd behindLink)
    implements AutoCloseable {
  @Override
  public void close() {
    if (behindLink != null) {
      behindLink.close();
    }
  }
}
