// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.merge.internal.manifest.ContentsParser;
import io.github.movefile.merge.internal.manifest.EntryParser;
import io.github.movefile.merge.internal.manifest.JsonLinesParser;
import io.github.movefile.merge.internal.manifest.LineReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads what {@link ManifestWriter} or portage wrote, entry by entry: memory holds one line. Paths
 * are relative, without {@code .} and {@code ..}, whatever the manifest says: anything else is
 * malformed. For one thread.
 */
public final class ManifestReader implements Closeable {
  private final LineReader lines;
  private final ManifestFormat format;
  private final EntryParser parser;

  private ManifestReader(LineReader lines, ManifestFormat format, EntryParser parser) {
    this.lines = lines;
    this.format = format;
    this.parser = parser;
  }

  /**
   * Begins to read. The first byte tells the format; nothing at all is a CONTENTS without entries.
   *
   * @param in the manifest, buffered here; closed with the reader, and if this fails
   * @return a new reader
   * @throws MalformedManifestException if the header is that of another format or version
   * @throws IOException if the stream can't be read
   */
  public static ManifestReader of(InputStream in) throws IOException {
    LineReader lines = new LineReader(in);
    try {
      if (lines.firstByte() != '{') {
        return new ManifestReader(lines, ManifestFormat.CONTENTS, new ContentsParser());
      }
      JsonLinesParser parser = new JsonLinesParser();
      byte[] header = lines.next();
      if (header != null) {
        parser.requireHeader(header);
      }
      return new ManifestReader(lines, ManifestFormat.JSON_LINES, parser);
    } catch (IOException e) {
      try (in) {
        throw e;
      }
    }
  }

  /**
   * The format.
   *
   * @return what the first byte told
   */
  public ManifestFormat format() {
    return format;
  }

  /**
   * Reads an entry. Of what {@link ManifestFormat#CONTENTS} doesn't tell it has 0; a device there
   * is of the type {@link io.github.movefile.syscalls.FileType#UNKNOWN}.
   *
   * @return empty at the end
   * @throws MalformedManifestException if the line is malformed, too long or cut off; the next call
   *     goes on with the line behind it
   * @throws IOException if the stream can't be read
   */
  public Optional<ManifestEntry> next() throws IOException {
    byte[] line = lines.next();
    return line == null ? Optional.empty() : Optional.of(parser.parse(line, lines.number()));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
