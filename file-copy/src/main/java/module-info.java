// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** Copies the contents of files. */
module io.github.movefile.filecopy {
  requires static transitive org.jspecify;
  requires transitive io.github.movefile.syscalls;
  requires org.apache.commons.io;

  exports io.github.movefile.filecopy;
}
