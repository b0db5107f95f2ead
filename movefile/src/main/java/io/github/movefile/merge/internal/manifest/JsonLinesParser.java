// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.manifest;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.movefile.merge.Digest;
import io.github.movefile.merge.MalformedManifestException;
import io.github.movefile.merge.ManifestEntry;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads JSON Lines. Members that it doesn't know are passed over. Thread-safe. */
public final class JsonLinesParser implements EntryParser {
  /** The parser below calls itself once a level: a line of brackets must not end the stack. */
  private static final int DEEPEST = 64;

  /**
   * Looks at the first line.
   *
   * @param line without its end
   * @throws MalformedManifestException if it names another format, or a version that isn't known
   */
  public void requireHeader(byte[] line) throws MalformedManifestException {
    JsonMembers header = members(line, 1);
    if (!header.string("format").equals(JsonLinesWriter.FORMAT)) {
      throw header.malformed("format", "not " + JsonLinesWriter.FORMAT);
    }
    long version = header.number("version", Integer.MAX_VALUE);
    if (version != JsonLinesWriter.VERSION) {
      throw header.malformed(
          "version", version + "; only " + JsonLinesWriter.VERSION + " can be read");
    }
  }

  @Override
  public ManifestEntry parse(byte[] line, long number) throws MalformedManifestException {
    JsonMembers members = members(line, number);
    FileType type = TypeWords.type(members.string("type"));
    if (type == null) {
      throw members.malformed("type", "there is no such type");
    }
    boolean isDevice = type == FileType.BLOCK_DEVICE || type == FileType.CHARACTER_DEVICE;
    return new ManifestEntry(
        path(members),
        type,
        members.octal("mode"),
        (int) members.number("uid", JsonMembers.UNSIGNED_32),
        (int) members.number("gid", JsonMembers.UNSIGNED_32),
        type == FileType.REGULAR ? members.number("size", Long.MAX_VALUE) : 0,
        members.time("mtime"),
        isDevice ? members.device("rdev") : 0,
        type == FileType.SYMLINK ? Optional.of(link(members)) : Optional.empty(),
        digests(members));
  }

  private static RawPath path(JsonMembers members) throws MalformedManifestException {
    byte[] path = members.name("path");
    String offence = PathRule.offence(path);
    if (offence != null) {
      throw members.malformed("path", offence);
    }
    return RawPath.of(path);
  }

  private static RawPath link(JsonMembers members) throws MalformedManifestException {
    byte[] link = members.name("link");
    for (byte b : link) {
      if (b == 0) {
        throw members.malformed("link", "a text with a NUL byte");
      }
    }
    return RawPath.of(link);
  }

  private static Map<String, Digest> digests(JsonMembers members)
      throws MalformedManifestException {
    JsonMembers all = members.object("digests");
    if (all == null) {
      return Map.of();
    }
    Map<String, Digest> digests = new TreeMap<>();
    for (String name : all.names()) {
      String hex = all.string(name);
      try {
        digests.put(DigestNames.toJdk(name), Digest.ofHex(hex));
      } catch (IllegalArgumentException e) {
        throw members.malformed("digests", "not hexadecimal digits");
      }
    }
    return digests;
  }

  private static JsonMembers members(byte[] line, long number) throws MalformedManifestException {
    try {
      requireShallow(line, number);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      JsonObject object = JsonParser.object().from(text);
      return new JsonMembers(object, number);
    } catch (CharacterCodingException e) {
      throw new MalformedManifestException(number, "not UTF-8");
    } catch (JsonParserException e) {
      throw new MalformedManifestException(
          number, "no JSON object (at character " + e.getCharPosition() + ")");
    }
  }

  private static void requireShallow(byte[] line, long number) throws MalformedManifestException {
    int depth = 0;
    boolean isText = false;
    for (int i = 0; i < line.length; i++) {
      switch (line[i]) {
        case '\\' -> i++;
        case '"' -> isText = !isText;
        case '{', '[' -> depth += isText ? 0 : 1;
        case '}', ']' -> depth -= isText ? 0 : 1;
        default -> {
          continue;
        }
      }
      if (depth > DEEPEST) {
        throw new MalformedManifestException(number, "more than " + DEEPEST + " levels of JSON");
      }
    }
  }
}
