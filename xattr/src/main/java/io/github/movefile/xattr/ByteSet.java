// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import java.util.BitSet;
import java.util.function.IntPredicate;

/** The bytes that one element of a glob matches. Immutable, thread-safe. */
final class ByteSet {
  static final ByteSet NONE = new ByteSet(new BitSet());
  static final ByteSet ALL = NONE.complement();

  private static final int SIZE = 256;

  private final BitSet members;

  private ByteSet(BitSet members) {
    this.members = members;
  }

  static ByteSet of(byte b) {
    return range(b, b);
  }

  /** Unsigned and inclusive; none if the first is above the last. */
  static ByteSet range(byte first, byte last) {
    int from = Byte.toUnsignedInt(first);
    int to = Byte.toUnsignedInt(last);
    BitSet members = new BitSet(SIZE);
    if (from <= to) {
      members.set(from, to + 1);
    }
    return new ByteSet(members);
  }

  static ByteSet that(IntPredicate unsignedBytes) {
    BitSet members = new BitSet(SIZE);
    for (int b = 0; b < SIZE; b++) {
      members.set(b, unsignedBytes.test(b));
    }
    return new ByteSet(members);
  }

  ByteSet or(ByteSet other) {
    BitSet union = (BitSet) members.clone();
    union.or(other.members);
    return new ByteSet(union);
  }

  ByteSet without(ByteSet other) {
    BitSet rest = (BitSet) members.clone();
    rest.andNot(other.members);
    return new ByteSet(rest);
  }

  ByteSet complement() {
    BitSet others = (BitSet) members.clone();
    others.flip(0, SIZE);
    return new ByteSet(others);
  }

  boolean contains(byte b) {
    return members.get(Byte.toUnsignedInt(b));
  }
}
