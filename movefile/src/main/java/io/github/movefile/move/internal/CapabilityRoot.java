// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The root of a capability ({@code struct vfs_ns_cap_data} of {@code linux/capability.h}): a
 * revision and flags, two sets in two halves each, and from revision 3 on the user that is root in
 * the namespaces where the capability counts, all of 32 bits, little-endian.
 */
final class CapabilityRoot {
  private static final int SIZE = 24;
  private static final int ROOT_AT = 20;
  private static final int REVISION_MASK = 0xFF00_0000;
  private static final int REVISION_3 = 0x0300_0000;

  private CapabilityRoot() {}

  /**
   * Maps the root. Revisions before 3 name nobody and stay: they count for the root of the file
   * system's own namespace.
   *
   * @param capability the attribute's value
   * @param owner the map
   * @return the value with the mapped root
   * @throws Refusal if the root isn't mapped
   */
  static byte[] mapped(byte[] capability, MappedOwner owner) throws Refusal {
    ByteBuffer data = ByteBuffer.wrap(capability).order(ByteOrder.LITTLE_ENDIAN);
    if (capability.length != SIZE || (data.getInt(0) & REVISION_MASK) != REVISION_3) {
      return capability;
    }
    data.putInt(ROOT_AT, owner.uid(data.getInt(ROOT_AT)));
    return capability;
  }
}
