// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.XattrName;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * A call on extended attributes failed. The message names the file, the attribute, the system call
 * and errno: {@code '/a/b': attribute user.x: fsetxattr: ENOSPC (No space left on device)}. The
 * cause is the {@link ErrnoException}.
 */
public final class XattrException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  // Bytes, since an exception is serializable and a RawPath isn't.
  private final byte[] file;
  private final byte @Nullable [] attribute;
  private final ErrnoException failure;

  XattrException(RawPath file, @Nullable XattrName attribute, ErrnoException failure) {
    super(file.toString(), null, reason(attribute, failure));
    this.file = file.bytes();
    this.attribute = attribute == null ? null : attribute.bytes();
    this.failure = failure;
    initCause(failure);
  }

  static String message(RawPath file, @Nullable XattrName attribute, ErrnoException failure) {
    return file.quoted() + ": " + reason(attribute, failure);
  }

  private static String reason(@Nullable XattrName attribute, ErrnoException failure) {
    return attribute == null
        ? "attributes: " + failure.getMessage()
        : "attribute " + attribute + ": " + failure.getMessage();
  }

  /**
   * The file that the call was about.
   *
   * @return the name of its {@link XattrFile}; {@link #getFile()} is the same, printable
   */
  public RawPath file() {
    return RawPath.of(file);
  }

  /**
   * The attribute that the call was about.
   *
   * @return its name, or null if the names couldn't be listed
   */
  public @Nullable XattrName attribute() {
    return attribute == null ? null : XattrName.of(attribute);
  }

  /**
   * The system call that failed.
   *
   * @return such as {@code fsetxattr}
   */
  public String call() {
    return failure.call();
  }

  /**
   * Why it failed.
   *
   * @return the constant, {@link Errno#UNKNOWN} for a number without a name
   */
  public Errno errno() {
    return failure.errno();
  }

  /**
   * The failure itself.
   *
   * @return the cause of this exception
   */
  public ErrnoException failure() {
    return failure;
  }

  @Override
  public String getMessage() {
    return message(file(), attribute(), failure);
  }
}
