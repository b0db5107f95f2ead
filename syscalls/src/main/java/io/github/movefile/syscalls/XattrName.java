// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of an extended attribute with its namespace, such as {@code user.comment}: bytes without
 * a NUL, in no charset. Immutable, thread-safe; ordered by its unsigned bytes.
 */
public final class XattrName implements Comparable<XattrName> {
  private final byte[] bytes;

  private XattrName(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A name of bytes.
   *
   * @param bytes the name without its NUL; copied
   * @return the name
   * @throws IllegalArgumentException if it is empty or has a NUL inside
   */
  public static XattrName of(byte[] bytes) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException("empty attribute name");
    }
    for (byte b : bytes) {
      if (b == 0) {
        throw new IllegalArgumentException("NUL byte in an attribute name");
      }
    }
    return new XattrName(bytes.clone());
  }

  /**
   * A name of a string, in UTF-8.
   *
   * @param name the name
   * @return the name
   * @throws IllegalArgumentException if it is empty or has a NUL inside
   */
  public static XattrName of(String name) {
    return of(name.getBytes(StandardCharsets.UTF_8));
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
   * The bytes, not copied.
   *
   * @return the array that this name holds; not to be written to
   */
  public byte[] unsafeBytes() {
    return bytes;
  }

  @Override
  public int compareTo(XattrName other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof XattrName name && Arrays.equals(bytes, name.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /**
   * For messages only.
   *
   * @return printable text on one line
   */
  @Override
  public String toString() {
    return Quoting.printable(bytes);
  }
}
