// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** ACLs as their attributes hold them: {@code linux/posix_acl_xattr.h}. */
final class Acls {
  static final String ACCESS = "system.posix_acl_access";
  static final String DEFAULT = "system.posix_acl_default";

  private static final int VERSION = 2;
  private static final int NO_ID = -1;
  private static final int NAMED_USER = 12345;
  private static final int NAMED_GROUP = 23456;

  private Acls() {}

  /** {@code u::rw-,u:12345:rw-,g::r--,g:23456:r--,m::MASK,o::---}, acl(5). */
  static byte[] withMask(int mask) {
    ByteBuffer acl = ByteBuffer.allocate(4 + 6 * 8).order(ByteOrder.LITTLE_ENDIAN);
    acl.putInt(VERSION);
    entry(acl, 0x01, 06, NO_ID); // ACL_USER_OBJ
    entry(acl, 0x02, 06, NAMED_USER); // ACL_USER
    entry(acl, 0x04, 04, NO_ID); // ACL_GROUP_OBJ
    entry(acl, 0x08, 04, NAMED_GROUP); // ACL_GROUP
    entry(acl, 0x10, mask, NO_ID); // ACL_MASK
    entry(acl, 0x20, 0, NO_ID); // ACL_OTHER
    return acl.array();
  }

  private static void entry(ByteBuffer acl, int tag, int permissions, int id) {
    acl.putShort((short) tag).putShort((short) permissions).putInt(id);
  }
}
