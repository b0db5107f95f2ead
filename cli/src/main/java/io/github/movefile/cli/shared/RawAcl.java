// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import io.github.movefile.syscalls.XattrName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An access ACL as the kernel keeps it: {@code struct posix_acl_xattr_header}, acl(5). */
public final class RawAcl {
  /** The attribute that holds it. */
  public static final XattrName ACCESS = XattrName.of("system.posix_acl_access");

  private static final int VERSION = 2;
  private static final int NO_ID = -1;
  private static final short READ = 4;
  private static final short WRITE = 2;
  private static final short NOTHING = 0;

  private RawAcl() {}

  /**
   * An ACL of {@code u::rw-,u:USER:r--,g::r--,m::r--,o::---}.
   *
   * @param user who may read besides
   * @return a value for {@link #ACCESS}
   */
  public static byte[] withUser(int user) {
    ByteBuffer acl = ByteBuffer.allocate(4 + 5 * 8).order(ByteOrder.LITTLE_ENDIAN);
    acl.putInt(VERSION);
    entry(acl, 0x01, READ | WRITE, NO_ID); // ACL_USER_OBJ
    entry(acl, 0x02, READ, user); // ACL_USER
    entry(acl, 0x04, READ, NO_ID); // ACL_GROUP_OBJ
    entry(acl, 0x10, READ, NO_ID); // ACL_MASK
    entry(acl, 0x20, NOTHING, NO_ID); // ACL_OTHER
    return acl.array();
  }

  private static void entry(ByteBuffer acl, int tag, int permissions, int id) {
    acl.putShort((short) tag).putShort((short) permissions).putInt(id);
  }
}
