// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Lists a directory, each entry with its type. */
public final class Listing {
  private static final Comparator<DirectoryEntry> BY_BYTES =
      (a, b) -> Arrays.compareUnsigned(a.name().unsafeBytes(), b.name().unsafeBytes());

  private Listing() {}

  /**
   * Lists a directory.
   *
   * @param paths how it is read
   * @param directory open for reading, at its start
   * @return all entries but {@code .} and {@code ..}, none of an unknown type, in the order of
   *     their names' bytes
   * @throws ErrnoException if it can't be read
   */
  public static List<DirectoryEntry> of(PathCalls paths, Fd directory) throws ErrnoException {
    List<DirectoryEntry> all = new ArrayList<>();
    List<DirectoryEntry> some = paths.getdents64(directory);
    while (!some.isEmpty()) {
      for (DirectoryEntry entry : some) {
        all.add(typed(paths, directory, entry));
      }
      some = paths.getdents64(directory);
    }
    all.sort(BY_BYTES);
    return all;
  }

  /**
   * What a directory has, for who only counts what is no directory.
   *
   * @param directories those in it, as the file system has them
   * @param others how many other entries but {@code .} and {@code ..}
   */
  public record Count(List<DirectoryEntry> directories, int others) {}

  /**
   * Counts.
   *
   * @param paths how it is read
   * @param directory open for reading, at its start
   * @return what it has
   * @throws ErrnoException if it can't be read
   */
  public static Count count(PathCalls paths, Fd directory) throws ErrnoException {
    List<DirectoryEntry> found = new ArrayList<>(0);
    int all = 0;
    for (int n = -1; n != 0; all += n) {
      n = paths.getdents64(directory, found);
    }
    List<DirectoryEntry> directories = new ArrayList<>(found.size());
    for (DirectoryEntry entry : found) {
      DirectoryEntry typed = typed(paths, directory, entry);
      if (typed.type() == FileType.DIRECTORY) {
        directories.add(typed);
      }
    }
    return new Count(directories, all - directories.size());
  }

  private static DirectoryEntry typed(PathCalls paths, Fd directory, DirectoryEntry entry)
      throws ErrnoException {
    return entry.type() == FileType.UNKNOWN ? withType(paths, directory, entry) : entry;
  }

  private static DirectoryEntry withType(PathCalls paths, Fd directory, DirectoryEntry entry)
      throws ErrnoException {
    RawPath name = entry.name();
    FileType type = paths.statx(directory, name, AtFlags.SYMLINK_NOFOLLOW).type();
    return new DirectoryEntry(name, entry.ino(), type);
  }
}
