// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.verify;

import io.github.movefile.merge.Attribute;
import io.github.movefile.merge.internal.manifest.TypeWords;
import io.github.movefile.move.internal.Discarding;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the root in which entries are looked up: open, or absent, or refused. Closing
 * gives it up.
 */
final class RootDirectory implements AutoCloseable {
  /** With these there is no such directory inside the root. */
  private static final Set<Errno> ABSENT =
      EnumSet.of(
          Errno.ENOENT,
          Errno.ENOTDIR, // a file, or something below a file
          Errno.ELOOP, // a link that may not be followed
          Errno.ENAMETOOLONG); // nothing can have that name here

  private final VerifySession session;
  private final RawPath path;
  private final @Nullable Fd fd;
  private final @Nullable ErrnoException refusal;

  private RootDirectory(
      VerifySession session, RawPath path, @Nullable Fd fd, @Nullable ErrnoException refusal) {
    this.session = session;
    this.path = path;
    this.fd = fd;
    this.refusal = refusal;
  }

  static RootDirectory open(VerifySession session, RawPath path) {
    try {
      Fd fd = session.rootTree().openDirectory(path, session.links());
      return new RootDirectory(session, path, fd, null);
    } catch (ErrnoException e) {
      return new RootDirectory(session, path, null, ABSENT.contains(e.errno()) ? null : e);
    }
  }

  RawPath path() {
    return path;
  }

  RawPath pathOf(RawPath name) {
    return path.length() == 0 ? name : path.resolve(name);
  }

  /**
   * Looks an entry up, and tells what is wrong if it can't be compared further.
   *
   * @param name one component
   * @param type what it should be; UNKNOWN for a node of any kind
   * @return null if it is told already
   */
  @Nullable RootEntry find(RawPath name, FileType type) throws IOException {
    RawPath entry = pathOf(name);
    if (refusal != null) {
      session.unreadable(entry, refusal);
      return null;
    }
    FileStat facts = null;
    if (fd != null) {
      try {
        facts = session.calls().paths().statx(fd, name, AtFlags.SYMLINK_NOFOLLOW);
      } catch (ErrnoException e) {
        if (!ABSENT.contains(e.errno())) {
          session.unreadable(entry, e);
          return null;
        }
      }
    }
    if (fd == null || facts == null) {
      session.differ(entry, Attribute.MISSING, word(type), "nothing");
      return null;
    }
    if (matches(facts.type(), type)) {
      return new RootEntry(new Place(fd, name, session.shownInRoot(entry)), facts, null);
    }
    if (type == FileType.DIRECTORY && facts.isSymlink()) {
      return behindLink(entry);
    }
    session.differ(entry, Attribute.TYPE, word(type), word(facts.type()));
    return null;
  }

  /** The directory that a link of the root leads to, inside the root; null if there is none. */
  private @Nullable RootEntry behindLink(RawPath entry) throws IOException {
    RootDirectory directory = open(session, entry);
    Fd opened = directory.fd;
    if (opened == null) {
      if (directory.refusal != null) {
        session.unreadable(entry, directory.refusal);
      } else {
        session.differ(entry, Attribute.TYPE, word(FileType.DIRECTORY), word(FileType.SYMLINK));
      }
      return null;
    }
    try {
      FileStat facts = session.calls().data().fstat(opened);
      Place place = new Place(opened, RawPath.DOT, session.shownInRoot(entry));
      return new RootEntry(place, facts, new ReadFd(opened));
    } catch (ErrnoException e) {
      Discarding.closing(opened, e);
      session.unreadable(entry, e);
      return null;
    }
  }

  /** CONTENTS says {@code dev} of all that is nothing else. */
  private static boolean matches(FileType found, FileType expected) {
    return found == expected
        || (expected == FileType.UNKNOWN
            && (found == FileType.BLOCK_DEVICE
                || found == FileType.CHARACTER_DEVICE
                || found == FileType.SOCKET));
  }

  private static String word(FileType type) {
    return type == FileType.UNKNOWN ? "device" : TypeWords.of(type);
  }

  @Override
  public void close() {
    if (fd != null) {
      new ReadFd(fd).close();
    }
  }
}
