// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/**
 * A system call failed. This is the one error that the calls of this module throw.
 *
 * <p>Some failures are answers rather than accidents (EXDEV of a rename, ENODATA of an attribute),
 * so that one costs as little as can be: it has no stack trace. At the border of a module it
 * becomes the cause of an exception that has one: see {@link #toFileSystemException}.
 */
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final int code;

  /**
   * A failed call.
   *
   * @param call the name of the system call, such as {@code "renameat"}
   * @param code the number that errno held
   */
  public ErrnoException(String call, int code) {
    this.call = call;
    this.code = code;
  }

  /**
   * A failed call.
   *
   * @param call the name of the system call, such as {@code "renameat"}
   * @param errno why it failed
   */
  public ErrnoException(String call, Errno errno) {
    this(call, errno.code());
  }

  /**
   * The name of the system call.
   *
   * @return such as {@code "renameat"}
   */
  public String call() {
    return call;
  }

  /**
   * Why the call failed.
   *
   * @return the constant, {@link Errno#UNKNOWN} for a number without a name
   */
  public Errno errno() {
    return Errno.of(code);
  }

  /**
   * The number that errno held.
   *
   * @return the raw number, also where it has no name
   */
  public int code() {
    return code;
  }

  @Override
  public String getMessage() {
    Errno errno = errno();
    return errno == Errno.UNKNOWN
        ? call + ": errno " + code
        : call + ": " + errno.name() + " (" + errno.words() + ")";
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /**
   * Translates to the family of {@code java.nio.file}, with this exception as the cause. The type
   * is the one the JDK would have used; the message keeps the call and the errno, which the JDK
   * drops.
   *
   * @param file the file that the call was about
   * @param other a second file, such as the target of a rename, or null
   * @return a NoSuchFileException (ENOENT), AccessDeniedException (EACCES, EPERM),
   *     FileAlreadyExistsException (EEXIST), NotDirectoryException (ENOTDIR),
   *     DirectoryNotEmptyException (ENOTEMPTY), FileSystemLoopException (ELOOP), else a plain
   *     FileSystemException
   */
  public FileSystemException toFileSystemException(RawPath file, @Nullable RawPath other) {
    String a = file.toString();
    String b = other == null ? null : other.toString();
    FileSystemException translated =
        switch (errno()) {
          case ENOENT -> new NoSuchFileException(a, b, getMessage());
          case EACCES, EPERM -> new AccessDeniedException(a, b, getMessage());
          case EEXIST -> new FileAlreadyExistsException(a, b, getMessage());
          case ENOTDIR -> new NotDirectoryException(a);
          case ENOTEMPTY -> new DirectoryNotEmptyException(a);
          case ELOOP -> new FileSystemLoopException(a);
          default -> new FileSystemException(a, b, getMessage());
        };
    translated.initCause(this);
    return translated;
  }
}
