// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.internal.journal.DirectoryMetadata;
import io.github.movefile.merge.internal.journal.JournalXattr;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.xattr.XattrFile;
import io.github.movefile.xattr.Xattrs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The metadata of a directory, to be given back to it: all of it, but for the times. */
final class SavedMetadata {
  private static final Set<Errno> NO_FLAGS =
      EnumSet.of(Errno.EOPNOTSUPP, Errno.ENOTSUPP, Errno.ENOSYS, Errno.ENOTTY);

  private SavedMetadata() {}

  /** Reads it. */
  static DirectoryMetadata of(Syscalls calls, Fd directory, FileStat facts) throws IOException {
    Xattrs xattrs = Xattrs.using(calls.xattrs());
    XattrFile file = XattrFile.open(directory, RawPath.DOT);
    List<JournalXattr> saved = new ArrayList<>();
    for (XattrName name : xattrs.list(file)) {
      Optional<byte[]> value = xattrs.get(file, name);
      if (value.isPresent()) {
        saved.add(new JournalXattr(name, value.get()));
      }
    }
    return new DirectoryMetadata(
        facts.permissions(), facts.uid(), facts.gid(), flags(calls, directory).bits(), saved);
  }

  /** Gives it back, where it is another one by now. */
  static void restore(Syscalls calls, Fd directory, DirectoryMetadata saved) throws IOException {
    InodeFlags flags = new InodeFlags(saved.inodeFlags());
    if (!flags(calls, directory).equals(flags)) {
      calls.data().setInodeFlags(directory, flags);
    }
    FileStat now = calls.data().fstat(directory);
    if (now.uid() != saved.uid() || now.gid() != saved.gid()) {
      calls.data().fchown(directory, saved.uid(), saved.gid());
    }
    restoreXattrs(calls, directory, saved);
    if (calls.data().fstat(directory).permissions() != saved.mode()) {
      calls.data().fchmod(directory, saved.mode());
    }
  }

  private static void restoreXattrs(Syscalls calls, Fd directory, DirectoryMetadata saved)
      throws IOException {
    Xattrs xattrs = Xattrs.using(calls.xattrs());
    XattrFile file = XattrFile.open(directory, RawPath.DOT);
    Set<XattrName> more = new HashSet<>(xattrs.list(file));
    for (JournalXattr xattr : saved.xattrs()) {
      more.remove(xattr.name());
      Optional<byte[]> now = xattrs.get(file, xattr.name());
      if (now.isEmpty() || !Arrays.equals(now.get(), xattr.value())) {
        xattrs.set(file, xattr.name(), xattr.value());
      }
    }
    for (XattrName name : more) {
      xattrs.remove(file, name);
    }
  }

  private static InodeFlags flags(Syscalls calls, Fd directory) throws ErrnoException {
    try {
      return calls.data().getInodeFlags(directory);
    } catch (ErrnoException e) {
      if (!NO_FLAGS.contains(e.errno())) {
        throw e;
      }
      return InodeFlags.NONE;
    }
  }
}
