// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.xattr.XattrCopyResult;
import io.github.movefile.xattr.XattrException;
import io.github.movefile.xattr.XattrFile;
import io.github.movefile.xattr.XattrRules;
import io.github.movefile.xattr.Xattrs;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Copies attributes to an inode that may not let its own owner write, which {@code user.*} needs,
 * xattr(7): a default ACL of the directory, or the umask, may have left a new one so, and a
 * directory that was there is as it is. Thread-safe.
 */
final class AttributeCopy {
  /** What an owner needs. */
  private static final int READ_AND_WRITE = 0600;

  private final Xattrs xattrs;

  AttributeCopy(Xattrs xattrs) {
    this.xattrs = xattrs;
  }

  /** Copies; if the owner is denied something and the mode may be why, lets them in, and again. */
  XattrCopyResult copy(MoveContext move, InodeHandle inode, XattrFile source, XattrRules rules)
      throws IOException {
    @Nullable XattrCopyResult result = null;
    @Nullable XattrException denied = null;
    try {
      result = copyOnce(move, inode, source, rules);
      if (!isDenied(result)) {
        return result;
      }
    } catch (XattrException e) {
      if (e.errno() != Errno.EACCES) {
        throw e;
      }
      denied = e;
    }
    int mode = move.calls().data().fstat(inode.fd()).permissions();
    if ((mode & READ_AND_WRITE) != READ_AND_WRITE) {
      return copyWithOwnerLetIn(move, inode, source, rules, mode);
    }
    if (result == null) {
      throw Objects.requireNonNull(denied);
    }
    return result;
  }

  private XattrCopyResult copyOnce(
      MoveContext move, InodeHandle inode, XattrFile source, XattrRules rules) throws IOException {
    return xattrs.copy(source, inode.xattrs(), rules, OwnerAttributes.mapping(move));
  }

  private static boolean isDenied(XattrCopyResult result) {
    return !result.losses().isEmpty()
        && result.losses().stream().anyMatch(loss -> loss.cause().errno() == Errno.EACCES);
  }

  /** Then the mode is as it was: a directory that was there is seen by others. */
  private XattrCopyResult copyWithOwnerLetIn(
      MoveContext move, InodeHandle inode, XattrFile source, XattrRules rules, int mode)
      throws IOException {
    chmod(inode, mode | READ_AND_WRITE);
    try {
      return copyOnce(move, inode, source, rules);
    } finally {
      chmod(inode, mode);
    }
  }

  private static void chmod(InodeHandle inode, int mode) throws ErrnoException {
    try {
      inode.chmod(mode);
    } catch (ErrnoException e) {
      Metadata.requireTolerable(e);
    }
  }
}
