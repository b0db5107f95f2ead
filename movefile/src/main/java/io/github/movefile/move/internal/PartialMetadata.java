// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.LossPolicy;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.xattr.XattrException;
import io.github.movefile.xattr.XattrFile;
import io.github.movefile.xattr.Xattrs;
import java.io.IOException;

/**
 * Gives a directory that is there anyway all of its metadata that it takes, each part on its own,
 * once one of them has failed; that failure is thrown by others, and stands for those here. The
 * order is that of {@link Metadata}. Thread-safe.
 */
final class PartialMetadata {
  private static final XattrName DEFAULT_ACL = XattrName.of("system.posix_acl_default");

  /** Of an ACL the mask. */
  private static final int GROUP = 0070;

  private final Metadata metadata;
  private final Xattrs xattrs;

  /** One part. */
  private interface Part {
    void apply() throws IOException;
  }

  PartialMetadata(Metadata metadata, Xattrs xattrs) {
    this.metadata = metadata;
    this.xattrs = xattrs;
  }

  /** What was required is tried, and no loss ends anything. */
  static MoveOptions tolerating(MoveOptions options) {
    return options.toBuilder()
        .losses(LossPolicy.WARN)
        .xattrs(options.xattrs().requiringNone())
        .build();
  }

  /**
   * Sets what can be set.
   *
   * @param move of options that tolerate losses
   * @param inode the directory
   * @param facts the source's metadata
   * @param source the source, open for reading
   */
  void apply(MoveContext move, InodeHandle inode, FileStat facts, Fd source) {
    XattrFile from = XattrFile.open(source, move.source().shown());
    boolean ownerKept = setOwner(move, inode, facts);
    boolean aclKept = copyAttributes(move, inode, from);
    // An ACL that came from the directory above grants nothing under an empty mask.
    int most = aclKept || dropAcls(inode) ? ~0 : ~GROUP;
    attempt(() -> CreationLabel.copyAsAttribute(move, xattrs, from, inode));
    attempt(
        () -> {
          int mode = aclKept ? facts.permissions() : metadata.modeWithoutAcl(move, facts, from);
          Metadata.setMode(move, inode, mode & most, ownerKept);
        });
    attempt(
        () -> {
          InodeFlagCopy flags = InodeFlagCopy.between(move, source, inode.fd());
          flags.beforeContents();
          flags.afterContents();
        });
    attempt(() -> metadata.setTimes(move, inode, facts));
    attempt(() -> Syncing.file(move, inode.fd()));
  }

  private static boolean setOwner(MoveContext move, InodeHandle inode, FileStat facts) {
    try {
      return Metadata.setOwner(move, inode, facts, null);
    } catch (IOException e) {
      return false; // as the one that is thrown
    }
  }

  private boolean copyAttributes(MoveContext move, InodeHandle inode, XattrFile from) {
    try {
      return metadata.copyAttributes(move, inode, from, false);
    } catch (IOException e) {
      return false; // as the one that is thrown
    }
  }

  /** False if one may be there. */
  private boolean dropAcls(InodeHandle inode) {
    try {
      xattrs.remove(inode.xattrs(), DEFAULT_ACL);
      xattrs.remove(inode.xattrs(), AccessAcl.NAME);
      return true;
    } catch (XattrException e) {
      return false; // as the one that is thrown
    }
  }

  private static void attempt(Part part) {
    try {
      part.apply();
    } catch (IOException e) {
      // as the one that is thrown
    }
  }
}
