// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of an object of a request, by type. A member that is null is as one left out. */
final class Members {
  private static final String BYTES = "_bytes";
  private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000L);
  private static final int DIGITS = 30;

  private final JsonObject json;

  Members(JsonObject json) {
    this.json = json;
  }

  /** Refuses the first member of another name, or of a name's bytes. */
  void requireOnly(Set<String> known) throws BadRequestException {
    for (String name : json.keySet()) {
      if (!known.contains(name)
          && !(name.endsWith(BYTES)
              && known.contains(name.substring(0, name.length() - BYTES.length()) + "/"))) {
        throw new BadRequestException("unknown member '" + name + "'");
      }
    }
  }

  boolean has(String name) {
    return json.get(name) != null;
  }

  /** An object's members. */
  Optional<JsonObject> object(String name) throws BadRequestException {
    return Optional.ofNullable(typed(name, JsonObject.class, "an object"));
  }

  /** A text. */
  Optional<String> text(String name) throws BadRequestException {
    return Optional.ofNullable(typed(name, String.class, "a string"));
  }

  /** True if the member is. */
  boolean flag(String name) throws BadRequestException {
    return Boolean.TRUE.equals(typed(name, Boolean.class, "true or false"));
  }

  /** A name, of the bytes in base64 if they are given. */
  Optional<RawPath> path(String name) throws BadRequestException {
    Optional<String> bytes = text(name + BYTES);
    if (bytes.isPresent()) {
      return Optional.of(ofBytes(name + BYTES, bytes.get()));
    }
    Optional<String> text = text(name);
    return text.isEmpty() ? Optional.empty() : Optional.of(ofText(name, text.get()));
  }

  /** A name that has to be there. */
  RawPath requirePath(String name) throws BadRequestException {
    return path(name).orElseThrow(() -> new BadRequestException("missing member '" + name + "'"));
  }

  /** Names, of the bytes in base64 if they are given. */
  List<RawPath> paths(String name) throws BadRequestException {
    boolean inBytes = has(name + BYTES);
    String member = inBytes ? name + BYTES : name;
    JsonArray array = typed(member, JsonArray.class, "an array of strings");
    List<RawPath> paths = new ArrayList<>();
    if (array != null) {
      for (Object element : array) {
        if (!(element instanceof String text)) {
          throw wrongType(member, "an array of strings");
        }
        paths.add(inBytes ? ofBytes(member, text) : ofText(member, text));
      }
    }
    return paths;
  }

  /** A time in ns, as a number or as its digits in a string. */
  Optional<Timespec> time(String name) throws BadRequestException {
    Optional<BigInteger> nanos = integer(name, "whole nanoseconds since 1970");
    if (nanos.isEmpty()) {
      return Optional.empty();
    }
    BigInteger fraction = nanos.get().mod(NANOS_PER_SECOND);
    BigInteger seconds = nanos.get().subtract(fraction).divide(NANOS_PER_SECOND);
    if (seconds.bitLength() >= Long.SIZE) {
      throw wrongType(name, "a time of 64 bits of seconds");
    }
    Timespec time = new Timespec(seconds.longValue(), fraction.intValue());
    try {
      time.toInstant(); // messages tell it as one
    } catch (DateTimeException e) {
      throw wrongType(name, "a time within a billion years");
    }
    return Optional.of(time);
  }

  /** A number without fraction, or its digits in a string. */
  Optional<BigInteger> integer(String name, String what) throws BadRequestException {
    Object value = json.get(name);
    if (value == null) {
      return Optional.empty();
    }
    String digits = value instanceof Number || value instanceof String ? value.toString() : "";
    if (!isInteger(digits)) {
      throw wrongType(name, what);
    }
    return Optional.of(new BigInteger(digits));
  }

  private static boolean isInteger(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    if (text.length() == start || text.length() > DIGITS) {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** The error of a member that is not what it should be. */
  static BadRequestException wrongType(String name, String what) {
    return new BadRequestException("member '" + name + "' is not " + what);
  }

  private <T> @Nullable T typed(String name, Class<T> type, String what)
      throws BadRequestException {
    Object value = json.get(name);
    if (value == null) {
      return null;
    }
    if (!type.isInstance(value)) {
      throw wrongType(name, what);
    }
    return type.cast(value);
  }

  private static RawPath ofText(String member, String text) throws BadRequestException {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return RawPath.of(exact);
    } catch (CharacterCodingException e) {
      throw new BadRequestException(
          "member '" + member + "' has an unpaired surrogate: bytes go by a member in base64");
    } catch (InvalidPathException e) {
      throw wrongType(member, "a name: it has a NUL");
    }
  }

  private static RawPath ofBytes(String member, String base64) throws BadRequestException {
    try {
      return RawPath.of(Base64.getDecoder().decode(base64));
    } catch (InvalidPathException e) {
      throw wrongType(member, "a name: it has a NUL");
    } catch (IllegalArgumentException e) {
      throw wrongType(member, "base64");
    }
  }
}
