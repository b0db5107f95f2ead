// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.ExpectedMethod;
import io.github.movefile.merge.SpaceNeed;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FsStat;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up the space that a plan needs on each file system. Of one thread. */
final class SpaceEstimate {
  private static final int SECTOR = 512;

  private final Syscalls calls;
  private final Map<Long, OneFileSystem> fileSystems = new LinkedHashMap<>();

  SpaceEstimate(Syscalls calls) {
    this.calls = calls;
  }

  private static final class OneFileSystem {
    final RawPath directory;
    final FsStat facts;
    long bytes;
    long inodes;
    long freed;

    OneFileSystem(RawPath directory, FsStat facts) {
      this.directory = directory;
      this.facts = facts;
    }

    SpaceNeed need(long device) {
      return new SpaceNeed(
          directory,
          device,
          bytes,
          inodes,
          freed,
          facts.blocks() == 0 ? Long.MAX_VALUE : facts.blocksFree() * facts.blockSize(),
          facts.files() == 0 ? Long.MAX_VALUE : facts.filesFree());
    }
  }

  /** A directory of the root that the walk has come to. */
  void saw(DirectoryNode directory, Fd open) throws ErrnoException {
    if (!fileSystems.containsKey(directory.device())) {
      FsStat facts = calls.paths().fstatfs(open);
      fileSystems.put(directory.device(), new OneFileSystem(directory.path(), facts));
    }
  }

  /** A directory that will be made. */
  void directory(long device) {
    OneFileSystem there = fileSystems.get(device);
    if (there != null) {
      there.bytes += there.facts.blockSize();
      there.inodes++;
    }
  }

  /** A file, link or node that will come in the way that is expected. */
  void file(long device, ExpectedMethod method, FileStat source, @Nullable FileStat replaced) {
    OneFileSystem there = fileSystems.get(device);
    if (there == null) {
      return;
    }
    if (method == ExpectedMethod.COPY || method == ExpectedMethod.RECREATE) {
      there.inodes++;
      there.bytes += wholeBlocks(there, Math.min(source.size(), source.blocks() * SECTOR));
    }
    if (replaced != null && replaced.nlink() == 1 && method != ExpectedMethod.NONE) {
      there.freed += replaced.blocks() * SECTOR;
    }
  }

  private static long wholeBlocks(OneFileSystem there, long bytes) {
    long block = there.facts.blockSize();
    return (bytes + block - 1) / block * block;
  }

  List<SpaceNeed> needs() {
    List<SpaceNeed> needs = new ArrayList<>();
    fileSystems.forEach((device, there) -> needs.add(there.need(device)));
    return List.copyOf(needs);
  }
}
