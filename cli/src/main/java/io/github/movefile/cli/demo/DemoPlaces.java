// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.demo;

import io.github.movefile.cli.shared.FileSystemNames;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FsStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the demonstration takes place.
 *
 * @param first where the image is made
 * @param second another file system, if there is one with room
 */
record DemoPlaces(Place first, Optional<Place> second) {
  private static final String SHARED_MEMORY = "/dev/shm";
  private static final RawPath HERE = RawPath.of(".");

  /** One file system. */
  record Place(RawPath directory, long device, String fileSystem, long freeBytes) {
    static Place of(Syscalls calls, RawPath directory) throws ErrnoException {
      OpenFlags flags = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);
      try (Fd fd = calls.paths().openat(Fd.CWD, directory, flags, 0)) {
        FsStat stat = calls.paths().fstatfs(fd);
        return new Place(
            directory,
            calls.paths().statx(fd, RawPath.of(""), AtFlags.EMPTY_PATH).dev(),
            FileSystemNames.of(stat.type()),
            stat.blocksFree() * stat.blockSize());
      }
    }
  }

  static DemoPlaces choose(Syscalls calls, Optional<RawPath> wanted, long bytesNeeded)
      throws ErrnoException {
    RawPath temporary = RawPath.of(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
    Place first = Place.of(calls, wanted.isPresent() ? wanted.get() : temporary);
    for (RawPath other : List.of(RawPath.of(SHARED_MEMORY), temporary, HERE)) {
      Optional<Place> second = usable(calls, other, bytesNeeded);
      if (second.isPresent() && second.get().device() != first.device()) {
        return new DemoPlaces(first, second);
      }
    }
    return new DemoPlaces(first, Optional.empty());
  }

  private static Optional<Place> usable(Syscalls calls, RawPath directory, long bytesNeeded) {
    try {
      Place place = Place.of(calls, directory);
      boolean good = place.freeBytes() >= bytesNeeded && Files.isWritable(directory.toPath());
      return good ? Optional.of(place) : Optional.empty();
    } catch (ErrnoException e) {
      return Optional.empty(); // there are others
    }
  }
}
