// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** All samples, in the order of the tables. */
final class Samples {
  static final Sample SMALL = Sample.of("small", "contents of 4 KiB", Inode.file(Contents.PAGE));

  static final Sample DENSE = Sample.of("dense", "contents of 1 MiB", Inode.file(Contents.DENSE));

  static final Sample SPARSE =
      Sample.of("sparse", "holes around 192 KiB in 4 MiB", Inode.file(Contents.SPARSE));

  static final List<Sample> CONTENTS = List.of(SMALL, DENSE, SPARSE);

  private static final int STRANGER = 12345;
  private static final String CHOWN = "only root gives a file to somebody else, chown(2)";

  static final List<Sample> OWNER_AND_MODE =
      List.of(
          Sample.of("owner", "another owner", Inode.file().owner(STRANGER, STRANGER).mode(0644))
              .why(CHOWN),
          Sample.of("owner-highest", "owner 4294967294", Inode.file().owner(-2, -2).mode(0644))
              .why(CHOWN),
          Sample.of("mode", "mode 0641", Inode.file().mode(0641)),
          Sample.of("mode-none", "mode 0000", Inode.file().mode(0))
              .why("only root may read it, and a copy has to"),
          Sample.of("setid", "setuid, setgid", Inode.file().mode(06755)),
          Sample.of(
                  "setid-of-another",
                  "setuid, setgid of another owner",
                  Inode.file().owner(STRANGER, STRANGER).mode(06755))
              .why(CHOWN + "; setuid for another than it was meant for would be an attack"),
          Sample.of("sticky", "sticky", Inode.file().mode(01755)),
          Sample.of("imposed", "nothing from the target's directory (group, ACL)", Inode.file())
              .intoImposingDirectory());

  private static final byte[] BINARY = {0, (byte) 0xff, '\n', 0};

  /** {@code struct vfs_cap_data}, revision 2: cap_net_raw+ep, capabilities(7). */
  private static final byte[] CAPABILITY =
      HexFormat.of().parseHex("0100000200200000000000000000000000000000");

  private static final String TRUSTED =
      "only root sees it, xattr(7): nobody else can know of the loss";

  private static final String TOO_LARGE =
      "it has to fit into the inode or one block on ext4, into a leaf of 16 KiB on btrfs";

  private static final String OLD_TMPFS = "tmpfs has no `user.*` before Linux 6.6";

  static final List<Sample> ATTRIBUTES =
      List.of(
          attribute("user", "user.colour").why(OLD_TMPFS),
          Sample.of(
                  "user-read-only",
                  "`user.*` of a file of mode 0400",
                  Inode.file().attribute("user.colour", BINARY).mode(0400))
              .why(OLD_TMPFS),
          value(3000).why(OLD_TMPFS),
          value(16_000).why(TOO_LARGE),
          value(60_000).why(TOO_LARGE),
          attribute("trusted", "trusted.colour").why(TRUSTED),
          attribute("security", "security.colour").why("setting it takes CAP_SYS_ADMIN"),
          Sample.of(
                  "capability",
                  "`security.capability`",
                  Inode.file().attribute("security.capability", CAPABILITY))
              .why("setting it takes CAP_SETFCAP"),
          Sample.of("acl", "access ACL", withAcl(Inode.file(), 06)),
          Sample.of("acl-mask", "access ACL that its mask cuts", withAcl(Inode.file(), 04)),
          Sample.of(
                  "left-out", "`user.xdg.*`", Inode.file().attribute("user.xdg.origin.url", BINARY))
              .why("left out by default, as portage does; see `XattrRules`"));

  private static Sample attribute(String key, String name) {
    return Sample.of(key, "`" + key + ".*`", Inode.file().attribute(name, BINARY));
  }

  private static Sample value(int length) {
    byte[] value = new byte[length];
    Arrays.fill(value, (byte) 'x');
    Inode inode = Inode.file().attribute("user.large", value);
    return Sample.of("value-" + length, "`user.*` of " + inBytes(length), inode);
  }

  private static String inBytes(int length) {
    return String.format(Locale.ROOT, "%,d bytes", length);
  }

  /** The mode has the mask where it has the group's bits otherwise, acl(5). */
  private static Inode withAcl(Inode inode, int mask) {
    return inode.mode(0600 | mask << 3).attribute(Acls.ACCESS, Acls.withMask(mask));
  }

  private static final String MKNOD = "making a device takes CAP_MKNOD";

  static final List<Sample> LINKS_AND_NODES =
      List.of(
          Sample.of("link", "symbolic link", Inode.symlink("nowhere")),
          link(1023),
          link(1024).why("xfs takes 1,023 bytes"),
          link(4095).why("xfs takes 1,023 bytes"),
          Sample.of(
                  "link-owner",
                  "another owner of a link",
                  Inode.symlink("x").owner(STRANGER, STRANGER))
              .why(CHOWN),
          Sample.of(
                  "link-attribute",
                  "`trusted.*` of a link",
                  Inode.symlink("x").attribute("trusted.colour", BINARY))
              .why(TRUSTED),
          Sample.of("fifo", "FIFO", Inode.node(FileType.FIFO, 0)),
          Sample.of("fifo-acl", "FIFO with an ACL", withAcl(Inode.node(FileType.FIFO, 0), 06)),
          Sample.of("socket", "socket", Inode.node(FileType.SOCKET, 0)),
          device(FileType.BLOCK_DEVICE, 7, 1).why(MKNOD),
          device(FileType.CHARACTER_DEVICE, 511, 262_143).why(MKNOD),
          device(FileType.CHARACTER_DEVICE, 512, 0)
              .why(MKNOD + "; on xfs a major number has 9 bits"),
          device(FileType.CHARACTER_DEVICE, 1, 262_144)
              .why(MKNOD + "; on xfs a minor number has 18 bits"),
          device(FileType.CHARACTER_DEVICE, 0, 0)
              .why("overlayfs takes it for a white-out, which hides a file"));

