// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.verify;

import io.github.movefile.merge.ManifestReader;
import io.github.movefile.merge.VerifyOptions;
import io.github.movefile.merge.VerifyReport;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;

/** One comparison, from opening to the sums. */
public final class VerifyRun {
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);
  private static final OpenFlags HANDLE = OpenFlags.PATH.with(OpenFlags.DIRECTORY);

  private VerifyRun() {}

  /**
   * Compares a root with an image.
   *
   * @param calls how files are reached
   * @param root the directory that is compared
   * @param image what it should have
   * @param options how
   * @return the sums
   * @throws IOException if one of them can't be opened, and what the listener throws
   */
  public static VerifyReport againstImage(
      Syscalls calls, RawPath root, RawPath image, VerifyOptions options) throws IOException {
    try (ReadFd rootFd = open(calls, root, HANDLE);
        ReadFd imageFd = open(calls, image, DIRECTORY)) {
      VerifySession session = new VerifySession(calls, options, rootFd.fd(), root);
      new ImageVerify(session, imageFd.fd(), image).run();
      return session.report();
    }
  }

  /**
   * Compares a root with a manifest.
   *
   * @param calls how files are reached
   * @param root the directory that is compared
   * @param manifest read to its end
   * @param options how
   * @return the sums
   * @throws IOException if the root can't be opened or the manifest not be read, and what the
   *     listener throws
   */
  public static VerifyReport againstManifest(
      Syscalls calls, RawPath root, ManifestReader manifest, VerifyOptions options)
      throws IOException {
    try (ReadFd rootFd = open(calls, root, HANDLE)) {
      VerifySession session = new VerifySession(calls, options, rootFd.fd(), root);
      new ManifestVerify(session, manifest).run();
      return session.report();
    }
  }

  /** For the root a handle will do: it is never listed. */
  private static ReadFd open(Syscalls calls, RawPath directory, OpenFlags flags)
      throws IOException {
    try {
      return new ReadFd(calls.paths().openat(Fd.CWD, directory, flags, 0));
    } catch (ErrnoException e) {
      throw e.toFileSystemException(directory, null);
    }
  }
}
