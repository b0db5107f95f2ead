// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.FileReasons;
import io.github.movefile.merge.ManifestEntry;
import io.github.movefile.merge.ManifestWriter;
import io.github.movefile.syscalls.Processes;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The file of a manifest. It is written beside its place, and put there by {@link #publish}: until
 * then, and without it, what was there stays. What is no regular file, such as a FIFO or a link, is
 * written to at once. For one thread at a time.
 */
final class ManifestFile implements AutoCloseable {
  private static final String PREFIX = ".movefile-manifest-";

  private final RawPath file;
  private final ManifestWriter writer;
  private final @Nullable Object replaced;
  private @Nullable Path temp;
  private boolean isOpen = true;

  private ManifestFile(RawPath file, ManifestWriter writer, @Nullable Path temp) {
    this.file = file;
    this.writer = writer;
    this.temp = temp;
    replaced = inode(file.toPath());
  }

  /** Null if there is none. */
  private static @Nullable Object inode(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .fileKey();
    } catch (IOException e) {
      return null; // who writes there will say why
    }
  }

  /**
   * Opens it.
   *
   * @throws IOException if it can't be written; the message names the file
   */
  static ManifestFile open(RawPath file, Function<OutputStream, ManifestWriter> format)
      throws IOException {
    Path target = file.toPath();
    try {
      if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
        // Who may not write to it must not replace it either, and should hear so now.
        Files.newOutputStream(target, StandardOpenOption.WRITE).close();
        ManifestFile opened = beside(file, format);
        opened.takePermissionsOf(target);
        return opened;
      }
      return Files.notExists(target, LinkOption.NOFOLLOW_LINKS)
          ? beside(file, format)
          : new ManifestFile(file, format.apply(Files.newOutputStream(target)), null);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static ManifestFile beside(RawPath file, Function<OutputStream, ManifestWriter> format)
      throws IOException {
    for (int number = 0; ; number++) {
      String name = PREFIX + Processes.self() + "-" + number;
      Path temp = file.toPath().resolveSibling(name);
      try {
        OutputStream out =
            Files.newOutputStream(temp, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new ManifestFile(file, format.apply(out), temp);
      } catch (FileAlreadyExistsException e) {
        // of another merge in this process, or of one that was killed: the next name
      }
    }
  }

  private void takePermissionsOf(Path target) throws IOException {
    try {
      if (temp != null) {
        Files.setPosixFilePermissions(temp, Files.getPosixFilePermissions(target));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Writes what the root has. */
  void write(ManifestEntry entry) throws IOException {
    writer.write(entry);
  }

  /**
   * Ends it, and puts it in its place.
   *
   * @throws IOException if it can't be, or if there is another file by now, as of the image, by a
   *     path through a link of the root; the message names the file, and where the manifest is if
   *     all of it is there
   */
  void publish() throws IOException {
    closeWriter();
    Path complete = temp;
    if (complete == null) {
      return;
    }
    temp = null;
    String kept = "; it is in " + RawPath.of(complete).quoted();
    if (!Objects.equals(inode(file.toPath()), replaced)) {
      throw new IOException(file.quoted() + ": another file has come there meanwhile" + kept);
    }
    try {
      Files.move(complete, file.toPath(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IOException(failed(file, e).getMessage() + kept, e);
    }
  }

  /** Ends it; one that was not published goes. */
  @Override
  public void close() throws IOException {
    try {
      closeWriter();
    } finally {
      if (temp != null) {
        Files.deleteIfExists(temp);
        temp = null;
      }
    }
  }

  private void closeWriter() throws IOException {
    if (isOpen) {
      isOpen = false;
      try {
        writer.close();
      } catch (IOException e) {
        throw failed(file, e);
      }
    }
  }

  private static IOException failed(RawPath file, IOException e) {
    return new IOException(file.quoted() + ": " + FileReasons.of(e), e);
  }
}
