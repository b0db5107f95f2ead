// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.manifest;

import io.github.movefile.merge.Digest;
import io.github.movefile.merge.MalformedManifestException;
import io.github.movefile.merge.ManifestEntry;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Reads portage's CONTENTS. Spaces are part of names: of a file the last two fields are digest and
 * time, of a link the last one is the time, and the last arrow ends the name. Thread-safe.
 */
public final class ContentsParser implements EntryParser {
  private static final Timespec UNTOLD = new Timespec(0, 0);

  /** The kind and the space behind it. */
  private static final int PREFIX = 4;

  private static final int MD5_DIGITS = 32;

  /** Makes a parser. */
  public ContentsParser() {}

  @Override
  public ManifestEntry parse(byte[] line, long number) throws MalformedManifestException {
    String kind = new String(line, 0, Math.min(line.length, PREFIX), StandardCharsets.ISO_8859_1);
    byte[] fields = Arrays.copyOfRange(line, kind.length(), line.length);
    return switch (kind) {
      case "dir " -> bare(fields, FileType.DIRECTORY, number);
      case "fif " -> bare(fields, FileType.FIFO, number);
      case "dev " -> bare(fields, FileType.UNKNOWN, number);
      case "obj " -> file(fields, number);
      case "sym " -> link(fields, number);
      default ->
          throw new MalformedManifestException(
              number, "begins with none of dir, obj, sym, fif, dev");
    };
  }

  private static ManifestEntry bare(byte[] fields, FileType type, long number)
      throws MalformedManifestException {
    return entry(path(fields, number), type, UNTOLD, Optional.empty(), Map.of());
  }

  private static ManifestEntry file(byte[] fields, long number) throws MalformedManifestException {
    int time = ContentsSyntax.lastField(fields, fields.length);
    int digest = time < 0 ? -1 : ContentsSyntax.lastField(fields, time - 1);
    if (digest < 0) {
      throw new MalformedManifestException(number, "obj without path, MD5 and time");
    }
    String hex = new String(fields, digest, time - 1 - digest, StandardCharsets.ISO_8859_1);
    Digest md5;
    try {
      md5 = Digest.ofHex(hex);
    } catch (IllegalArgumentException e) {
      throw new MalformedManifestException(number, "an MD5 that is not hexadecimal");
    }
    if (hex.length() != MD5_DIGITS) {
      throw new MalformedManifestException(number, "an MD5 that has not 32 digits");
    }
    return entry(
        path(Arrays.copyOf(fields, digest - 1), number),
        FileType.REGULAR,
        time(fields, time, number),
        Optional.empty(),
        Map.of("MD5", md5));
  }

  private static ManifestEntry link(byte[] fields, long number) throws MalformedManifestException {
    int time = ContentsSyntax.lastField(fields, fields.length);
    byte[] both = time < 0 ? new byte[0] : Arrays.copyOf(fields, time - 1);
    int arrow = ContentsSyntax.arrow(both);
    if (arrow < 0) {
      throw new MalformedManifestException(number, "sym without path, \" -> \", text and time");
    }
    int text = arrow + ContentsSyntax.ARROW.length();
    for (int i = text; i < both.length; i++) {
      if (both[i] == 0) {
        throw new MalformedManifestException(number, "a link text with a NUL byte");
      }
    }
    return entry(
        path(Arrays.copyOf(both, arrow), number),
        FileType.SYMLINK,
        time(fields, time, number),
        Optional.of(RawPath.of(Arrays.copyOfRange(both, text, both.length))),
        Map.of());
  }

  private static Timespec time(byte[] fields, int from, long number)
      throws MalformedManifestException {
    String digits = new String(fields, from, fields.length - from, StandardCharsets.ISO_8859_1);
    try {
      return new Timespec(Long.parseLong(digits), 0);
    } catch (NumberFormatException e) {
      throw new MalformedManifestException(number, "a time that is no whole number of seconds");
    }
  }

  private static RawPath path(byte[] field, long number) throws MalformedManifestException {
    if (field.length == 0 || field[0] != '/') {
      throw new MalformedManifestException(number, "a path that doesn't begin with a slash");
    }
    byte[] path = Arrays.copyOfRange(field, 1, field.length);
    String offence = PathRule.offence(path);
    if (offence != null) {
      throw new MalformedManifestException(number, offence);
    }
    return RawPath.of(path);
  }

  private static ManifestEntry entry(
      RawPath path,
      FileType type,
      Timespec mtime,
      Optional<RawPath> link,
      Map<String, Digest> digests) {
    return new ManifestEntry(path, type, 0, 0, 0, 0, mtime, 0, link, digests);
  }
}
