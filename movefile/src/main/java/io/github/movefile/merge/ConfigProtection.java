// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Protects files by two lists of paths, as portage's {@code CONFIG_PROTECT} and {@code
 * CONFIG_PROTECT_MASK} do (make.conf(5)). A path is protected if the longest entry that matches it
 * in the first list is longer than the longest in the second one: at equal length the mask wins.
 *
 * <p>An entry matches the path that it names and, for a directory, everything below it: {@code
 * /etc} matches {@code /etc/fstab}, never {@code /etcetera}. Entries are taken from the root of the
 * merge, with a leading slash or without. Slashes that mean nothing and {@code .} components are
 * dropped; {@code /} alone matches everything. Paths are compared as bytes, as they are in the
 * image: no link is followed.
 *
 * <p>Immutable. Thread-safe if the predicate given to {@link #installed} is. A question allocates
 * nothing.
 */
public final class ConfigProtection implements Protection {
  private static final Pattern WHITE_SPACE = Pattern.compile("[ \\t\\n\\x0B\\f\\r]+");
  private static final int NO_MATCH = -1;

  private final byte[][] protect;
  private final byte[][] mask;
  private final @Nullable Predicate<RawPath> installed;

  private ConfigProtection(
      byte[][] protect, byte[][] mask, @Nullable Predicate<RawPath> installed) {
    this.protect = protect;
    this.mask = mask;
    this.installed = installed;
  }

  /**
   * Protects what the lists say, where the root has it. A file that is missing is not protected,
   * see {@link #installed}.
   *
   * @param protect files and directories that belong to the admin
   * @param mask those among them that don't
   * @return the protection
   * @throws IllegalArgumentException if an entry is empty or has a {@code ..} component, since no
   *     path of an image has one
   */
  public static ConfigProtection of(List<RawPath> protect, List<RawPath> mask) {
    return new ConfigProtection(entries(protect), entries(mask), null);
  }

  /**
   * The same with lists as texts, for a command line or a settings file. There is no quoting: a
   * path with white space in it takes {@link #of}.
   *
   * @param protect paths, separated by ASCII white space; may be empty
   * @param mask likewise
   * @return the protection
   * @throws IllegalArgumentException if an entry has a {@code ..} component
   */
  public static ConfigProtection parse(String protect, String mask) {
    return of(words(protect), words(mask));
  }

  /**
   * Protects missing files too, if the admin has removed them: those which the previous version had
   * installed.
   *
   * @param wasInstalled whether it had, by the path relative to the root; asked only of paths that
   *     the lists protect and the root lacks, by several threads, with the same answer each time
   * @return the same lists with this
   */
  public ConfigProtection installed(Predicate<RawPath> wasInstalled) {
    return new ConfigProtection(protect, mask, wasInstalled);
  }

  @Override
  public boolean isProtected(RawPath path, boolean exists) {
    byte[] bytes = path.unsafeBytes();
    return longest(protect, bytes) > longest(mask, bytes)
        && (exists || (installed != null && installed.test(path)));
  }

  @Override
  public boolean protectsMissing() {
    return installed != null;
  }

  /** The length of the longest entry that matches. */
  private static int longest(byte[][] longestFirst, byte[] path) {
    for (byte[] entry : longestFirst) {
      if (matches(entry, path)) {
        return entry.length;
      }
    }
    return NO_MATCH;
  }

  private static boolean matches(byte[] entry, byte[] path) {
    int n = entry.length;
    if (n == 0) {
      return true;
    }
    boolean endsAtName = path.length == n || (path.length > n && path[n] == '/');
    return endsAtName && Arrays.equals(path, 0, n, entry, 0, n);
  }

  private static List<RawPath> words(String text) {
    List<RawPath> words = new ArrayList<>();
    for (String word : WHITE_SPACE.split(text, -1)) {
      if (!word.isEmpty()) {
        words.add(RawPath.of(word));
      }
    }
    return words;
  }

  private static byte[][] entries(List<RawPath> paths) {
    return paths.stream()
        .map(ConfigProtection::relative)
        .sorted((a, b) -> Integer.compare(b.length, a.length))
        .toArray(byte[][]::new);
  }

  /** The components with one slash between them, as the paths of a merge have them. */
  private static byte[] relative(RawPath entry) {
    if (entry.length() == 0) {
      throw new IllegalArgumentException("an empty path in a list of protected ones");
    }
    byte[] bytes = entry.unsafeBytes();
    byte[] result = new byte[bytes.length];
    int length = 0;
    int start = 0;
    for (int end = 0; end <= bytes.length; end++) {
      if (end < bytes.length && bytes[end] != '/') {
        continue;
      }
      int size = end - start;
      if (isDots(bytes, start, size, 2)) {
        throw new IllegalArgumentException("'..' in a list of protected paths: " + entry.quoted());
      }
      if (size > 0 && !isDots(bytes, start, size, 1)) {
        if (length > 0) {
          result[length++] = '/';
        }
        System.arraycopy(bytes, start, result, length, size);
        length += size;
      }
      start = end + 1;
    }
    return Arrays.copyOf(result, length);
  }

  private static boolean isDots(byte[] bytes, int start, int size, int count) {
    if (size != count) {
      return false;
    }
    for (int i = start; i < start + size; i++) {
      if (bytes[i] != '.') {
        return false;
      }
    }
    return true;
  }
}
