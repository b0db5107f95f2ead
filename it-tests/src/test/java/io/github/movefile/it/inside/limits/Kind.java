// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.limits;

import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.util.Locale;

/** The kinds of file systems that have limits on a device. */
enum Kind {
  EXT4,
  BTRFS,
  XFS;

  private static final long MIB = 1 << 20;

  private LoopFileSystem.Plan plan() {
    return LoopFileSystem.of(name().toLowerCase(Locale.ROOT));
  }

  /**
   * The smallest that serves: ext4 in blocks of 1 KiB and without root's reserve, btrfs with data
   * and metadata in one, xfs as small as mkfs.xfs makes it.
   */
  LoopFileSystem.Plan small() {
    return switch (this) {
      case EXT4 -> plan().size(64 * MIB).making("-m", "0");
      case BTRFS -> plan().size(128 * MIB).making("--mixed");
      case XFS -> plan().size(300 * MIB);
    };
  }

  /** Of 512 MiB, in blocks of 4 KiB. */
  LoopFileSystem.Plan large() {
    return this == EXT4 ? plan().making("-b", "4096") : plan();
  }
}
