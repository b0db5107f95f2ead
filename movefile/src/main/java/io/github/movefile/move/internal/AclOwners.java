// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The named users and groups of an ACL as its attribute holds it ({@code linux/posix_acl_xattr.h}):
 * a version, then entries of tag, permissions and id, little-endian.
 */
final class AclOwners {
  private static final int VERSION = 2;
  private static final int HEADER_SIZE = 4;
  private static final int ENTRY_SIZE = 8;
  private static final int TAG_USER = 0x02;
  private static final int TAG_GROUP = 0x08;

  private record Entry(short tag, short permissions, int id) {}

  /** As acl(5) tools write them, so that equal ACLs are equal bytes. */
  private static final Comparator<Entry> BY_TAG_AND_ID =
      Comparator.comparingInt(Entry::tag)
          .thenComparingLong(entry -> Integer.toUnsignedLong(entry.id));

  private AclOwners() {}

  /**
   * Maps the ids of named users and groups.
   *
   * @param acl the attribute's value; one that can't be understood stays
   * @param owner the map
   * @return the value with mapped ids, entries ordered by tag and id
   * @throws Refusal for an id that isn't mapped
   */
  static byte[] mapped(byte[] acl, MappedOwner owner) throws Refusal {
    ByteBuffer in = ByteBuffer.wrap(acl).order(ByteOrder.LITTLE_ENDIAN);
    if (acl.length % ENTRY_SIZE != HEADER_SIZE || in.getInt() != VERSION) {
      return acl;
    }
    List<Entry> entries = new ArrayList<>();
    while (in.hasRemaining()) {
      short tag = in.getShort();
      short permissions = in.getShort();
      int id = in.getInt();
      entries.add(new Entry(tag, permissions, mapped(tag, id, owner)));
    }
    entries.sort(BY_TAG_AND_ID);
    ByteBuffer out = ByteBuffer.allocate(acl.length).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(VERSION);
    for (Entry entry : entries) {
      out.putShort(entry.tag).putShort(entry.permissions).putInt(entry.id);
    }
    return out.array();
  }

  private static int mapped(int tag, int id, MappedOwner owner) throws Refusal {
    return switch (tag) {
      case TAG_USER -> owner.uid(id);
      case TAG_GROUP -> owner.gid(id);
      default -> id;
    };
  }
}
