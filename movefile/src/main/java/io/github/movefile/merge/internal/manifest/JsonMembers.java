// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.manifest;

import com.grack.nanojson.JsonObject;
import io.github.movefile.merge.MalformedManifestException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.Timespec;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The members of one line, each checked as it is asked for. Immutable. */
final class JsonMembers {
  static final long UNSIGNED_32 = 0xffff_ffffL;

  private static final Pattern MODE = Pattern.compile("[0-7]{4}");
  private static final Pattern DEVICE = Pattern.compile("([0-9]{1,10}):([0-9]{1,10})");

  private final JsonObject object;
  private final long line;

  JsonMembers(JsonObject object, long line) {
    this.object = object;
    this.line = line;
  }

  MalformedManifestException malformed(String member, String reason) {
    return new MalformedManifestException(line, "member \"" + member + "\": " + reason);
  }

  Set<String> names() {
    return object.keySet();
  }

  String string(String member) throws MalformedManifestException {
    Object value = object.get(member);
    if (value instanceof String text) {
      return text;
    }
    throw malformed(member, value == null ? "missing" : "not a string");
  }

  /** A whole number, 0 to {@code most}. */
  long number(String member, long most) throws MalformedManifestException {
    Object value = object.get(member);
    if (value == null) {
      throw malformed(member, "missing");
    }
    if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
      BigInteger number = new BigInteger(value.toString());
      if (number.signum() >= 0 && number.bitLength() < Long.SIZE && number.longValue() <= most) {
        return number.longValue();
      }
    }
    throw malformed(member, "not a whole number from 0 to " + most);
  }

  int octal(String member) throws MalformedManifestException {
    String text = string(member);
    if (!MODE.matcher(text).matches()) {
      throw malformed(member, "not four octal digits");
    }
    return Integer.parseInt(text, 8);
  }

  Timespec time(String member) throws MalformedManifestException {
    try {
      return TimeText.parse(string(member));
    } catch (NumberFormatException e) {
      throw malformed(member, "not seconds with nine digits behind the point");
    }
  }

  long device(String member) throws MalformedManifestException {
    Matcher form = DEVICE.matcher(string(member));
    if (form.matches()) {
      long major = Long.parseLong(form.group(1));
      long minor = Long.parseLong(form.group(2));
      if (major <= UNSIGNED_32 && minor <= UNSIGNED_32) {
        return FileStat.device((int) major, (int) minor);
      }
    }
    throw malformed(member, "not MAJOR:MINOR");
  }

  /** The bytes of a name: those in base64 if there are some, else the text in UTF-8. */
  byte[] name(String member) throws MalformedManifestException {
    String text = string(member);
    if (object.has(member + "_bytes")) {
      try {
        return Base64.getDecoder().decode(string(member + "_bytes"));
      } catch (IllegalArgumentException e) {
        throw malformed(member + "_bytes", "not base64");
      }
    }
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] name = new byte[bytes.remaining()];
      bytes.get(name);
      return name;
    } catch (CharacterCodingException e) {
      throw malformed(member, "half a character");
    }
  }

  /** The members of an object in this one; null if it isn't there. */
  @Nullable JsonMembers object(String member) throws MalformedManifestException {
    Object value = object.get(member);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonObject inner) {
      return new JsonMembers(inner, line);
    }
    throw malformed(member, "not an object");
  }
}
