// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.OwnerMap;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Foretells a move by looking at source and target. Whether a rename is possible and what is
 * permitted only the kernel knows, so that this is what is expected and no promise.
 */
final class DryRun {
  private final Syscalls calls;
  private final Verb verb;
  private final OwnerMap owners;

  DryRun(Syscalls calls, Verb verb, MoveOptions options) {
    this.calls = calls;
    this.verb = verb;
    this.owners = options.owners();
  }

  /**
   * What is expected.
   *
   * @param method how the target would come to be
   * @param bytes length of a regular file, else 0
   */
  record Expectation(MoveMethod method, long bytes) {
    String words() {
      return switch (method) {
        case RENAMED -> "rename";
        case HARD_LINKED -> "remove the other name of the same file:";
        case COPIED -> "copy " + bytes + " bytes";
        case SYMLINK_RECREATED -> "recreate link";
        case NODE_RECREATED -> "recreate node";
      };
    }
  }

  Expectation look(RawPath source, RawPath target) throws MoveException {
    Look look = new Look(source, target);
    FileStat from = look.at(source, AtFlags.SYMLINK_NOFOLLOW, MoveFailure.SOURCE_MISSING);
    FileStat parent = look.at(target.parent(), AtFlags.NONE, MoveFailure.TARGET_PARENT_MISSING);
    FileStat to = look.atTarget();
    if (!parent.isDirectory()) {
      throw look.refused(MoveFailure.NOT_A_DIRECTORY, Errno.ENOTDIR);
    }
    boolean ownerStays = ownerStays(look, from);
    if (to != null && from.isSameFile(to)) {
      return sameFile(look, from, to, parent, ownerStays);
    }
    if (to != null && to.isDirectory() && !from.isDirectory()) {
      throw look.refused(MoveFailure.TARGET_IS_DIRECTORY, Errno.EISDIR);
    }
    if (from.isDirectory() && verb == Verb.COPY) {
      throw look.refused(
          MoveFailure.SOURCE_IS_DIRECTORY, source.quoted() + " is a directory; that takes a merge");
    }
    if (to != null && from.isDirectory() && !to.isDirectory()) {
      throw look.refused(MoveFailure.NOT_A_DIRECTORY, Errno.ENOTDIR);
    }
    boolean renames = verb == Verb.MOVE && from.dev() == parent.dev() && ownerStays;
    if (from.isDirectory() && !renames) {
      throw look.refused(
          MoveFailure.DIRECTORY_ACROSS_FILE_SYSTEMS, "a directory crosses file systems by a merge");
    }
    return new Expectation(
        renames ? MoveMethod.RENAMED : methodOfCopy(from), from.isRegular() ? from.size() : 0);
  }

  /** By its owner alone: attributes aren't looked at. */
  private boolean ownerStays(Look look, FileStat from) throws MoveException {
    OptionalInt uid = owners.uid(from.uid());
    OptionalInt gid = owners.gid(from.gid());
    if (uid.isEmpty() || gid.isEmpty()) {
      throw look.refused(
          MoveFailure.OWNER_NOT_MAPPED,
          "the owner of " + look.source.quoted() + " is in no range of the map");
    }
    boolean stays = uid.getAsInt() == from.uid() && gid.getAsInt() == from.gid();
    return stays && (owners.isIdentity() || !from.isDirectory());
  }

  private Expectation sameFile(
      Look look, FileStat from, FileStat to, FileStat parent, boolean ownerStays)
      throws MoveException {
    FileStat sourceParent = look.at(look.source.parent(), AtFlags.NONE, MoveFailure.SOURCE_MISSING);
    boolean oneName =
        sourceParent.isSameFile(parent) && look.source.fileName().equals(look.target.fileName());
    if (oneName || verb == Verb.COPY || from.isDirectory() || to.nlink() < 2) {
      throw look.refused(
          MoveFailure.SAME_FILE,
          look.source.quoted() + " and " + look.target.quoted() + " are the same file");
    }
    return new Expectation(ownerStays ? MoveMethod.HARD_LINKED : methodOfCopy(from), from.size());
  }

  private static MoveMethod methodOfCopy(FileStat from) {
    if (from.isRegular()) {
      return MoveMethod.COPIED;
    }
    return from.isSymlink() ? MoveMethod.SYMLINK_RECREATED : MoveMethod.NODE_RECREATED;
  }

  /** Looks, and tells failures in the way of the real thing. */
  private final class Look {
    final RawPath source;
    final RawPath target;

    Look(RawPath source, RawPath target) {
      this.source = source;
      this.target = target;
    }

    FileStat at(RawPath path, AtFlags flags, MoveFailure ifMissing) throws MoveException {
      try {
        return calls.paths().statx(Fd.CWD, path, flags);
      } catch (ErrnoException e) {
        throw e.errno() == Errno.ENOENT ? failed(ifMissing, e) : failed(side(ifMissing), e);
      }
    }

    @Nullable FileStat atTarget() throws MoveException {
      try {
        return calls.paths().statx(Fd.CWD, target, AtFlags.SYMLINK_NOFOLLOW);
      } catch (ErrnoException e) {
        if (e.errno() == Errno.ENOENT) {
          return null;
        }
        throw failed("the target", e);
      }
    }

    MoveException refused(MoveFailure failure, Errno errno) {
      return failed(failure, new ErrnoException("renameat", errno));
    }

    MoveException refused(MoveFailure failure, String reason) {
      return exception(failure, reason, null);
    }

    private static String side(MoveFailure ifMissing) {
      return ifMissing == MoveFailure.SOURCE_MISSING ? "the source" : "the target's directory";
    }

    private MoveException failed(String side, ErrnoException e) {
      return exception(MoveFailure.OTHER, side + ": " + e.getMessage(), e);
    }

    private MoveException failed(MoveFailure failure, ErrnoException e) {
      return exception(failure, String.valueOf(e.getMessage()), e);
    }

    private MoveException exception(
        MoveFailure failure, String reason, @Nullable ErrnoException cause) {
      return new MoveException(
          source, target, failure, MoveStep.LOOK, MoveState.UNCHANGED, reason, cause);
    }
  }
}
