// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveStep;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.move.internal.DirectoryPair.NewFile;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.xattr.XattrCopyResult;
import io.github.movefile.xattr.XattrException;
import io.github.movefile.xattr.XattrFile;
import io.github.movefile.xattr.XattrLoss;
import io.github.movefile.xattr.XattrPolicy;
import io.github.movefile.xattr.XattrRules;
import io.github.movefile.xattr.Xattrs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives an inode, mostly a new one, the metadata of its source, in the one order that keeps all of
 * it and lets nobody in too early: owner, then attributes (chown clears capabilities), then mode
 * (chown clears setuid and setgid; of an ACL chmod sets the mask, to what it is), then inode flags,
 * then times (everything before may touch them). Thread-safe.
 */
final class Metadata {
  private static final int SET_ID = FileStat.SETUID | FileStat.SETGID;

  /** Times within signed 32 bits of seconds are stored by every file system that has ns at all. */
  private static final long LAST_32_BIT_SECOND = Integer.MAX_VALUE;

  /** 1980-01-02: FAT and exFAT begin with the day before, in some zone. */
  private static final long SECOND_DAY_OF_FAT = 315_619_200;

  /** What some rules say of access ACLs: it is asked for each file. */
  private record AclPolicy(XattrRules rules, boolean isKept) {}

  private final Xattrs xattrs;
  private final AttributeCopy attributeCopy;
  private volatile @Nullable AclPolicy aclPolicy;

  Metadata(Xattrs xattrs) {
    this.xattrs = xattrs;
    this.attributeCopy = new AttributeCopy(xattrs);
  }

  /**
   * Sets owner, attributes and mode.
   *
   * @param move gets the steps and the losses
   * @param inode not visible yet, unless it is a directory that is updated
   * @param facts the source's metadata
   * @param source where its attributes are
   */
  void apply(MoveContext move, InodeHandle inode, FileStat facts, XattrFile source)
      throws IOException {
    apply(move, inode, facts, source, null);
  }

  /**
   * Sets owner, attributes and mode of a file in a directory to which more files go.
   *
   * @param move gets the steps and the losses, and knows what a new file is there
   * @param inode the new file, just made
   * @param facts the source's metadata
   * @param source where its attributes are
   */
  void applyToNewFile(MoveContext move, InodeHandle inode, FileStat facts, XattrFile source)
      throws IOException {
    apply(move, inode, facts, source, made(move, inode));
  }

  /** What a new file is; null if it isn't worth a look. */
  private @Nullable NewFile made(MoveContext move, InodeHandle inode) throws IOException {
    DirectoryPair pair = move.pair();
    if (pair.learns() && pair.newFile() == null) {
      move.enter(MoveStep.OWNER);
      FileStat facts = move.calls().data().fstat(inode.fd());
      move.enter(MoveStep.XATTRS);
      boolean hasAttributes = !xattrs.list(inode.xattrs()).isEmpty();
      pair.learned(new NewFile(facts.uid(), facts.gid(), hasAttributes));
    }
    return pair.newFile();
  }

  private void apply(
      MoveContext move, InodeHandle inode, FileStat facts, XattrFile source, @Nullable NewFile made)
      throws IOException {
    boolean ownerKept = setOwner(move, inode, facts, made);
    // Before the mode: user.* attributes need write permission by mode, even through a writable
    // descriptor, xattr(7); and an ACL that the directory imposed grants nobody anything under the
    // mode of a temp, but would under the final one.
    boolean inheritsNothing = made != null && !made.hasAttributes();
    boolean aclKept = copyAttributes(move, inode, source, inheritsNothing);
    CreationLabel.copyAsAttribute(move, xattrs, source, inode);
    int mode = aclKept ? facts.permissions() : modeWithoutAcl(move, facts, source);
    if (!facts.isSymlink()) { // Linux has no mode of links
      setMode(move, inode, mode, ownerKept);
    }
  }

  static boolean setOwner(
      MoveContext move, InodeHandle inode, FileStat facts, @Nullable NewFile made)
      throws IOException {
    move.enter(MoveStep.OWNER);
    OwnerChange.requireMapped(move, facts);
    int uid = OwnerChange.uid(move.options(), facts);
    int gid = OwnerChange.gid(move.options(), facts);
    if (made != null && made.uid() == uid && made.gid() == gid) {
      return true;
    }
    try {
      inode.chown(uid, gid);
      return true;
    } catch (ErrnoException e) {
      requireTolerable(e);
      String owner = Integer.toUnsignedString(uid);
      String group = Integer.toUnsignedString(gid);
      move.lose(Loss.OWNER, "owner " + owner + ":" + group + " not kept", e);
    }
    keepGroup(inode, gid);
    return false;
  }

  /**
   * An ordinary user may still give a file to a group of their own; that owner is lost is told
   * above.
   */
  private static void keepGroup(InodeHandle inode, int gid) throws ErrnoException {
    try {
      inode.chown(-1, gid);
    } catch (ErrnoException e) {
      requireTolerable(e);
    }
  }

