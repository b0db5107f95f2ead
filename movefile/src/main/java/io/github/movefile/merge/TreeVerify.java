// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.merge.internal.verify.VerifyRun;
import io.github.movefile.syscalls.NativeAbsentException;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;

/**
 * Compares a root with what was merged into it, attribute by attribute, and changes nothing. What
 * the root has besides is no difference. Nothing outside the root is looked at: symbolic links are
 * followed inside it only, and only for directories. Thread-safe.
 *
 * <p>What can't be read is a difference of its own, {@link Attribute#UNREADABLE}, and the
 * comparison goes on. Times of access stay where the kernel permits it; FIFOs and devices aren't
 * opened. A few descriptors are open at a time, however deep the tree is.
 */
public final class TreeVerify {
  private final Syscalls calls;

  private TreeVerify(Syscalls calls) {
    this.calls = calls;
  }

  /**
   * Over the system calls of this process.
   *
   * @return a new instance
   * @throws NativeAbsentException if this process can't make system calls
   */
  public static TreeVerify create() {
    return using(Syscalls.system());
  }

  /**
   * Over given system calls, such as wrapped ones.
   *
   * @param calls how files are reached
   * @return a new instance
   */
  public static TreeVerify using(Syscalls calls) {
    return new TreeVerify(calls);
  }

  /**
   * Compares a root with an image, which was kept or is unpacked again: type, contents byte for
   * byte, mode, owner, time, link text, device, extended attributes and ACLs, and that names of one
   * file are names of one file. Of {@code image} and {@code root} themselves only what is in them.
   *
   * @param root the directory that is compared
   * @param image what it should have
   * @param options how
   * @return the sums; the listener of the options hears of each difference
   * @throws java.nio.file.FileSystemException if one of the two can't be opened as a directory
   * @throws IOException what the listener throws
   */
  public VerifyReport verify(RawPath root, RawPath image, VerifyOptions options)
      throws IOException {
    return VerifyRun.againstImage(calls, root, image, options);
  }

  /**
   * Compares a root with a manifest, in all that its format tells: JSON Lines type, size, digests
   * if there are some, mode, owner, time, link text, device; CONTENTS type, MD5 and seconds of
   * files, text and seconds of links.
   *
   * @param root the directory that is compared
   * @param manifest read to its end; not closed
   * @param options how
   * @return the sums; the listener of the options hears of each difference
   * @throws java.nio.file.FileSystemException if the root can't be opened as a directory
   * @throws MalformedManifestException at a line that can't be read; what was before it was
   *     compared
   * @throws IOException if the manifest can't be read, or what the listener throws
   */
  public VerifyReport verifyManifest(RawPath root, ManifestReader manifest, VerifyOptions options)
      throws IOException {
    return VerifyRun.againstManifest(calls, root, manifest, options);
  }
}
