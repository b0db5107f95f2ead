// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** System calls of Linux on bytes and descriptors, and nothing above them. */
module io.github.movefile.syscalls {
  requires static transitive org.jspecify;
  requires org.jnrproject.ffi;
  requires org.jnrproject.posix;
  // jnr-ffi's own, which it cannot ask for: it is an automatic module, and these are not.
  requires org.objectweb.asm.commons;
  requires org.objectweb.asm.util;

  exports io.github.movefile.syscalls;

  // jnr-ffi generates the class behind LibC at run time, in the unnamed module.
  opens io.github.movefile.syscalls.internal;
}