  private static Sample link(int length) {
    Inode inode = Inode.symlink("x".repeat(length));
    return Sample.of("link-" + length, "link text of " + inBytes(length), inode);
  }

  private static Sample device(FileType type, int major, int minor) {
    String kind = type == FileType.BLOCK_DEVICE ? "block" : "character";
    String number = major + ":" + minor;
    return Sample.of(
        kind + "-" + major + "-" + minor,
        kind + " device " + number,
        Inode.node(type, FileStat.device(major, minor)));
  }

  private static final byte[] LONGEST_BYTES = new byte[255];

  static {
    Arrays.fill(LONGEST_BYTES, (byte) 0xff);
  }

  static final List<Sample> NAMES_AND_TREES =
      List.of(
          Sample.of("name-255", "name of 255 bytes", Inode.file())
              .named(RawPath.of("x".repeat(LONGEST_BYTES.length))),
          Sample.of("name-bytes", "name of 255 bytes that are no UTF-8", Inode.file())
              .named(RawPath.of(LONGEST_BYTES)),
          Sample.of("hard-links", "two hard links, by `TreeMerge`", Inode.file())
              .named(RawPath.of("first"), RawPath.of("second")),
          Sample.of(
                  "directory",
                  "directory of mode 2750, by `TreeMerge`",
                  Inode.node(FileType.DIRECTORY, 0).mode(02750).attribute("user.colour", BINARY))
              .why(OLD_TMPFS),
          Sample.of(
              "directory-acl",
              "default ACL of a directory, by `TreeMerge`",
              withAcl(Inode.node(FileType.DIRECTORY, 0), 06)
                  .attribute(Acls.DEFAULT, Acls.withMask(06))));

  private static final String NO_FLAGS = "tmpfs of older kernels has no inode flags";
  private static final String ONLY_BTRFS = "only btrfs has such a flag";
  private static final String SEALED = "such a file can't be renamed or removed, ioctl_iflags(2)";

  static final List<Sample> FLAGS =
      List.of(
          flags("nodump", InodeFlags.NO_DUMP).askingForFlags().why(NO_FLAGS),
          flags("noatime", InodeFlags.NO_ATIME).askingForFlags().why(NO_FLAGS),
          flags("sync", InodeFlags.SYNC).askingForFlags().why("tmpfs has no such flag"),
          flags("compress", InodeFlags.COMPRESS)
              .askingForFlags()
              .why("xfs and tmpfs have no such flag"),
          flags("nocompress", InodeFlags.NO_COMPRESS)
              .askingForFlags()
              .why(ONLY_BTRFS + "; ext4 neither sets nor refuses it"),
          flags("NOCOW", InodeFlags.NO_COPY_ON_WRITE).askingForFlags().why(ONLY_BTRFS),
          flags("nodump and NOCOW", InodeFlags.NO_DUMP.with(InodeFlags.NO_COPY_ON_WRITE))
              .askingForFlags()
              .why(ONLY_BTRFS),
          Sample.of(
                  "flags-of-directory",
                  "nodump of a directory, by `TreeMerge`",
                  Inode.node(FileType.DIRECTORY, 0).flags(InodeFlags.NO_DUMP))
              .askingForFlags()
              .why(NO_FLAGS),
          flags("append-only", InodeFlags.APPEND).why(SEALED),
          flags("immutable", InodeFlags.IMMUTABLE).why(SEALED));

  private static Sample flags(String name, InodeFlags flags) {
    String key = "flags-" + Integer.toHexString(flags.bits());
    String label = name + " (`chattr +" + Chattr.letters(flags) + "`)";
    return Sample.of(key, label, Inode.file().flags(flags));
  }

  static final List<Sample> TIMES =
      Stream.of(
              "1850-01-02T03:04:05.123456789Z",
              "1902-01-02T03:04:05.123456789Z",
              "1969-12-31T23:59:58.123456789Z",
              "2001-02-03T04:05:06.123456789Z",
              "2038-01-19T03:14:08.123456789Z",
              "2106-02-07T06:28:16.123456789Z",
              "2446-01-02T03:04:05.123456789Z",
              "2486-01-02T03:04:05.123456789Z",
              "9999-12-31T23:59:59.999999999Z")
          .map(Samples::time)
          .toList();

  private static Sample time(String text) {
    String shown = text.replace('T', ' ').replace("Z", "");
    Inode inode = Inode.file().times(Timespec.of(Instant.parse(text)));
    return Sample.of("time-" + text.substring(0, 4), shown, inode);
  }

  static List<Sample> all() {
    return Stream.of(
            CONTENTS, OWNER_AND_MODE, ATTRIBUTES, LINKS_AND_NODES, NAMES_AND_TREES, FLAGS, TIMES)
        .flatMap(List::stream)
        .toList();
  }

  private Samples() {}
}
