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
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.xattr.XattrFile;
import io.github.movefile.xattr.Xattrs;
import java.io.IOException;
import java.util.List;

/**
 * Makes directories as those of an image: private at first, and with all metadata after their
 * children, since these change its times and might be seen too early. Thread-safe.
 */
public final class DirectoryCopy {
  private static final int PRIVATE_MODE = 0700;

  private final Syscalls calls;
  private final MoveOptions options;
  private final Metadata metadata;
  private final PartialMetadata partialMetadata;

  /**
   * Makes directories.
   *
   * @param calls how files are reached
   * @param options how metadata is kept
   */
  public DirectoryCopy(Syscalls calls, MoveOptions options) {
    this.calls = calls;
    this.options = options;
    Xattrs xattrs = Xattrs.using(calls.xattrs());
    this.metadata = new Metadata(xattrs);
    this.partialMetadata = new PartialMetadata(metadata, xattrs);
  }

  /**
   * Makes a private directory.
   *
   * @param from the directory of the image, of which it may take the security label
   * @param facts what it was before anything was taken out of it
   * @param to a free name
   * @throws MoveException if it can't be made, {@link
   *     io.github.movefile.move.MoveFailure#DIRECTORY_NOT_EMPTY} if the name is taken
   */
  public void make(Place from, FileStat facts, Place to) throws MoveException {
    makeUnstored(from, facts, to);
    try {
      // Before a file in it is, and that file's source is gone.
      store(from, to, to, MoveState.UNCHANGED);
    } catch (MoveException e) {
      remove(to, e);
      throw e;
    }
  }

  /** As {@link #make}, for a name that it won't keep. */
  public void makeUnstored(Place from, FileStat facts, Place to) throws MoveException {
    MoveContext move = context(from, to);
    boolean isMade = false;
    try {
      OwnerChange.requireMapped(move, facts); // before there is anything in it
      move.enter(MoveStep.CREATE_TEMP);
      CreationLabel label = CreationLabel.of(move);
      try (label) {
        calls.paths().mkdirat(to.dir(), to.path(), PRIVATE_MODE);
        isMade = true;
      }
    } catch (IOException e) {
      if (isMade) { // only clearing the label failed
        remove(to, e);
      }
      throw Failures.of(move, e);
    }
  }

  private void remove(Place made, IOException failure) {
    try {
      calls.paths().unlinkat(made.dir(), made.path(), AtFlags.REMOVE_DIRECTORY);
    } catch (ErrnoException e) {
      failure.addSuppressed(e.toFileSystemException(made.shown(), null));
    }
  }

  /**
   * Stores the names in a directory on the device, where the options ask for durability.
   *
   * @param from the source, for messages
   * @param to the target, for messages
   * @param name one of the names, which need not be there any more
   * @param reached what a failure leaves
   * @throws MoveException if that fails
   */
  public void store(Place from, Place to, Place name, MoveState reached) throws MoveException {
    MoveContext move = context(from, to);
    move.reached(reached);
    try {
      Syncing.directoryOf(move, name);
    } catch (IOException e) {
      throw Failures.of(move, e);
    }
  }

  /**
   * Lets the owner into a directory that was just made. A default ACL of the one above it, or the
   * umask, may have left them without some permission.
   *
   * @param directory open for reading, or as a handle ({@code O_PATH}) if that was denied
   * @throws ErrnoException if it can't be done
   */
  public void letOwnerIn(Fd directory) throws ErrnoException {
    DataCalls data = calls.data();
    if ((data.fstat(directory).permissions() & PRIVATE_MODE) == PRIVATE_MODE) {
      return;
    }
    try {
      data.fchmod(directory, PRIVATE_MODE);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EBADF) { // what fchmod(2) says of a handle
        throw e;
      }
      calls.paths().fchmodat(Fd.CWD, ProcPaths.of(directory), PRIVATE_MODE);
    }
  }

  /**
   * Gives a directory the metadata of the image's. To be called after the last child, also when one
   * of them failed: a directory that nobody may enter would be worse than one with a file missing.
   *
   * @param from the directory of the image
   * @param source the same, open for reading
   * @param facts what it was before anything was taken out of it
   * @param to the directory of the root
   * @param target the same, open for reading
   * @return what could not be kept
   * @throws MoveException if it can't be set
   */
  public List<MoveWarning> applyMetadata(Place from, Fd source, FileStat facts, Place to, Fd target)
      throws MoveException {
    MoveContext move = context(from, to);
    try {
      InodeHandle inode = handle(target, to);
      metadata.apply(move, inode, facts, XattrFile.open(source, from.shown()));
      // Not before the children are made, which would get some of the flags too.
      InodeFlagCopy flags = InodeFlagCopy.between(move, source, target);
      flags.beforeContents();
      flags.afterContents();
      metadata.setTimes(move, inode, facts);
      Syncing.file(move, target);
      move.reached(MoveState.SOURCE_LEFT);
      return List.copyOf(move.warnings());
    } catch (IOException e) {
      throw Failures.of(move, e);
    }
  }

  /**
   * Gives a directory that was made as much of the metadata as it takes, after {@link
   * #applyMetadata} has failed at a part of it: nobody takes it away again, and with its private
   * mode those would be kept out whom it is for.
   *
   * @param from the directory of the image
   * @param source the same, open for reading
   * @param facts what it was before anything was taken out of it
   * @param to the directory of the root
   * @param target the same, open for reading
   */
  public void applyWhatCanBe(Place from, Fd source, FileStat facts, Place to, Fd target) {
    MoveContext move = context(from, to, PartialMetadata.tolerating(options));
    partialMetadata.apply(move, handle(target, to), facts, source);
  }

  private InodeHandle handle(Fd target, Place to) {
    return new InodeHandle.OpenFile(calls, target, to);
  }

  private MoveContext context(Place from, Place to) {
    return context(from, to, options);
  }

  private MoveContext context(Place from, Place to, MoveOptions how) {
    return new MoveContext(
        calls,
        from,
        to,
        HardLinks.of(List.of()),
        how,
        Disposal.KEEP,
        TempNaming.OF_PROCESS,
        DirectoryPair.ofOne());
  }
}
