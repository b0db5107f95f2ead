// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.filecopy.ContentComparison;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.OwnerAttributes;
import io.github.movefile.move.internal.OwnerChange;
import io.github.movefile.move.internal.Place;
import io.github.movefile.move.internal.QuietOpen;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.xattr.XattrDifference;
import io.github.movefile.xattr.XattrException;
import io.github.movefile.xattr.XattrFile;
import io.github.movefile.xattr.XattrFilter;
import io.github.movefile.xattr.XattrPolicy;
import io.github.movefile.xattr.Xattrs;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the image has with what the root has under a name, the cheapest first. Nothing is
 * followed, and times of access stay where that is permitted. Thread-safe.
 */
final class EntryComparison {
  /** The root's file can't be read, or is another one by now: then it isn't known to be equal. */
  private static final Set<Errno> NOT_COMPARABLE =
      EnumSet.of(Errno.EACCES, Errno.EPERM, Errno.ENOENT, Errno.ELOOP, Errno.ENXIO, Errno.ESTALE);

  private final MergeSession session;
  private final MoveOptions options;
  private final LinkTexts texts;
  private final Xattrs xattrs;
  private final ContentComparison contents;

  /** How alike two entries are. */
  enum Equality {
    /** Type, contents, mode, owner, attributes and time are equal. */
    EQUAL,
    /** All but the time of change. */
    EQUAL_BUT_TIME,
    /** Something differs, or can't be compared. */
    DIFFERENT
  }

  EntryComparison(MergeSession session, LinkTexts texts) {
    this.session = session;
    this.options = session.options().move();
    this.texts = texts;
    this.xattrs = Xattrs.using(session.calls().xattrs());
    this.contents = ContentComparison.using(session.calls(), options.copy().trustHoles());
  }

  /**
   * Compares an entry with what the root has of its name.
   *
   * @param dirs where both are
   * @param name their name
   * @param source what the image has, no directory
   * @param target what the root has, no directory
   * @return how alike they are, the source being as it will be in the root
   * @throws MoveException if the contents of one of them can't be read for another reason than a
   *     want of permission; attributes that can't be read are not known to be equal
   */
  Equality compare(OpenDirectories dirs, RawPath name, FileStat source, FileStat target)
      throws MoveException {
    Place from = dirs.sourceOf(name);
    Place to = dirs.targetOf(name);
    boolean isEqual =
        haveSameMetadata(source, target)
            && haveSameAttributes(from, to)
            && haveSameContents(dirs, name, from, source, to, target);
    if (!isEqual) {
      return Equality.DIFFERENT;
    }
    return target.mtime().equals(options.mtimeOf(source.mtime()))
        ? Equality.EQUAL
        : Equality.EQUAL_BUT_TIME;
  }

  private boolean haveSameMetadata(FileStat source, FileStat target) {
    return source.type() == target.type()
        && (!source.isRegular() || source.size() == target.size())
        && OwnerChange.uid(options, source) == target.uid()
        && OwnerChange.gid(options, source) == target.gid()
        && (source.isSymlink() || source.permissions() == target.permissions());
  }

  private boolean haveSameAttributes(Place from, Place to) {
    try {
      XattrFile source = XattrFile.path(from.withoutDirectory());
      XattrFile target = XattrFile.path(to.withoutDirectory());
      for (XattrDifference difference : xattrs.compare(source, target, XattrFilter.NONE)) {
        if (options.xattrs().policyOf(difference.name()) != XattrPolicy.SKIP
            && !OwnerAttributes.mayChange(options, difference.name())) {
          return false;
        }
      }
      return OwnerAttributes.areAsMapped(xattrs, options, source, target);
    } catch (XattrException e) {
      // Whatever is wrong with them: a move makes a warning of it, or replaces what can't be read.
      return false;
    }
  }

  /** Whether the contents of files, the texts of links or the devices of nodes are equal. */
  boolean haveSameContents(OpenDirectories dirs, RawPath name, FileStat source, FileStat target)
      throws MoveException {
    Place from = dirs.sourceOf(name);
    return haveSameContents(dirs, name, from, source, dirs.targetOf(name), target);
  }

  /** A pending update of a protected file, if its contents are what the image has; else null. */
  @Nullable FileStat samePending(
      OpenDirectories dirs, RawPath name, FileStat source, RawPath pending) throws MoveException {
    FileStat target = dirs.lookAtTarget(pending, name);
    return target != null
            && haveSameContents(
                dirs, name, dirs.sourceOf(name), source, dirs.targetOf(pending), target)
        ? target
        : null;
  }

  private boolean haveSameContents(
      OpenDirectories dirs, RawPath name, Place from, FileStat source, Place to, FileStat target)
      throws MoveException {
    if (source.type() != target.type()) {
      return false;
    }
    try {
      return switch (source.type()) {
        case REGULAR -> source.size() == target.size() && haveSameBytes(from, source, to, target);
        case SYMLINK -> {
          RawPath text = session.calls().paths().readlinkat(to.dir(), to.path());
          yield texts.of(dirs, name).equals(text);
        }
        case BLOCK_DEVICE, CHARACTER_DEVICE -> source.rdev() == target.rdev();
        default -> source.type() == FileType.FIFO || source.type() == FileType.SOCKET;
      };
    } catch (ErrnoException e) {
      if (NOT_COMPARABLE.contains(e.errno())) {
        return false;
      }
      throw dirs.failed(name, MoveStep.LOOK, e);
    } catch (MoveException e) {
      throw e;
    } catch (IOException e) {
      throw dirs.failed(name, MoveStep.LOOK, e);
    }
  }

  private boolean haveSameBytes(Place from, FileStat source, Place to, FileStat target)
      throws IOException {
    if (source.isSameFile(target)) {
      return true;
    }
    try (Fd a = QuietOpen.file(session.calls().paths(), from);
        Fd b = QuietOpen.file(session.calls().paths(), to)) {
      FileStat ofA = session.calls().data().fstat(a);
      FileStat ofB = session.calls().data().fstat(b);
      return ofA.isSameFile(source) && ofB.isSameFile(target) && contents.equal(a, ofA, b, ofB);
    }
  }
}
