// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.manifest;

import io.github.movefile.merge.Digest;
import io.github.movefile.merge.ManifestEntry;
import io.github.movefile.merge.ManifestWriter;
import io.github.movefile.merge.UntellableEntryException;
import io.github.movefile.syscalls.RawPath;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes portage's CONTENTS. For one thread. */
public final class ContentsWriter implements ManifestWriter {
  private static final String MD5 = "MD5";
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /**
   * A writer.
   *
   * @param out closed with this
   */
  public ContentsWriter(OutputStream out) {
    this.out = new BufferedOutputStream(out, BUFFER);
  }

  @Override
  public void write(ManifestEntry entry) throws IOException {
    RawPath path = entry.path();
    requireOneLine(path, path, "its name");
    line.reset();
    switch (entry.type()) {
      case DIRECTORY -> begin("dir", path);
      case REGULAR -> writeFile(entry);
      case SYMLINK -> writeLink(entry);
      case FIFO -> begin("fif", path);
      case BLOCK_DEVICE, CHARACTER_DEVICE, UNKNOWN -> begin("dev", path);
      case SOCKET -> {
        return;
      }
    }
    line.write('\n');
    line.writeTo(out);
  }

  private void begin(String kind, RawPath path) {
    text(kind);
    text(" /");
    line.writeBytes(path.unsafeBytes());
  }

  private void text(String text) {
    line.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void end(ManifestEntry entry) {
    text(" " + entry.mtime().seconds());
  }

  private void writeFile(ManifestEntry entry) {
    Digest md5 = entry.digests().get(MD5);
    if (md5 == null) {
      throw new IllegalArgumentException(
          "CONTENTS needs the digest \"MD5\" of "
              + entry.path().quoted()
              + ": ask the merge for it");
    }
    begin("obj", entry.path());
    text(" " + md5.hex());
    end(entry);
  }

  private void writeLink(ManifestEntry entry) throws UntellableEntryException {
    RawPath path = entry.path();
    RawPath link =
        entry
            .link()
            .orElseThrow(
                () -> new IllegalArgumentException(path.quoted() + " is a link without a text"));
    requireOneLine(path, link, "its text");
    begin("sym", path);
    int arrow = line.size();
    text(ContentsSyntax.ARROW);
    line.writeBytes(link.unsafeBytes());
    if (ContentsSyntax.arrow(line.toByteArray()) != arrow) {
      throw new UntellableEntryException(
          path, "CONTENTS can't tell a link text with \" -> \" in it: " + link.quoted());
    }
    end(entry);
  }

  private static void requireOneLine(RawPath path, RawPath name, String what)
      throws UntellableEntryException {
    if (ContentsSyntax.hasLineEnd(name.unsafeBytes())) {
      throw new UntellableEntryException(
          path, "CONTENTS has one line an entry, and there is a line end in " + what);
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
