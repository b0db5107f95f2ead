// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.XattrFlag;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;

/** Makes files of all kinds, with metadata that is easily lost. */
public final class SampleFiles {
  /** Exact to the ns, and long ago, so that every later write is seen. */
  static final Timespec MTIME = new Timespec(1_111_111_111, 123_456_789);

  /** In the future, so that reading never changes it, not even of a link. */
  static final Timespec ATIME = new Timespec(2_011_111_111, 987_654_321);

  /** For tests that have to know which calls copy the contents. */
  static final MoveOptions BY_READ_WRITE =
      MoveOptions.builder()
          .copy(CopyOptions.builder().methods(Set.of(CopyMethod.READ_WRITE)).build())
          .build();

  /** An owner that no test runs as. */
  static final int STRANGER = 54_321;

  /** u::rw- u:54321:r-- g::r-- m::rw- o::--- */
  private static final byte[] ACL =
      HexFormat.of()
          .parseHex(
              "02000000"
                  + "01000600ffffffff"
                  + "02000400"
                  + "31d40000"
                  + "04000400ffffffff"
                  + "10000600ffffffff"
                  + "20000000ffffffff");

  /** Of the named user in the ACL, behind the header, an entry, a tag and permissions. */
  private static final int USER_AT = 4 + 8 + 4;

  /** cap_net_bind_service+ep */
  private static final byte[] CAPABILITY =
      HexFormat.of().parseHex("0100000200040000000000000000000000000000");

  private static final Syscalls CALLS = Syscalls.system();

  private SampleFiles() {}

  /** An ACL with one user more, for files, and as a default for directories. */
  public static byte[] acl() {
    return ACL.clone();
  }

  /**
   * The same for another user.
   *
   * @param uid the user
   * @return hexadecimal digits
   */
  public static String aclOf(int uid) {
    byte[] acl = acl();
    ByteBuffer.wrap(acl).order(ByteOrder.LITTLE_ENDIAN).putInt(USER_AT, uid);
    return HexFormat.of().formatHex(acl);
  }

  /** Bytes that are the same each time, and never all zero. */
  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  static void regular(Path file, int length) throws IOException {
    Files.write(file, bytes(length));
    chmod(file, 0640);
    stamp(file);
  }

  /** Two extents of 4 KiB in 200 KiB, with a hole at the end. */
  static void sparse(Path file) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(16 * 1024);
      out.write(bytes(4096));
      out.seek(100 * 1024);
      out.write(bytes(4096));
      out.setLength(200 * 1024);
    }
    stamp(file);
  }

  /** Attributes, ACL, setuid; as root with another owner too, and a capability. */
  static void rich(Path file) throws IOException {
    Files.write(file, bytes(1000));
    attribute(file, "user.colour", "blue".getBytes(StandardCharsets.UTF_8));
    attribute(file, "user.empty", new byte[0]);
    attribute(file, "system.posix_acl_access", ACL);
    if (Requirements.isRoot()) {
      chown(file, STRANGER, STRANGER + 1);
      attribute(file, "trusted.secret", new byte[] {0, 1, (byte) 0xff});
      attribute(file, "security.capability", CAPABILITY);
    }
    chmod(file, 04660);
    stamp(file);
  }

  static void symlink(Path file) throws IOException {
    Files.createSymbolicLink(file, Path.of("some/where else"));
    if (Requirements.isRoot()) {
      chown(file, STRANGER, STRANGER + 1);
      attribute(file, "trusted.secret", new byte[] {1});
    }
    stamp(file);
  }

  static void fifo(Path file) throws IOException {
    CALLS.paths().mknodat(Fd.CWD, RawPath.of(file), FileType.FIFO, 0600, 0);
    if (Requirements.isRoot()) {
      chown(file, STRANGER, STRANGER + 1);
      attribute(file, "trusted.secret", new byte[] {2});
    }
    chmod(file, 0620);
    stamp(file);
  }

  static void noDump(Path file) throws IOException {
    Files.write(file, bytes(10));
    try (Fd fd = CALLS.paths().openat(Fd.CWD, RawPath.of(file), OpenFlags.READ_ONLY, 0)) {
      CALLS.data().setInodeFlags(fd, CALLS.data().getInodeFlags(fd).with(InodeFlags.NO_DUMP));
    } catch (ErrnoException e) {
      Requirements.need(false, "inode flags on " + file.getParent());
    }
    stamp(file);
  }

  static void directory(Path file) throws IOException {
    Files.createDirectory(file);
    Files.write(file.resolve("child"), bytes(10));
    chmod(file, 02750);
    stamp(file);
  }

  /** The earlier holder of the target's name. */
  static void old(Path file) throws IOException {
    Files.writeString(file, "the old target");
    attribute(file, "user.old", new byte[] {1});
    chmod(file, 0444);
    stamp(file);
  }

  /** Sets an attribute of the file itself; skips the test where there are none. */
  public static void attribute(Path file, String name, byte[] value) throws IOException {
    try {
      CALLS.xattrs().lsetxattr(RawPath.of(file), XattrName.of(name), value, XattrFlag.SET);
    } catch (ErrnoException e) {
      Requirements.need(false, name + " on " + file.getParent() + " (" + e.getMessage() + ")");
    }
  }

  /** Follows links. */
  public static void chmod(Path file, int mode) throws IOException {
    CALLS.paths().fchmodat(Fd.CWD, RawPath.of(file), mode);
  }

  /** Doesn't follow links. */
  public static void chown(Path file, int uid, int gid) throws IOException {
    CALLS.paths().fchownat(Fd.CWD, RawPath.of(file), uid, gid, AtFlags.SYMLINK_NOFOLLOW);
  }

  /** Gives a file, or a link itself, times that are exact to the ns. */
  public static void stamp(Path file) throws IOException {
    CALLS.paths().utimensat(Fd.CWD, RawPath.of(file), ATIME, MTIME, AtFlags.SYMLINK_NOFOLLOW);
  }
}
