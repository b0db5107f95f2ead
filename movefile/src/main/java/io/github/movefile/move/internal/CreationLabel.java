// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.move.SecurityLabel;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.xattr.XattrFile;
import io.github.movefile.xattr.Xattrs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SELinux context that the kernel gives to what this thread makes next ({@code
 * /proc/thread-self/attr/fscreate}, selinux(8)): set while a temp is made, and cleared after.
 * Setting the label of a finished file instead would leave a moment in which it has another one.
 */
final class CreationLabel implements AutoCloseable {
  private static final RawPath FSCREATE = RawPath.of("/proc/thread-self/attr/fscreate");
  private static final RawPath SELINUX = RawPath.of("/sys/fs/selinux/enforce");
  private static final XattrName ATTRIBUTE = XattrName.of("security.selinux");
  private static final CreationLabel NOTHING = new CreationLabel(null);

  private final @Nullable Syscalls calls;

  private CreationLabel(@Nullable Syscalls calls) {
    this.calls = calls;
  }

  /** Hands the source's context to the kernel, if that is asked for and SELinux is enabled. */
  static CreationLabel of(MoveContext move) throws IOException {
    Syscalls calls = move.calls();
    if (move.options().label() != SecurityLabel.PRESERVE || !isSelinuxEnabled(calls)) {
      return NOTHING;
    }
    XattrFile source = XattrFile.path(move.source().withoutDirectory());
    Optional<byte[]> label = Xattrs.using(calls.xattrs()).get(source, ATTRIBUTE);
    if (label.isEmpty()) {
      return NOTHING;
    }
    try {
      write(calls, label.get());
      return new CreationLabel(calls);
    } catch (ErrnoException e) {
      move.lose(Loss.LABEL, "security label not kept", e);
      return NOTHING;
    }
  }

  /** Without SELinux, the label is an attribute as any other. */
  static void copyAsAttribute(MoveContext move, Xattrs xattrs, XattrFile from, InodeHandle to)
      throws IOException {
    if (move.options().label() != SecurityLabel.PRESERVE || isSelinuxEnabled(move.calls())) {
      return;
    }
    Optional<byte[]> label = xattrs.get(from, ATTRIBUTE);
    if (label.isPresent()) {
      try {
        xattrs.set(to.xattrs(), ATTRIBUTE, label.get());
      } catch (IOException e) {
        ErrnoException cause = e.getCause() instanceof ErrnoException errno ? errno : null;
        move.lose(Loss.LABEL, "security label not kept", cause);
      }
    }
  }

  private static boolean isSelinuxEnabled(Syscalls calls) {
    try {
      calls.paths().statx(Fd.CWD, SELINUX, AtFlags.NONE);
      return true;
    } catch (ErrnoException absent) {
      return false;
    }
  }

  private static void write(Syscalls calls, byte[] label) throws ErrnoException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(label.length).put(label).flip();
    try (Fd fd = calls.paths().openat(Fd.CWD, FSCREATE, OpenFlags.WRITE_ONLY, 0)) {
      calls.data().pwrite(fd, buffer, 0);
    }
  }

  /** Clears the context, so that nothing else that this thread makes gets it. */
  @Override
  public void close() throws ErrnoException {
    if (calls != null) {
      write(calls, new byte[0]);
    }
  }
}
