// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** Moves one file, or merges a tree into another. */
module io.github.movefile {
  requires static transitive org.jspecify;
  requires com.grack.nanojson;
  requires transitive io.github.movefile.syscalls;
  requires transitive io.github.movefile.filecopy;
  requires transitive io.github.movefile.xattr;

  exports io.github.movefile.merge;
  exports io.github.movefile.move;
}
