// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.internal.MergeSession.Trees;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.Discarding;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;

/**
 * Opens image and root, each by the path that the caller gave, and refuses pairs that can't be
 * merged. An image inside its root is no such pair: that is where installers unpack.
 */
final class TreesOpening {
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);
  private static final OpenFlags HANDLE = OpenFlags.PATH.with(OpenFlags.DIRECTORY);

  private final Syscalls calls;
  private final Place image;
  private final Place root;

  private TreesOpening(Syscalls calls, RawPath image, RawPath root) {
    this.calls = calls;
    this.image = Place.of(image);
    this.root = Place.of(root);
  }

  /**
   * Opens both.
   *
   * @param calls how
   * @param image the directory whose contents are merged
   * @param root an existing directory
   * @return both, open
   * @throws MoveException if one can't be opened or is no directory, if both are one, or if the
   *     root is inside the image
   */
  static Trees of(Syscalls calls, RawPath image, RawPath root) throws MoveException {
    return new TreesOpening(calls, image, root).open();
  }

  private Trees open() throws MoveException {
    MoveStep step = MoveStep.OPEN_SOURCE;
    String which = "image: ";
    Fd imageFd = null;
    Fd rootFd = null;
    try {
      imageFd = calls.paths().openat(Fd.CWD, image.path(), DIRECTORY, 0);
      FileStat imageFacts = calls.data().fstat(imageFd);
      step = MoveStep.CREATE_TEMP;
      which = "root: ";
      rootFd = openRoot();
      FileStat rootFacts = calls.data().fstat(rootFd);
      requireApart(imageFacts, rootFd, rootFacts);
      return new Trees(imageFd, image.shown(), imageFacts, rootFd, root.shown(), rootFacts);
    } catch (ErrnoException | MoveException e) {
      IOException told =
          e instanceof ErrnoException call ? new IOException(which + call.getMessage(), call) : e;
      if (imageFd != null) {
        Discarding.closing(imageFd, told);
      }
      if (rootFd != null) {
        Discarding.closing(rootFd, told);
      }
      throw Failing.at(image, root, step, told);
    }
  }

  /** Whoever may not list a directory may still make names in it: then a handle must do. */
  private Fd openRoot() throws ErrnoException {
    try {
      return calls.paths().openat(Fd.CWD, root.path(), DIRECTORY, 0);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EACCES) {
        throw e;
      }
      return calls.paths().openat(Fd.CWD, root.path(), HANDLE, 0);
    }
  }

  private void requireApart(FileStat imageFacts, Fd rootFd, FileStat rootFacts)
      throws MoveException, ErrnoException {
    if (imageFacts.isSameFile(rootFacts)) {
      throw Failing.refused(image, root, MoveFailure.SAME_FILE, "image and root are one directory");
    }
    if (Ancestry.isBelow(calls, imageFacts, rootFd, rootFacts)) {
      throw Failing.refused(
          image, root, MoveFailure.DIRECTORY_INTO_ITSELF, "the root is inside the image");
    }
  }
}
