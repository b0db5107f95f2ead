// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.move.internal.Listing;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pending updates of protected files in one directory: {@code ._cfgNNNN_NAME}, as portage names
 * them, with four digits. The directory is listed once. Of one thread.
 *
 * <p>An image may bring entries of such names itself. Their numbers are taken, be they in the root
 * by now or not; but they are no pending updates, so that a plan, which sees a root without them,
 * tells what a merge does. Nor are the names of {@link TakenUpdates}.
 */
final class PendingUpdates {
  private static final byte[] PREFIX = {'.', '_', 'c', 'f', 'g'};
  private static final int DIGITS = 4;
  private static final int HEAD = PREFIX.length + DIGITS + 1;
  private static final int LAST = 9999;
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);

  /** The highest number of a pending update by the name of the file. */
  private final Map<RawPath, Integer> latest = new HashMap<>();

  /** The highest number that is taken. */
  private final Map<RawPath, Integer> highest = new HashMap<>();

  /** Names that this merge gives, which are no pending updates. */
  private final Set<RawPath> given = new HashSet<>(0);

  private PendingUpdates(List<DirectoryEntry> image, Set<RawPath> taken) {
    for (DirectoryEntry entry : image) {
      if (isUpdate(entry.name())) {
        given.add(entry.name());
      }
    }
    given.addAll(taken);
    given.forEach(this::saw);
  }

  /**
   * Lists a directory.
   *
   * @param paths how
   * @param directory any descriptor of it; it is opened anew, so that its position stays
   * @param image what the image has for that directory
   * @param taken names of updates that this merge has given there before, by whichever path
   * @return the updates in it
   * @throws ErrnoException if it can't be listed, as for a user who may not
   */
  static PendingUpdates in(
      PathCalls paths, Fd directory, List<DirectoryEntry> image, Set<RawPath> taken)
      throws ErrnoException {
    PendingUpdates updates = new PendingUpdates(image, taken);
    try (Fd listed = paths.openat(directory, RawPath.DOT, DIRECTORY, 0)) {
      for (DirectoryEntry entry : Listing.of(paths, listed)) {
        updates.saw(entry.name());
      }
    }
    return updates;
  }

  /** In a directory that isn't there yet. */
  static PendingUpdates none(List<DirectoryEntry> image, Set<RawPath> taken) {
    return new PendingUpdates(image, taken);
  }

  private void saw(RawPath entry) {
    int number = number(entry.unsafeBytes());
    if (number >= 0) {
      RawPath file = fileOf(entry);
      highest.merge(file, number, Math::max);
      if (!given.contains(entry)) {
        latest.merge(file, number, Math::max);
      }
    }
  }

  /** The file that an update is of, by its name. */
  static RawPath fileOf(RawPath update) {
    byte[] name = update.unsafeBytes();
    return RawPath.of(Arrays.copyOfRange(name, HEAD, name.length));
  }

  /** Whether a name is that of an update, whatever has it. */
  static boolean isUpdate(RawPath name) {
    return number(name.unsafeBytes()) >= 0;
  }

  /** The number in the name of an update; -1 for a name that is none. */
  private static int number(byte[] name) {
    if (name.length <= HEAD
        || name[HEAD - 1] != '_'
        || !Arrays.equals(name, 0, PREFIX.length, PREFIX, 0, PREFIX.length)) {
      return -1;
    }
    int number = 0;
    for (int i = PREFIX.length; i < HEAD - 1; i++) {
      if (name[i] < '0' || name[i] > '9') {
        return -1;
      }
      number = number * 10 + name[i] - '0';
    }
    return number;
  }

  /**
   * The latest update.
   *
   * @param file the name of a protected file
   * @return the name of its update with the highest number; null if there is none
   */
  @Nullable RawPath latest(RawPath file) {
    Integer number = latest.get(file);
    return number == null ? null : name(file, number);
  }

  /**
   * A name for a further update, which counts as taken from now on.
   *
   * @param file the name of a protected file
   * @return the number behind the highest; the kernel may find it too long (ENAMETOOLONG)
   * @throws FileSystemException if 9999 is taken
   */
  RawPath take(RawPath file) throws FileSystemException {
    int number = highest.getOrDefault(file, -1) + 1;
    if (number > LAST) {
      throw new FileSystemException(
          file.toString(), null, "has 10,000 pending updates; no number is left for another one");
    }
    highest.put(file, number);
    latest.put(file, number);
    return name(file, number);
  }

  private static RawPath name(RawPath file, int number) {
    byte[] bytes = Arrays.copyOf(PREFIX, HEAD + file.length());
    int rest = number;
    for (int i = HEAD - 2; i >= PREFIX.length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    bytes[HEAD - 1] = '_';
    System.arraycopy(file.unsafeBytes(), 0, bytes, HEAD, file.length());
    return RawPath.of(bytes);
  }
}
