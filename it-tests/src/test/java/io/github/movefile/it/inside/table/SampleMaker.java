// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrFlag;
import io.github.movefile.syscalls.XattrName;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Makes samples, as root. */
final class SampleMaker {
  private static final OpenFlags NEW_FILE =
      OpenFlags.READ_WRITE.with(OpenFlags.CREATE).with(OpenFlags.EXCLUSIVE);

  /**
   * What file systems say of an attribute or a flag that they don't have (EOPNOTSUPP), of one that
   * is too large (ENOSPC, E2BIG), of a link's text that is too long (ENAMETOOLONG), of device
   * numbers (EINVAL, EPERM).
   */
  private static final Set<Errno> IMPOSSIBLE =
      EnumSet.of(
          Errno.EOPNOTSUPP,
          Errno.ENOSPC,
          Errno.E2BIG,
          Errno.ENAMETOOLONG,
          Errno.EINVAL,
          Errno.EPERM);

  /** Nobody may set any other with one of these. */
  private static final InodeFlags SEALING = InodeFlags.IMMUTABLE.with(InodeFlags.APPEND);

  private final Syscalls calls = Syscalls.system();
  private final int mover;

  /**
   * For files of one user.
   *
   * @param mover whose they are unless they say otherwise, and the directories
   */
  SampleMaker(int mover) {
    this.mover = mover;
  }

  /**
   * Makes the directory of a target.
   *
   * @param imposing whether it gives what is made in it a group and an ACL
   */
  void directory(RawPath directory, boolean imposing) throws ErrnoException {
    calls.paths().mkdirat(Fd.CWD, directory, 0700);
    calls.paths().fchownat(Fd.CWD, directory, mover, imposing ? 23456 : mover, AtFlags.NONE);
    calls.paths().fchmodat(Fd.CWD, directory, imposing ? 02755 : 0755);
    if (imposing) {
      set(directory, Acls.DEFAULT, Acls.withMask(06));
    }
  }

  /**
   * Makes a sample, or nothing where the file system can't have such a file.
   *
   * @param directory of its own
   */
  void make(Sample sample, RawPath directory) throws ErrnoException {
    RawPath file = directory.resolve(sample.names().get(0));
    try {
      make(sample.inode(), file);
      for (RawPath name : sample.names().subList(1, sample.names().size())) {
        calls.paths().linkat(Fd.CWD, file, Fd.CWD, directory.resolve(name), AtFlags.NONE);
      }
      if (!hasItsTimes(sample.inode(), file)) {
        remove(file);
      }
    } catch (ErrnoException e) {
      if (!IMPOSSIBLE.contains(e.errno())) {
        throw e;
      }
      remove(file);
    }
  }

  /** Another name of a sample, so that its blocks stay when it is moved away. */
  void witness(Sample sample, RawPath directory) throws ErrnoException {
    RawPath file = directory.resolve(RawPath.of(sample.key())).resolve(sample.names().get(0));
    RawPath witness = directory.resolve(RawPath.of(".witness-" + sample.key()));
    calls.paths().linkat(Fd.CWD, file, Fd.CWD, witness, AtFlags.NONE);
  }

  private boolean hasItsTimes(Inode inode, RawPath file) throws ErrnoException {
    FileStat got = calls.paths().statx(Fd.CWD, file, AtFlags.SYMLINK_NOFOLLOW);
    return got.mtime().equals(inode.mtime()) && got.atime().equals(inode.atime());
  }

  private void remove(RawPath file) throws ErrnoException {
    try {
      calls.paths().unlinkat(Fd.CWD, file, AtFlags.NONE);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  private void make(Inode inode, RawPath file) throws ErrnoException {
    switch (inode.type()) {
      case REGULAR -> write(inode, file);
      case SYMLINK -> calls.paths().symlinkat(inode.text(), Fd.CWD, file);
      case DIRECTORY -> {
        calls.paths().mkdirat(Fd.CWD, file, 0700);
        addFlags(file, inode.flags());
      }
      default -> calls.paths().mknodat(Fd.CWD, file, inode.type(), 0600, inode.rdev());
    }
    calls
        .paths()
        .fchownat(Fd.CWD, file, id(inode.owner()), id(inode.group()), AtFlags.SYMLINK_NOFOLLOW);
    for (Map.Entry<String, byte[]> attribute : inode.attributes().entrySet()) {
      set(file, attribute.getKey(), attribute.getValue());
    }
    if (inode.type() != FileType.SYMLINK) {
      calls.paths().fchmodat(Fd.CWD, file, inode.mode());
    }
    calls.paths().utimensat(Fd.CWD, file, inode.atime(), inode.mtime(), AtFlags.SYMLINK_NOFOLLOW);
    addFlags(file, inode.flags().only(SEALING));
  }

  private int id(int id) {
    return id == Inode.MOVER ? mover : id;
  }

  private void set(RawPath file, String name, byte[] value) throws ErrnoException {
    calls.xattrs().lsetxattr(file, XattrName.of(name), value, XattrFlag.SET);
  }

  /** Of the length from the start: xfs would allocate ahead of a file that grows. */
  private void write(Inode inode, RawPath file) throws ErrnoException {
    try (Fd fd = calls.paths().openat(Fd.CWD, file, NEW_FILE, 0600)) {
      InodeFlags flags = new InodeFlags(inode.flags().bits() & ~SEALING.bits());
      addFlags(fd, flags); // NOCOW is for empty files
      calls.data().ftruncate(fd, inode.contents().length());
      for (int start : inode.contents().starts()) {
        ByteBuffer data = inode.contents().data(start);
        while (data.hasRemaining()) {
          calls.data().pwrite(fd, data, start + data.position());
        }
      }
    }
  }

  private void addFlags(RawPath file, InodeFlags flags) throws ErrnoException {
    if (!flags.isEmpty()) {
      try (Fd fd = calls.paths().openat(Fd.CWD, file, OpenFlags.READ_ONLY, 0)) {
        addFlags(fd, flags);
      }
    }
  }

  private void addFlags(Fd fd, InodeFlags flags) throws ErrnoException {
    if (!flags.isEmpty()) {
      calls.data().setInodeFlags(fd, calls.data().getInodeFlags(fd).with(flags));
      if (!calls.data().getInodeFlags(fd).has(flags)) {
        throw new ErrnoException("ioctl", Errno.EOPNOTSUPP);
      }
    }
  }
}
