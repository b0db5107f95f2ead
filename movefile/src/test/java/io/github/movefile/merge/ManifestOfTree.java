// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes manifests of trees as a merge would, by other means. */
final class ManifestOfTree {
  private ManifestOfTree() {}

  /** All entries below a directory, files with MD5 and SHA-256. */
  static List<ManifestEntry> entries(Path top) throws IOException {
    List<ManifestEntry> entries = new ArrayList<>();
    int prefix = RawPath.of(top).length() + 1;
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.filter(f -> !f.equals(top)).toList()) {
        entries.add(entry(RawPath.of(file).tail(prefix), file));
      }
    }
    return entries;
  }

  private static ManifestEntry entry(RawPath path, Path file) throws IOException {
    RawPath raw = RawPath.of(file);
    FileStat is = Syscalls.system().paths().statx(Fd.CWD, raw, AtFlags.SYMLINK_NOFOLLOW);
    boolean isDevice = is.type() == FileType.BLOCK_DEVICE || is.type() == FileType.CHARACTER_DEVICE;
    return new ManifestEntry(
        path,
        is.type(),
        is.permissions(),
        is.uid(),
        is.gid(),
        is.isRegular() ? is.size() : 0,
        is.mtime(),
        isDevice ? is.rdev() : 0,
        is.isSymlink()
            ? Optional.of(Syscalls.system().paths().readlinkat(Fd.CWD, raw))
            : Optional.empty(),
        is.isRegular()
            ? Map.of("MD5", digest(file, "MD5"), "SHA-256", digest(file, "SHA-256"))
            : Map.of());
  }

  private static Digest digest(Path file, String algorithm) throws IOException {
    try {
      return Digest.of(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Written and read back; without what the format can't tell. */
  static ManifestReader reader(
      Function<OutputStream, ManifestWriter> format, List<ManifestEntry> entries)
      throws IOException {
    return ManifestReader.of(new ByteArrayInputStream(bytes(format, entries)));
  }

  static byte[] bytes(Function<OutputStream, ManifestWriter> format, List<ManifestEntry> entries)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ManifestWriter writer = format.apply(out)) {
      for (ManifestEntry entry : entries) {
        try {
          writer.write(entry);
        } catch (UntellableEntryException e) {
          // a name with a line end
        }
      }
    }
    return out.toByteArray();
  }
}
