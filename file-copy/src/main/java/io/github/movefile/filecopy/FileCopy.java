// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import io.github.movefile.filecopy.internal.FdCopy;
import io.github.movefile.filecopy.internal.NativePathCopy;
import io.github.movefile.filecopy.internal.PathCopy;
import io.github.movefile.filecopy.internal.PortableCopy;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.NativeLayer;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Copies the contents of one regular file to another: shares the blocks where the file system can,
 * keeps the holes, copies inside the kernel where that is fast, and reads and writes elsewhere. A
 * method that fails is followed by the next one at the byte that was reached.
 *
 * <p>A source that changes meanwhile is no failure: {@link CopyResult#source()} tells, and the copy
 * always ends, also when the source grows for ever.
 *
 * <p>Thread-safe. Each thread has a buffer of 128 KiB, which is reused, and so has each of the
 * threads that help with large files, see {@link CopyOptions#parallel}.
 */
public final class FileCopy {
  private final PathCopy paths;
  private final Optional<FdCopy> contents;

  private FileCopy(PathCopy paths, Optional<FdCopy> contents) {
    this.paths = paths;
    this.contents = contents;
  }

  /**
   * The service of this process: by system calls where there are any, else the portable way.
   *
   * @return the same at every call, so that what the kernel lacks is found out once
   */
  public static FileCopy create() {
    return Shared.INSTANCE;
  }

  /**
   * A service over chosen system calls.
   *
   * @param calls made again after signals (EINTR)
   * @return a new one, which knows nothing of what another one found the kernel to lack
   */
  public static FileCopy using(Syscalls calls) {
    return over(calls.restarting());
  }

  /**
   * A service without system calls, by the JDK and Commons IO: it copies paths only, can't see
   * holes and says so in the result.
   *
   * @return a new one
   */
  public static FileCopy portable() {
    return portable("the portable way was chosen");
  }

  private static FileCopy over(Syscalls calls) {
    FdCopy contents = new FdCopy(calls.data());
    return new FileCopy(new NativePathCopy(calls, contents), Optional.of(contents));
  }

  private static FileCopy portable(String reason) {
    return new FileCopy(new PortableCopy(reason), Optional.empty());
  }

  /**
   * Copies to a new file, with mode 0666 less the umask. If that fails or is cancelled, the new
   * file is removed again; nothing else is ever removed.
   *
   * @param source a regular file, or a symlink to one
   * @param target a name that must not exist, not even as a symlink
   * @param options how
   * @return what was done
   * @throws java.nio.file.FileAlreadyExistsException if the target exists
   * @throws java.nio.file.NoSuchFileException if the source, or the target's directory, doesn't
   *     exist
   * @throws java.nio.file.FileSystemException if either can't be opened, or the source isn't a
   *     regular file
   * @throws FileCopyException if the contents can't be copied
   * @throws CopyCancelledException if the options' cancellation asked for that
   * @throws IOException if a portable copy fails
   */
  public CopyResult copy(Path source, Path target, CopyOptions options) throws IOException {
    return paths.copy(source, target, options);
  }

  /**
   * Copies between open files. On failure the target holds a part; its owner discards it.
   *
   * @param source a regular file, open for reading; its position is undefined afterwards
   * @param target an empty regular file, open for writing, not {@code O_APPEND}; its position is
   *     undefined afterwards
   * @param options how
   * @return what was done
   * @throws FileCopyException if a call failed and no plainer way is left
   * @throws CopyCancelledException if the options' cancellation asked for that
   * @throws IllegalArgumentException if the source isn't a regular file
   * @throws UnsupportedOperationException if this is the portable service
   */
  public CopyResult copy(Fd source, Fd target, CopyOptions options) throws FileCopyException {
    return contents().copy(source, target, options);
  }

  /**
   * As {@link #copy(Fd, Fd, CopyOptions)}, for a caller that looked at the source already and will
   * look again: that is two system calls less. Only a change that the copy runs into is told by
   * {@link CopyResult#source()}, and the length is that of the facts if the file was shared.
   *
   * @param source as above
   * @param sourceFacts what the source was just now
   * @param target as above, and at its start, where a file is that was just made
   * @param options how
   * @return what was done
   * @throws FileCopyException if a call failed and no plainer way is left
   * @throws CopyCancelledException if the options' cancellation asked for that
   * @throws IllegalArgumentException if the source isn't a regular file
   * @throws UnsupportedOperationException if this is the portable service
   */
  public CopyResult copy(Fd source, FileStat sourceFacts, Fd target, CopyOptions options)
      throws FileCopyException {
    return contents().copy(source, sourceFacts, target, options, false);
  }

  private FdCopy contents() {
    if (contents.isEmpty()) {
      throw new UnsupportedOperationException("open files need system calls");
    }
    return contents.get();
  }

  private static final class Shared {
    static final FileCopy INSTANCE = forThisProcess();

    private static FileCopy forThisProcess() {
      NativeLayer layer = NativeLayer.probe();
      if (layer instanceof NativeLayer.Present present) {
        return over(present.syscalls());
      }
      return portable(((NativeLayer.Absent) layer).reason());
    }
  }
}
