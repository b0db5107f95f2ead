// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** System calls of Linux on bytes and descriptors, and nothing above them. */
module io.github.movefile.syscalls {
  requires static transitive org.jspecify;
  requires org.jnrproject.jffi;
  requires org.jnrproject.posix;
  // Those of jnr-ffi, below jnr-posix, which can't ask for them: it is an automatic module, and
  // these are not.
  requires org.objectweb.asm.commons;
  requires org.objectweb.asm.util;

  exports io.github.movefile.syscalls;
}
