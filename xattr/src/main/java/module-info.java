// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** Extended attributes of files. */
module io.github.movefile.xattr {
  requires static transitive org.jspecify;
  requires transitive io.github.movefile.syscalls;

  exports io.github.movefile.xattr;
}
