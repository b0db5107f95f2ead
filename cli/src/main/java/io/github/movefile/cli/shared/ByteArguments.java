// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of this process with every byte of them. The JVM decodes them by the locale, and
 * what the locale's charset doesn't know is lost; {@code /proc/self/cmdline}, proc(5), still has
 * it.
 *
 * <p>A <em>byte string</em>, here and in the parser, is a string whose characters are bytes: 0 to
 * 255.
 */
public final class ByteArguments {
  private static final String COMMAND_LINE = "/proc/self/cmdline";

  private ByteArguments() {}

  /**
   * The arguments as byte strings.
   *
   * @param decoded what {@code main} got
   * @return as many, in the same order
   */
  public static String[] of(String[] decoded) {
    String[] exact = lastOf(commandLine(), decoded);
    return exact == null ? encoded(decoded) : exact;
  }

  private static byte[] commandLine() {
    try (FileInputStream in = new FileInputStream(COMMAND_LINE)) {
      return in.readAllBytes();
    } catch (IOException e) {
      return new byte[0]; // no /proc: what the JVM has kept must do
    }
  }

  /** The last words, each ended by a NUL; null if they aren't those that the JVM has decoded. */
  static String @Nullable [] lastOf(byte[] commandLine, String[] decoded) {
    String[] words = new String[decoded.length];
    int end = commandLine.length - 1;
    for (int i = decoded.length - 1; i >= 0; i--) {
      int start = end;
      while (start > 0 && commandLine[start - 1] != 0) {
        start--;
      }
      if (end < 0 || commandLine[end] != 0) {
        return null;
      }
      words[i] = new String(commandLine, start, end - start, StandardCharsets.ISO_8859_1);
      if (!agree(words[i], decoded[i])) {
        return null;
      }
      end = start - 1;
    }
    return words;
  }

  /** Whether both are one argument, as far as ASCII tells: what follows depends on the locale. */
  private static boolean agree(String bytes, String decoded) {
    int ascii = 0;
    while (ascii < bytes.length() && bytes.charAt(ascii) < 0x80) {
      ascii++;
    }
    return ascii == bytes.length()
        ? bytes.equals(decoded)
        : decoded.startsWith(bytes.substring(0, ascii));
  }

  private static String[] encoded(String[] decoded) {
    Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    String[] words = new String[decoded.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = new String(decoded[i].getBytes(charset), StandardCharsets.ISO_8859_1);
    }
    return words;
  }
}
