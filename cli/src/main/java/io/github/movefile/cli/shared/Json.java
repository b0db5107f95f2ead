// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import com.grack.nanojson.JsonWriter;
import io.github.movefile.syscalls.RawPath;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** JSON of one line, and names in it. */
public final class Json {
  private Json() {}

  /**
   * Writes an object.
   *
   * @param members maps, collections, strings, numbers, booleans
   * @return one line
   */
  public static String text(Map<String, Object> members) {
    return JsonWriter.string(members);
  }

  /**
   * Adds a name. What isn't UTF-8 gets a second member {@code KEY_bytes}, in base64, and is shown
   * as well as can be in the first.
   *
   * @param members of an object
   * @param key the member
   * @param name any bytes
   */
  public static void putName(Map<String, Object> members, String key, RawPath name) {
    byte[] bytes = name.unsafeBytes();
    members.put(key, new String(bytes, StandardCharsets.UTF_8));
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      members.put(key + "_bytes", Base64.getEncoder().encodeToString(bytes));
    }
  }

  /**
   * How an enum's constant is written.
   *
   * @param constant such as {@code NO_SPACE}
   * @return such as {@code no_space}
   */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
