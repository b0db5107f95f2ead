// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Random ACLs as attributes hold them ({@code linux/posix_acl_xattr.h}), and capabilities. */
final class Acls {
  private static final int ACL_VERSION = 2;
  private static final int ENTRY_SIZE = 8;
  private static final int MOST_ENTRIES = 6;
  private static final int USER_OBJ = 0x01;
  private static final int USER = 0x02;
  private static final int GROUP_OBJ = 0x04;
  private static final int GROUP = 0x08;
  private static final int MASK = 0x10;
  private static final int OTHER = 0x20;
  private static final int NO_ID = -1;
  private static final int RWX = 8;

  /** {@code VFS_CAP_REVISION_2} and the effective flag. */
  private static final int CAPABILITY_MAGIC = 0x0200_0001;

  private static final int CAPABILITY_WORDS = 5;

  private Acls() {}

  static String random(Dice dice) {
    ByteBuffer acl =
        ByteBuffer.allocate(Integer.BYTES + MOST_ENTRIES * ENTRY_SIZE)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(ACL_VERSION);
    entry(acl, USER_OBJ, dice.below(RWX), NO_ID);
    boolean named = dice.percent(90);
    if (named) {
      entry(acl, USER, dice.below(RWX), dice.oneOf(Users.ORDINARY_ID, Users.OTHER_ID));
    }
    entry(acl, GROUP_OBJ, dice.below(RWX), NO_ID);
    if (named) {
      entry(acl, GROUP, dice.below(RWX), dice.oneOf(Users.SECOND_GROUP, Users.OTHER_ID));
      entry(acl, MASK, dice.below(RWX), NO_ID);
    }
    entry(acl, OTHER, dice.below(RWX), NO_ID);
    return Latin.of(acl.array()).substring(0, acl.position());
  }

  private static void entry(ByteBuffer acl, int tag, int permissions, int id) {
    acl.putShort((short) tag).putShort((short) permissions).putInt(id);
  }

  /** A value of {@code security.capability}: some permitted, all of these effective. */
  static String capability(Dice dice) {
    return Latin.of(
        ByteBuffer.allocate(CAPABILITY_WORDS * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(CAPABILITY_MAGIC)
            .putInt((int) dice.bits())
            .array());
  }
}
