// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.syscalls.XattrName;
import java.util.Arrays;
import java.util.Objects;

/** An extended attribute. Immutable. */
public final class JournalXattr {
  private final XattrName name;
  private final byte[] value;

  /**
   * An attribute.
   *
   * @param name its name
   * @param value its value, which is copied
   */
  public JournalXattr(XattrName name, byte[] value) {
    this.name = name;
    this.value = value.clone();
  }

  /**
   * Its name.
   *
   * @return with the namespace
   */
  public XattrName name() {
    return name;
  }

  /**
   * Its value.
   *
   * @return a copy
   */
  public byte[] value() {
    return value.clone();
  }

  byte[] unsafeValue() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JournalXattr xattr
        && name.equals(xattr.name)
        && Arrays.equals(value, xattr.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, Arrays.hashCode(value));
  }

  @Override
  public String toString() {
    return name + ", " + value.length + " bytes";
  }
}
