// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.manifest;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import io.github.movefile.merge.Digest;
import io.github.movefile.merge.ManifestEntry;
import io.github.movefile.merge.ManifestWriter;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Writes JSON Lines; members always have the same order. For one thread. */
public final class JsonLinesWriter implements ManifestWriter {
  static final String FORMAT = "movefile-manifest";
  static final int VERSION = 1;

  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private boolean hasHeader;

  /**
   * A writer.
   *
   * @param out closed with this
   */
  public JsonLinesWriter(OutputStream out) {
    this.out = new BufferedOutputStream(out, BUFFER);
  }

  @Override
  public void write(ManifestEntry entry) throws IOException {
    String line = text(entry);
    writeHeader();
    writeLine(line);
  }

  private void writeHeader() throws IOException {
    if (!hasHeader) {
      writeLine(
          JsonWriter.string()
              .object()
              .value("format", FORMAT)
              .value("version", VERSION)
              .end()
              .done());
      hasHeader = true;
    }
  }

  private void writeLine(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  private static String text(ManifestEntry entry) {
    FileType type = entry.type();
    JsonStringWriter json = JsonWriter.string().object();
    putName(json, "path", entry.path());
    json.value("type", TypeWords.of(type));
    json.value("mode", octal(entry.mode()));
    json.value("uid", Integer.toUnsignedLong(entry.uid()));
    json.value("gid", Integer.toUnsignedLong(entry.gid()));
    if (type == FileType.REGULAR) {
      json.value("size", entry.size());
    }
    json.value("mtime", TimeText.of(entry.mtime()));
    if (type == FileType.BLOCK_DEVICE || type == FileType.CHARACTER_DEVICE) {
      json.value("rdev", device(entry.rdev()));
    }
    if (entry.link().isPresent()) {
      putName(json, "link", entry.link().get());
    }
    if (!entry.digests().isEmpty()) {
      putDigests(json, entry.digests());
    }
    return json.end().done();
  }

  private static void putDigests(JsonStringWriter json, Map<String, Digest> digests) {
    Map<String, String> byName = new TreeMap<>();
    digests.forEach((name, digest) -> byName.put(DigestNames.toManifest(name), digest.hex()));
    json.object("digests");
    byName.forEach(json::value);
    json.end();
  }

  /** What isn't UTF-8 is shown as well as can be, and has its bytes in a second member. */
  private static void putName(JsonStringWriter json, String key, RawPath name) {
    byte[] bytes = name.unsafeBytes();
    json.value(key, new String(bytes, StandardCharsets.UTF_8));
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      json.value(key + "_bytes", Base64.getEncoder().encodeToString(bytes));
    }
  }

  /**
   * Permission bits in four digits.
   *
   * @param mode 0 to 07777
   * @return such as {@code 0755}
   */
  public static String octal(int mode) {
    return Integer.toOctalString(mode | 010000).substring(1);
  }

  /**
   * A device number.
   *
   * @param rdev as {@link FileStat#device(int, int)} makes it
   * @return {@code MAJOR:MINOR}
   */
  public static String device(long rdev) {
    return Integer.toUnsignedString(FileStat.major(rdev))
        + ":"
        + Integer.toUnsignedString(FileStat.minor(rdev));
  }

  @Override
  public void flush() throws IOException {
    writeHeader();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      flush();
    }
  }
}
