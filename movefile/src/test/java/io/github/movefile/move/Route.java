// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

/** From where to where a test moves: within one file system, or across two in both directions. */
enum Route {
  WITHIN_DISK(Side.DISK, Side.DISK),
  DISK_TO_MEMORY(Side.DISK, Side.MEMORY),
  MEMORY_TO_DISK(Side.MEMORY, Side.DISK);

  /** A file system. */
  enum Side {
    DISK,
    MEMORY
  }

  final Side from;
  final Side to;

  Route(Side from, Side to) {
    this.from = from;
    this.to = to;
  }

  /** Whether rename(2) has to answer EXDEV. */
  boolean isAcross() {
    return from != to;
  }
}
