// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.MethodRefusal;
import io.github.movefile.filecopy.Reflink;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import org.apache.commons.io.IOUtils;

/**
 * Copies by the JDK and Commons IO alone: bytes are read and written, holes can't be seen.
 * Thread-safe.
 */
public final class PortableCopy implements PathCopy {
  private static final List<CopyMethod> FASTER =
      List.of(CopyMethod.REFLINK, CopyMethod.COPY_FILE_RANGE, CopyMethod.SENDFILE);

  private static final Set<StandardOpenOption> TO_CREATE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);

  private final String reason;

  /**
   * Copies without system calls.
   *
   * @param reason why there are none
   */
  public PortableCopy(String reason) {
    this.reason = reason;
  }

  @Override
  public CopyResult copy(Path source, Path target, CopyOptions options) throws IOException {
    if (options.reflink() == Reflink.ALWAYS) {
      throw new FileSystemException(
          source.toString(), target.toString(), "a reflink needs system calls: " + reason);
    }
    BasicFileAttributes facts = Files.readAttributes(source, BasicFileAttributes.class);
    if (!facts.isRegularFile()) {
      throw new FileSystemException(source.toString(), target.toString(), "not a regular file");
    }
    SeekableByteChannel out = Files.newByteChannel(target, TO_CREATE);
    try (out;
        SeekableByteChannel in = Files.newByteChannel(source)) {
      return copy(source, in, facts, new PortableTarget(out, options, facts.size()));
    } catch (IOException | RuntimeException | Error e) {
      remove(target, e);
      throw e;
    }
  }

  private CopyResult copy(
      Path source, SeekableByteChannel in, BasicFileAttributes facts, PortableTarget target)
      throws IOException {
    for (CopyMethod each : FASTER) {
      target.tally().refused(new MethodRefusal(each, reason, null));
    }
    copyContents(in, target, facts.size());
    BasicFileAttributes after = Files.readAttributes(source, BasicFileAttributes.class);
    if (target.tally().reached() < facts.size() || !isUnchanged(facts, after)) {
      target.tally().sourceChanged();
      // Once: a file that grows for ever is copied up to the end seen here.
      copyContents(in, target, after.size());
    }
    return target.finish();
  }

  /** Copies from where the target is to an offset, or to the end. */
  private static void copyContents(SeekableByteChannel in, PortableTarget target, long end)
      throws IOException {
    long left = end - target.tally().reached();
    if (left > 0) {
      byte[] buffer = new byte[(int) Math.min(left, CopyBuffer.SIZE)];
      IOUtils.copyLarge(Channels.newInputStream(in), target, 0, left, buffer);
    }
  }

  private static void remove(Path target, Throwable why) {
    try {
      Files.deleteIfExists(target);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private static boolean isUnchanged(BasicFileAttributes before, BasicFileAttributes after) {
    return before.size() == after.size()
        && before.lastModifiedTime().equals(after.lastModifiedTime());
  }
}
