// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import io.github.movefile.move.MoveWarning;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrCalls;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.FileSystemKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All that belongs to a file, as named properties: contents, type, mode, owner, times to the ns,
 * attributes, ACLs, flags, text, device.
 */
public final class FileRecord {
  private static final Syscalls CALLS = Syscalls.system();
  private static final InodeFlags FLAGS = InodeFlags.NO_DUMP.with(InodeFlags.NO_ATIME);
  private static final int MOST_ATTRIBUTES = 65536;

  private final long dev;
  private final long ino;
  private final Map<String, String> properties;

  private FileRecord(FileStat facts, Map<String, String> properties) {
    this.dev = facts.dev();
    this.ino = facts.ino();
    this.properties = properties;
  }

  /**
   * Looks at a file.
   *
   * @param file not followed
   * @return empty if there is none
   */
  public static Optional<FileRecord> find(Path file) throws IOException {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Optional.of(of(file)) : Optional.empty();
  }

  /**
   * Looks at a file.
   *
   * @param file not followed
   */
  public static FileRecord of(Path file) throws IOException {
    RawPath path = RawPath.of(file);
    FileStat facts = CALLS.paths().statx(Fd.CWD, path, AtFlags.SYMLINK_NOFOLLOW);
    Map<String, String> all = new TreeMap<>();
    all.put("type", facts.type().toString());
    all.put("mode", facts.isSymlink() ? "" : Integer.toOctalString(facts.permissions()));
    all.put("owner", facts.uid() + ":" + facts.gid());
    all.put("atime", facts.atime().toString());
    all.put("mtime", facts.mtime().toString());
    all.put("device", Long.toHexString(facts.rdev()));
    attributes(path).forEach((name, value) -> all.put("xattr " + name, value));
    // Contents last: reading may change the time of access.
    if (facts.isSymlink()) {
      all.put("text", CALLS.paths().readlinkat(Fd.CWD, path).toString());
    } else if (facts.isRegular()) {
      all.put("flags", flags(path));
      all.put("contents", facts.size() + " bytes " + digest(Files.readAllBytes(file)));
    } else if (facts.isDirectory()) {
      try (Stream<Path> children = Files.list(file)) {
        all.put("contents", children.map(p -> p.getFileName().toString()).sorted().toList() + "");
      }
    }
    return new FileRecord(facts, all);
  }

  /**
   * The value of a property.
   *
   * @param property such as {@code mode}
   */
  public String get(String property) {
    return Objects.requireNonNull(properties.get(property));
  }

  FileRecord with(String property, String value) {
    Map<String, String> changed = new TreeMap<>(properties);
    changed.put(property, value);
    return new FileRecord(dev, ino, changed);
  }

  private FileRecord(long dev, long ino, Map<String, String> properties) {
    this.dev = dev;
    this.ino = ino;
    this.properties = properties;
  }

  /** The same inode with the same properties. */
  public boolean isUntouchedSince(FileRecord before) {
    return dev == before.dev && ino == before.ino && properties.equals(before.properties);
  }

  /**
   * Whether both are names of one inode.
   *
   * @param other another file
   */
  public boolean isSameInode(FileRecord other) {
    return dev == other.dev && ino == other.ino;
  }

  /**
   * The properties that two files don't share.
   *
   * @param other the other file, perhaps on another file system
   * @return their names
   */
  public Set<String> differencesTo(FileRecord other) {
    Set<String> names = new TreeSet<>(properties.keySet());
    names.addAll(other.properties.keySet());
    names.removeIf(name -> Objects.equals(properties.get(name), other.properties.get(name)));
    return names;
  }

  /** Differences to a source that no warning tells of. */
  Set<String> silentLosses(FileRecord source, Collection<MoveWarning> warnings) {
    Set<String> silent = differencesTo(source);
    for (MoveWarning warning : warnings) {
      silent.removeIf(property -> explains(warning.loss(), property));
    }
    return silent;
  }

  private static boolean explains(Loss loss, String property) {
    return switch (loss) {
      case OWNER -> property.equals("owner");
      case MODE -> property.equals("mode");
      case XATTR, LABEL -> property.startsWith("xattr ");
      case INODE_FLAGS -> property.equals("flags");
      case TIMES -> property.endsWith("time");
      case HARD_LINK, SOURCE_KEPT -> false;
    };
  }

  @Override
  public String toString() {
    return properties.toString();
  }

  private static Map<String, String> attributes(RawPath path) throws ErrnoException {
    Map<String, String> all = new TreeMap<>();
    XattrCalls calls = CALLS.xattrs();
    try {
      byte[] buffer = new byte[MOST_ATTRIBUTES];
      byte[] list = Arrays.copyOf(buffer, calls.llistxattr(path, buffer));
      for (String name : new String(list, StandardCharsets.ISO_8859_1).split("\0", -1)) {
        if (!name.isEmpty() && !name.equals("security.selinux") && !isMadeUp(name, path)) {
          byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
          int length = calls.lgetxattr(path, XattrName.of(bytes), buffer);
          all.put(name, HexFormat.of().formatHex(buffer, 0, length));
        }
      }
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EOPNOTSUPP) {
        throw e;
      }
    }
    return all;
  }

  /** Root sees each ACL of xfs twice; elsewhere the second one must not be there. */
  private static boolean isMadeUp(String name, RawPath path) {
    return name.startsWith("trusted.SGI_ACL_")
        && FileSystemKind.of(path.toPath().getParent()).showsAclsTwice();
  }

  private static String flags(RawPath path) throws ErrnoException {
    try (Fd fd = CALLS.paths().openat(Fd.CWD, path, OpenFlags.READ_ONLY, 0)) {
      return CALLS.data().getInodeFlags(fd).only(FLAGS).toString();
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOTTY || e.errno() == Errno.EOPNOTSUPP) {
        return InodeFlags.NONE.toString();
      }
      throw e;
    }
  }

  private static String digest(byte[] contents) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(contents));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
