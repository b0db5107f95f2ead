// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.FileCopyException;
import io.github.movefile.filecopy.LeaseBreak;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/** Copies from name to name by system calls. Thread-safe. */
public final class NativePathCopy implements PathCopy {
  /** A FIFO that is in the place of the file must not make us wait for its writer. */
  private static final OpenFlags TO_READ =
      OpenFlags.READ_ONLY.with(OpenFlags.NONBLOCK).with(OpenFlags.NO_CONTROLLING_TERMINAL);

  private final Syscalls calls;
  private final FdCopy contents;

  /**
   * Copies by some system calls.
   *
   * @param calls restarted after signals
   * @param contents what copies between the open files
   */
  public NativePathCopy(Syscalls calls, FdCopy contents) {
    this.calls = calls;
    this.contents = contents;
  }

  @Override
  public CopyResult copy(Path source, Path target, CopyOptions options) throws IOException {
    if (isForeign(source) || isForeign(target)) {
      return new PortableCopy("not a file of the operating system").copy(source, target, options);
    }
    RawPath from = RawPath.of(source);
    RawPath to = RawPath.of(target);
    try (Fd in = LeaseBreak.openToRead(calls.paths(), Fd.CWD, from, TO_READ)) {
      FileStat facts = calls.data().fstat(in);
      if (!facts.isRegular()) {
        throw new FileSystemException(from.toString(), to.toString(), "not a regular file");
      }
      return copy(in, facts, to, options);
    } catch (FileCopyException e) {
      throw named(e, from, to);
    } catch (ErrnoException e) {
      throw e.toFileSystemException(from, null);
    }
  }

  private CopyResult copy(Fd in, FileStat facts, RawPath to, CopyOptions options)
      throws IOException {
    try (NewTarget target = NewTarget.create(calls, to)) {
      CopyResult result = contents.copy(in, facts, target.fd(), options, true);
      // Before the target is kept: what fails after that would leave it behind.
      in.close();
      target.keep();
      return result;
    }
  }

  private static boolean isForeign(Path path) {
    return !path.getFileSystem().equals(FileSystems.getDefault());
  }

  private static FileCopyException named(FileCopyException e, RawPath from, RawPath to) {
    String files = from + " to " + to + ": ";
    FileCopyException named = new FileCopyException(e.failure(), e.side(), e.offset(), files);
    for (Throwable suppressed : e.getSuppressed()) {
      named.addSuppressed(suppressed);
    }
    return named;
  }
}
