// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.manifest;

import io.github.movefile.merge.MalformedManifestException;
import io.github.movefile.merge.ManifestEntry;

/** Reads the lines of one format. */
public interface EntryParser {
  /**
   * Reads a line.
   *
   * @param line without its end
   * @param number for messages
   * @return what it says
   * @throws MalformedManifestException if it says nothing
   */
  ManifestEntry parse(byte[] line, long number) throws MalformedManifestException;
}
