// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.xattr.XattrFile;
import io.github.movefile.xattr.Xattrs;
import java.io.IOException;
import java.util.List;

/**
 * One directory of an image on its way into a root. It is made private and gets its metadata after
 * its children, since these change its times and might be seen too early. A directory that is there
 * already keeps its metadata.
 *
 * <p>Closing gives up the descriptors. Of one thread.
 */
public final class DirectoryMerge implements AutoCloseable {
  private static final int PRIVATE_MODE = 0700;
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);

  private final MoveContext move;
  private final Metadata metadata;
  private final Fd source;
  private final Fd target;
  private final FileStat facts;
  private final boolean isNew;

  private DirectoryMerge(
      MoveContext move, Metadata metadata, Fd source, Fd target, FileStat facts, boolean isNew) {
    this.move = move;
    this.metadata = metadata;
    this.source = source;
    this.target = target;
    this.facts = facts;
    this.isNew = isNew;
  }

  /**
   * Opens the image and the root themselves, which exist, and whose metadata is left alone.
   *
   * @param calls how files are reached
   * @param image the directory whose contents are merged; may be reached by a link
   * @param root where they go; may be reached by a link
   * @param options how
   * @return both, open
   * @throws MoveException if one can't be opened or is no directory
   */
  public static DirectoryMerge roots(Syscalls calls, Place image, Place root, MoveOptions options)
      throws MoveException {
    return begin(calls, image, root, options, Disposal.KEEP, OpenFlags.READ_ONLY, false);
  }

  /**
   * Opens a directory of the image, and makes or opens its counterpart.
   *
   * @param calls how files are reached
   * @param from the directory of the image
   * @param to its counterpart in the root
   * @param options how metadata is kept
   * @param disposal what becomes of the directory of the image
   * @return both, open
   * @throws MoveException if one can't be opened or is no directory
   */
  public static DirectoryMerge begin(
      Syscalls calls, Place from, Place to, MoveOptions options, Disposal disposal)
      throws MoveException {
    return begin(calls, from, to, options, disposal, OpenFlags.NOFOLLOW, true);
  }

  private static DirectoryMerge begin(
      Syscalls calls,
      Place from,
      Place to,
      MoveOptions options,
      Disposal disposal,
      OpenFlags following,
      boolean mayMake)
      throws MoveException {
    HardLinks none = HardLinks.of(List.of());
    MoveContext move = new MoveContext(calls, from, to, none, options, disposal);
    Metadata metadata = new Metadata(Xattrs.using(calls.xattrs()));
    Fd source = null;
    boolean isNew = false;
    try {
      move.enter(MoveStep.OPEN_SOURCE);
      source = open(move, from, following);
      FileStat facts = calls.data().fstat(source);
      move.enter(MoveStep.CREATE_TEMP);
      isNew = mayMake && make(move);
      Fd target = isNew ? openNew(move, to) : openTarget(move, to, following);
      return new DirectoryMerge(move, metadata, source, target, facts, isNew);
    } catch (IOException e) {
      if (source != null) {
        Discarding.closing(source, e);
      }
      if (isNew) { // else a later merge would take its private mode for one to keep
        Discarding.closing(() -> remove(move, to), e);
      }
      throw Failures.of(move, e);
    }
  }

  private static boolean make(MoveContext move) throws IOException {
    Place to = move.target();
    CreationLabel label = CreationLabel.of(move);
    try (label) {
      move.calls().paths().mkdirat(to.dir(), to.path(), PRIVATE_MODE);
      return true;
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
      return false;
    }
  }

  /**
   * Opens a directory that was just made. A default ACL of the one above it, or the umask, may have
   * left its owner without some permission: then the owner is let in first.
   */
  private static Fd openNew(MoveContext move, Place place) throws ErrnoException {
    DataCalls data = move.calls().data();
    try {
      Fd fd = open(move, place, OpenFlags.NOFOLLOW);
      try {
        if ((data.fstat(fd).permissions() & PRIVATE_MODE) != PRIVATE_MODE) {
          data.fchmod(fd, PRIVATE_MODE);
        }
        return fd;
      } catch (ErrnoException e) {
        Discarding.closing(fd, e);
        throw e;
      }
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EACCES) {
        throw e;
      }
    }
    try (Fd handle = open(move, place, OpenFlags.PATH.with(OpenFlags.NOFOLLOW))) {
      move.calls().paths().fchmodat(Fd.CWD, ProcPaths.of(handle), PRIVATE_MODE);
      return open(move, place, OpenFlags.NOFOLLOW);
    }
  }

  /** Whoever may not list a directory may still make names in it: then a handle must do. */
  private static Fd openTarget(MoveContext move, Place place, OpenFlags following)
      throws ErrnoException {
    try {
      return open(move, place, following);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EACCES) {
        throw e;
      }
      return open(move, place, following.with(OpenFlags.PATH));
    }
  }

  private static void remove(MoveContext move, Place directory) throws ErrnoException {
    PathCalls paths = move.calls().paths();
    paths.unlinkat(directory.dir(), directory.path(), AtFlags.REMOVE_DIRECTORY);
  }

  private static Fd open(MoveContext move, Place place, OpenFlags following) throws ErrnoException {
    PathCalls paths = move.calls().paths();
    return paths.openat(place.dir(), place.path(), DIRECTORY.with(following), 0);
  }

  /**
   * Its counterpart in the root.
   *
   * @return open for reading, or a handle if this user may not list it
   */
  public Fd target() {
    return target;
  }

  /**
   * Lists the directory of the image in the order of its names' bytes, each entry with its type.
   *
   * @return all entries
   * @throws MoveException if it can't be read
   */
  public List<DirectoryEntry> entries() throws MoveException {
    move.enter(MoveStep.OPEN_SOURCE);
    try {
      return Listing.of(move.calls().paths(), source);
    } catch (ErrnoException e) {
      throw Failures.of(move, e);
    }
  }

  /**
   * The place of an entry of the image.
   *
   * @param name one component
   * @return its place, while this is open
   */
  public Place sourceOf(RawPath name) {
    return new Place(source, name, move.source().shown().resolve(name));
  }

  /**
   * The place of an entry in the root.
   *
   * @param name one component
   * @return its place, while this is open
   */
  public Place targetOf(RawPath name) {
    return new Place(target, name, move.target().shown().resolve(name));
  }

  /**
   * Whether the counterpart was made.
   *
   * @return false if it was there before
   */
  public boolean isNew() {
    return isNew;
  }

  /**
   * What could not be kept of a new directory's metadata.
   *
   * @return the losses so far
   */
  public List<MoveWarning> warnings() {
    return List.copyOf(move.warnings());
  }

  /**
   * Gives a new directory its metadata. To be called after the last child, also when one of them
   * failed: a directory that nobody may enter would be worse than one with a file missing.
   *
   * @throws MoveException if it can't be set
   */
  public void applyMetadata() throws MoveException {
    if (!isNew) {
      return;
    }
    try {
      InodeHandle inode = new InodeHandle.OpenFile(move.calls(), target, move.target().shown());
      metadata.apply(move, inode, facts, XattrFile.open(source, move.source().shown()));
      // Not before the children are made, which would get some of the flags too.
      InodeFlagCopy flags = InodeFlagCopy.between(move, source, target);
      flags.beforeContents();
      flags.afterContents();
      metadata.setTimes(move, inode, facts);
      Syncing.file(move, target);
      Syncing.directoryOf(move, move.target());
      move.reached(MoveState.SOURCE_LEFT);
    } catch (IOException e) {
      throw Failures.of(move, e);
    }
  }

  /**
   * Removes the directory of the image, which is empty by now, unless the image is kept.
   *
   * @throws MoveException if it can't be removed
   */
  public void removeSource() throws MoveException {
    if (move.keepsSource()) {
      return;
    }
    move.enter(MoveStep.REMOVE_SOURCE);
    try {
      remove(move, move.source());
    } catch (ErrnoException e) {
      throw Failures.of(move, e);
    }
  }

  @Override
  public void close() throws MoveException {
    try (source;
        target) {
      move.enter(MoveStep.REMOVE_SOURCE); // whatever the first close says, both are closed
    } catch (ErrnoException e) {
      throw Failures.of(move, e);
    }
  }
}