  static void setMode(MoveContext move, InodeHandle inode, int wanted, boolean ownerKept)
      throws IOException {
    move.enter(MoveStep.MODE);
    int mode = ownerKept ? wanted : wanted & ~SET_ID;
    if (mode != wanted) {
      // setuid for another owner than the one it was meant for would be an attack, not a copy.
      move.lose(Loss.MODE, "setuid or setgid dropped, since the owner is not kept", null);
    }
    try {
      inode.chmod(mode);
    } catch (ErrnoException e) {
      requireTolerable(e);
      move.lose(Loss.MODE, "mode " + Integer.toOctalString(mode) + " not kept", e);
      return;
    }
    if ((mode & SET_ID) != 0) {
      reportClearedBits(move, inode, mode);
    }
  }

  /** The kernel clears setgid without a word if the user isn't in the group, chmod(2). */
  private static void reportClearedBits(MoveContext move, InodeHandle inode, int mode)
      throws IOException {
    int got = move.calls().data().fstat(inode.fd()).permissions();
    if (got != mode) {
      String octal = Integer.toOctalString(mode);
      move.lose(Loss.MODE, "mode " + octal + " became " + Integer.toOctalString(got), null);
    }
  }

  /** Copies attributes; false if an access ACL stays behind, should there be one. */
  boolean copyAttributes(
      MoveContext move, InodeHandle inode, XattrFile source, boolean inheritsNothing)
      throws IOException {
    move.enter(MoveStep.XATTRS);
    XattrRules wanted = move.options().xattrs();
    XattrRules rules = inheritsNothing ? wanted.keepingInherited() : wanted;
    boolean aclKept = keepsAcl(wanted);
    XattrCopyResult result = attributeCopy.copy(move, inode, source, rules);
    for (XattrLoss loss : result.losses()) {
      move.lose(Loss.XATTR, "attribute " + loss.name() + " not kept", loss.cause());
      aclKept &= !loss.name().equals(AccessAcl.NAME);
    }
    return aclKept;
  }

  private boolean keepsAcl(XattrRules rules) {
    AclPolicy known = aclPolicy;
    if (known == null || known.rules() != rules) {
      boolean isKept = rules.policyOf(AccessAcl.NAME) != XattrPolicy.SKIP;
      known = new AclPolicy(rules, isKept);
      aclPolicy = known;
    }
    return known.isKept();
  }

  /** With an ACL the group bits of the mode are its mask, and may be more than the group has. */
  int modeWithoutAcl(MoveContext move, FileStat facts, XattrFile source) throws IOException {
    int mode = facts.permissions();
    int narrowed;
    try {
      Optional<byte[]> acl = xattrs.get(source, AccessAcl.NAME);
      narrowed = acl.isEmpty() ? mode : AccessAcl.modeWithout(mode, acl.get());
    } catch (XattrException unreadable) {
      narrowed = AccessAcl.modeWithout(mode, new byte[0]);
    }
    if (narrowed != mode) {
      String octal = Integer.toOctalString(mode);
      String became = Integer.toOctalString(narrowed);
      move.lose(Loss.MODE, "mode " + octal + " became " + became + " without the ACL", null);
    }
    return narrowed;
  }

  /**
   * Sets the times, after all else is done.
   *
   * @param move gets the step and the losses, and says which time of change is wanted
   * @param inode whose
   * @param facts the source's metadata
   * @return the time of change that it has now, as far as the file system stores its digits
   */
  Timespec setTimes(MoveContext move, InodeHandle inode, FileStat facts) throws IOException {
    move.enter(MoveStep.TIMES);
    Timespec mtime = move.options().mtimeOf(facts.mtime());
    try {
      inode.setTimes(facts.atime(), mtime);
    } catch (ErrnoException e) {
      requireTolerable(e);
      move.lose(Loss.TIMES, "times not kept", e);
      return move.calls().data().fstat(inode.fd()).mtime();
    }
    return isExtreme(mtime) || isExtreme(facts.atime())
        ? reportClampedTimes(move, inode, facts.atime(), mtime)
        : mtime;
  }

  /** Whether a file system may not be able to store a time. */
  static boolean isExtreme(Timespec time) {
    return time.seconds() < SECOND_DAY_OF_FAT || time.seconds() > LAST_32_BIT_SECOND;
  }

  /** The kernel clamps a time to what the file system can store without a word, utimensat(2). */
  private static Timespec reportClampedTimes(
      MoveContext move, InodeHandle inode, Timespec atime, Timespec mtime) throws IOException {
    FileStat got = move.calls().data().fstat(inode.fd());
    List<String> changes = new ArrayList<>(0);
    if (!got.mtime().equals(mtime)) {
      changes.add("time of change " + mtime.toText() + " became " + got.mtime().toText());
    }
    if (!got.atime().equals(atime)) {
      changes.add("time of access " + atime.toText() + " became " + got.atime().toText());
    }
    if (!changes.isEmpty()) {
      move.lose(Loss.TIMES, String.join(", ", changes), null);
    }
    return got.mtime();
  }

  static void requireTolerable(ErrnoException e) throws ErrnoException {
    if (!Unsupported.METADATA.contains(e.errno())) {
      throw e;
    }
  }
}
