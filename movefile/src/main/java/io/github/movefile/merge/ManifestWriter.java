// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.merge.internal.manifest.ContentsWriter;
import io.github.movefile.merge.internal.manifest.JsonLinesWriter;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes what a merge has put into a root, entry by entry. Equal entries in equal order give equal
 * bytes. {@link ManifestReader} reads them back. For one thread at a time.
 */
public interface ManifestWriter extends Closeable, Flushable {
  /**
   * Writes an entry.
   *
   * @param entry what the root has
   * @throws UntellableEntryException if the format can't tell it; the manifest goes on without it
   * @throws IOException if the bytes can't be written
   * @throws IllegalArgumentException if it lacks what the format asks for
   */
  void write(ManifestEntry entry) throws IOException;

  /**
   * Hands what was written to the stream.
   *
   * @throws IOException if it can't be written
   */
  @Override
  void flush() throws IOException;

  /**
   * Flushes, and closes the stream. Without it the end may be missing.
   *
   * @throws IOException if that fails
   */
  @Override
  void close() throws IOException;

  /**
   * One JSON object a line, after a line that names format and version. It tells all of an entry.
   *
   * @param out where it goes; buffered here
   * @return a new writer, to be closed
   */
  static ManifestWriter jsonLines(OutputStream out) {
    return new JsonLinesWriter(out);
  }

  /**
   * Portage's CONTENTS, each path with a leading slash. Sockets are left out. Regular files must
   * have the digest {@code "MD5"}. Refused are names and link texts with a line end in them, and
   * link texts with {@code " -> "} in them, which portage would take for the end of the name.
   *
   * @param out where it goes; buffered here
   * @return a new writer, to be closed
   */
  static ManifestWriter contents(OutputStream out) {
    return new ContentsWriter(out);
  }
}
