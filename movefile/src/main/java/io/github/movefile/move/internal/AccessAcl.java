// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.XattrName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The access ACL of a file as its attribute holds it ({@code linux/posix_acl_xattr.h}): a version,
 * then entries of tag, permissions and id, little-endian.
 */
final class AccessAcl {
  static final XattrName NAME = XattrName.of("system.posix_acl_access");

  private static final int VERSION = 2;
  private static final int HEADER_SIZE = 4;
  private static final int ENTRY_SIZE = 8;
  private static final int TAG_GROUP = 0x04;
  private static final int TAG_MASK = 0x10;
  private static final int ALL = 07;
  private static final int GROUP_SHIFT = 3;
  private static final int GROUP_BITS = ALL << GROUP_SHIFT;

  private AccessAcl() {}

  /**
   * The mode for a file that can't have its ACL. With an ACL, the group bits of a mode are its
   * mask: the most that named users and groups get, which may be more than the owning group has,
   * acl(5). Without it they are what the group has.
   *
   * @param mode the mode of the file with the ACL
   * @param acl the attribute's value
   * @return the mode with the group bits of the group's entry under the mask; without any if the
   *     value can't be understood
   */
  static int modeWithout(int mode, byte[] acl) {
    return (mode & ~GROUP_BITS) | (groupPermissions(acl) << GROUP_SHIFT);
  }

  private static int groupPermissions(byte[] acl) {
    ByteBuffer entries = ByteBuffer.wrap(acl).order(ByteOrder.LITTLE_ENDIAN);
    if (acl.length < HEADER_SIZE || entries.getInt() != VERSION) {
      return 0;
    }
    int group = 0;
    int mask = ALL;
    while (entries.remaining() >= ENTRY_SIZE) {
      int tag = entries.getShort();
      int permissions = entries.getShort() & ALL;
      entries.getInt();
      if (tag == TAG_GROUP) {
        group = permissions;
      } else if (tag == TAG_MASK) {
        mask = permissions;
      }
    }
    return group & mask;
  }
}
