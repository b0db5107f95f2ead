// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import io.github.movefile.it.inside.gnu.Contents.Piece;
import io.github.movefile.it.inside.gnu.FileSpec.Metadata;
import io.github.movefile.it.inside.gnu.FileSpec.Xattr;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrFlag;
import io.github.movefile.syscalls.XattrName;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Makes the world of a plan, the same one each time. Needs root. */
final class WorldBuilder {
  private static final OpenFlags NEW =
      OpenFlags.WRITE_ONLY.with(OpenFlags.CREATE).with(OpenFlags.EXCLUSIVE);
  private static final OpenFlags LOOK = OpenFlags.READ_ONLY.with(OpenFlags.NONBLOCK);

  /** A file system has no such attribute, no room for it, or none for this type of file. */
  private static final Set<Errno> NO_ATTRIBUTE =
      EnumSet.of(
          Errno.EOPNOTSUPP, Errno.ENOTSUPP, Errno.EPERM, Errno.ENOSPC, Errno.E2BIG, Errno.ERANGE);

  private static final int OPEN_MODE = 0755;
  private static final int PRIVATE_MODE = 0700;

  private final Syscalls calls = Syscalls.system();
  private final PathCalls paths = calls.paths();
  private final Site site;
  private final List<FileSpec> files;

  WorldBuilder(Plan plan) {
    this.site = plan.site();
    this.files = plan.files();
  }

  /** Makes everything but the flags, which would be in the way. */
  void build() throws ErrnoException {
    for (String root : site.roots()) {
      paths.mkdirat(Fd.CWD, Latin.path(root), PRIVATE_MODE);
      paths.fchmodat(Fd.CWD, Latin.path(root), OPEN_MODE);
    }
    for (FileSpec file : files) {
      make(file, path(file));
    }
    for (FileSpec file : files) {
      if (!file.isHardLink()) {
        setMetadata(file, path(file));
      }
    }
    setTimes();
  }

  /** Sets the times of all; again, after somebody has read. */
  void setTimes() throws ErrnoException {
    for (FileSpec file : files) {
      if (!file.isHardLink()) {
        Metadata metadata = file.metadata();
        paths.utimensat(
            Fd.CWD, path(file), metadata.atime(), metadata.mtime(), AtFlags.SYMLINK_NOFOLLOW);
      }
    }
  }

  /** Sets the flags; from here on, files with some can't be changed. */
  void setFlags() throws ErrnoException {
    for (FileSpec file : files) {
      if (!file.metadata().flags().isEmpty() && takesFlags(file)) {
        changeFlags(file, file.metadata().flags());
      }
    }
  }

  /** Clears the flags, so that the world can be removed. */
  void clearFlags() throws ErrnoException {
    for (FileSpec file : files) {
      if (!file.metadata().flags().isEmpty() && takesFlags(file)) {
        try {
          changeFlags(file, InodeFlags.NONE);
        } catch (ErrnoException e) {
          if (e.errno() != Errno.ENOENT) { // gone with an append-only file system, or moved
            throw e;
          }
        }
      }
    }
  }

  private static boolean takesFlags(FileSpec file) {
    return file.type() == FileType.REGULAR || file.isDirectory();
  }

  private void changeFlags(FileSpec file, InodeFlags flags) throws ErrnoException {
    try (Fd fd = paths.openat(Fd.CWD, path(file), LOOK, 0)) {
      InodeFlags other =
          new InodeFlags(
              calls.data().getInodeFlags(fd).bits()
                  & ~InodeFlags.IMMUTABLE.with(InodeFlags.APPEND).bits());
      calls.data().setInodeFlags(fd, other.with(flags));
    }
  }

  private RawPath path(FileSpec file) {
    return Latin.path(site.unbound(file.path()));
  }

  private void make(FileSpec file, RawPath path) throws ErrnoException {
    if (file.isHardLink()) {
      RawPath first = Latin.path(site.unbound(file.text()));
      paths.linkat(Fd.CWD, first, Fd.CWD, path, AtFlags.NONE);
      return;
    }
    switch (file.type()) {
      case REGULAR -> write(file.contents(), path);
      case DIRECTORY -> paths.mkdirat(Fd.CWD, path, PRIVATE_MODE);
      case SYMLINK -> paths.symlinkat(Latin.path(file.text()), Fd.CWD, path);
      default -> paths.mknodat(Fd.CWD, path, file.type(), PRIVATE_MODE, file.rdev());
    }
  }

  private void write(Contents contents, RawPath path) throws ErrnoException {
    try (Fd fd = paths.openat(Fd.CWD, path, NEW, PRIVATE_MODE)) {
      calls.data().ftruncate(fd, contents.size());
      for (Piece piece : contents.pieces()) {
        byte[] bytes = piece.bytes();
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        long offset = piece.offset();
        while (buffer.hasRemaining()) {
          offset += calls.data().pwrite(fd, buffer, offset);
        }
      }
    }
  }

  private void setMetadata(FileSpec file, RawPath path) throws ErrnoException {
    Metadata metadata = file.metadata();
    paths.fchownat(Fd.CWD, path, metadata.uid(), metadata.gid(), AtFlags.SYMLINK_NOFOLLOW);
    for (Xattr xattr : metadata.xattrs()) {
      try {
        calls
            .xattrs()
            .lsetxattr(
                path,
                XattrName.of(Latin.bytes(xattr.name())),
                Latin.bytes(xattr.value()),
                XattrFlag.SET);
      } catch (ErrnoException e) {
        if (!NO_ATTRIBUTE.contains(e.errno())) {
          throw e;
        }
      }
    }
    if (file.type() != FileType.SYMLINK) {
      paths.fchmodat(Fd.CWD, path, metadata.mode());
    }
  }
}
