// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.RawPath;
import org.jspecify.annotations.Nullable;

/**
 * A name in a directory, for a map.
 *
 * @param directory what tells it: a {@link FileId}, or, of one that isn't there yet, its node or
 *     its own name in another one
 * @param name one component
 */
record NameIn(Object directory, RawPath name) {
  // As for FileId.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NameIn in && in.directory.equals(directory) && in.name.equals(name);
  }

  @Override
  public int hashCode() {
    return 31 * directory.hashCode() + name.hashCode();
  }
}
