// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A path or a name as the kernel sees it: bytes without a NUL, in no charset. Immutable,
 * thread-safe.
 *
 * <p>Nothing is normalised: {@code a//b}, {@code ./a} and a trailing slash stay as they are, since
 * each means something to the kernel.
 */
public final class RawPath {
  /** The empty path, for the calls that take {@link AtFlags#EMPTY_PATH}. */
  public static final RawPath EMPTY = new RawPath(new byte[0]);

  /** The path {@code "."}. */
  public static final RawPath DOT = of(".");

  private static final byte SLASH = '/';

  private final byte[] bytes;

  private RawPath(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Makes a path of bytes.
   *
   * @param bytes the path without its terminating NUL; copied
   * @return the path
   * @throws InvalidPathException if there is a NUL inside, which the kernel would take for the end
   */
  public static RawPath of(byte[] bytes) {
    return ofOwned(bytes.clone());
  }

  /**
   * Makes a path of a string, in UTF-8. For texts of a program's own; what comes from a {@link
   * Path} goes through {@link #of(Path)}.
   *
   * @param text the path
   * @return the path
   * @throws InvalidPathException if there is a NUL inside
   */
  public static RawPath of(String text) {
    return ofOwned(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Takes the bytes of a path of the default file system, losslessly: also those that its {@code
   * toString()} can't show (names that are not UTF-8, or any non-ASCII name under LANG=C).
   *
   * @param path a path of the default file system
   * @return the same path
   * @throws InvalidPathException if the path belongs to another file system provider
   */
  public static RawPath of(Path path) {
    return ofOwned(PathBytes.of(path));
  }

  private static RawPath ofOwned(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        throw new InvalidPathException(Quoting.quote(bytes), "NUL byte in a path");
      }
    }
    return new RawPath(bytes);
  }

  /**
   * The same path for the JDK, bytes unchanged.
   *
   * @return a path of the default file system
   */
  public Path toPath() {
    return PathBytes.toPath(bytes);
  }

  /**
   * The bytes.
   *
   * @return a copy
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * The bytes, not copied, for the calls of this module and its wrappers.
   *
   * @return the array that this path holds; not to be written to
   */
  public byte[] unsafeBytes() {
    return bytes;
  }

  /**
   * How many bytes there are.
   *
   * @return the length without a NUL
   */
  public int length() {
    return bytes.length;
  }

  /**
   * Whether the path starts at the root directory.
   *
   * @return true for a leading slash
   */
  public boolean isAbsolute() {
    return bytes.length > 0 && bytes[0] == SLASH;
  }

  /**
   * Whether the bytes begin with those of another path, ending at a component border.
   *
   * @param prefix a path, without a trailing slash
   * @return true for {@code /a/b} and {@code /a}, false for {@code /ab} and {@code /a}
   */
  public boolean startsWith(RawPath prefix) {
    int n = prefix.bytes.length;
    return bytes.length >= n
        && Arrays.equals(bytes, 0, n, prefix.bytes, 0, n)
        && (bytes.length == n || bytes[n] == SLASH || (n > 0 && bytes[n - 1] == SLASH));
  }

  /**
   * The last component: {@code b} for {@code a/b}, {@code a/b/} and {@code a/b//}.
   *
   * @return a name without slashes; {@code /} for the root directory, empty for an empty path
   */
  public RawPath fileName() {
    int end = endWithoutSlashes();
    if (end == 0) {
      return bytes.length == 0 ? this : new RawPath(new byte[] {SLASH});
    }
    int start = lastSlashBefore(end) + 1;
    return start == 0 && end == bytes.length ? this : slice(start, end);
  }

  /**
   * The path of the directory that holds the last component.
   *
   * @return {@code a} for {@code a/b}, {@code .} for {@code b}, {@code /} for {@code /b} and {@code
   *     /}
   */
  public RawPath parent() {
    int end = endWithoutSlashes();
    int slash = lastSlashBefore(end);
    if (slash < 0) {
      return isAbsolute() ? slice(0, 1) : DOT;
    }
    while (slash > 0 && bytes[slash - 1] == SLASH) {
      slash--;
    }
    return slice(0, Math.max(slash, 1));
  }

  /**
   * Another name in the same directory.
   *
   * @param name one component
   * @return {@code a/name} for {@code a/b}, {@code name} for {@code b}
   */
  public RawPath sibling(RawPath name) {
    int slash = lastSlashBefore(endWithoutSlashes());
    return slash < 0 && !isAbsolute() ? name : join(bytes, Math.max(slash + 1, 1), name.bytes);
  }

  /**
   * A path below this one.
   *
   * @param name a relative path
   * @return {@code this/name}
   */
  public RawPath resolve(RawPath name) {
    if (bytes.length == 0) {
      return name;
    }
    if (bytes[bytes.length - 1] == SLASH) {
      return join(bytes, bytes.length, name.bytes);
    }
    byte[] withSlash = Arrays.copyOf(bytes, bytes.length + 1);
    withSlash[bytes.length] = SLASH;
    return join(withSlash, withSlash.length, name.bytes);
  }

  /**
   * Bytes {@code from} to the end, as a path.
   *
   * @param from an index, 0 to {@link #length()}
   * @return the tail
   */
  public RawPath tail(int from) {
    return slice(from, bytes.length);
  }

  private static RawPath join(byte[] head, int headLength, byte[] tail) {
    byte[] joined = Arrays.copyOf(head, headLength + tail.length);
    System.arraycopy(tail, 0, joined, headLength, tail.length);
    return new RawPath(joined);
  }

  private RawPath slice(int from, int to) {
    return new RawPath(Arrays.copyOfRange(bytes, from, to));
  }

  private int endWithoutSlashes() {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == SLASH) {
      end--;
    }
    return end;
  }

  private int lastSlashBefore(int end) {
    int i = end - 1;
    while (i >= 0 && bytes[i] != SLASH) {
      i--;
    }
    return i;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawPath path && Arrays.equals(bytes, path.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /**
   * For messages only: the text where it is printable UTF-8, every other byte as {@code \ooo}.
   *
   * @return printable text on one line
   */
  @Override
  public String toString() {
    return Quoting.printable(bytes);
  }

  /**
   * As GNU tools quote a name in a message: {@code 'a b'}, {@code 'a'$'\n''b'}.
   *
   * @return a text that a shell reads back as this path, on one line
   */
  public String quoted() {
    return Quoting.quote(bytes);
  }
}
