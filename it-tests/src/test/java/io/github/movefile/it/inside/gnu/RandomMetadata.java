// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import io.github.movefile.it.inside.gnu.FileSpec.Metadata;
import io.github.movefile.it.inside.gnu.FileSpec.Xattr;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.Timespec;
import java.util.ArrayList;
import java.util.List;

/** Random owners, modes, times and attributes, the common ones more often. */
final class RandomMetadata {
  private static final int NANOS = 1_000_000_000;
  private static final int ALL_MODES = 010000;
  private static final int LONG_VALUE = 300;

  /** Seconds: before 1901, 1901, 1969, 1970, 2038, 2106, 2446 (the last of ext4), 2486 (of xfs). */
  private static final List<Long> BORDERS =
      List.of(
          -3_000_000_000L,
          (long) Integer.MIN_VALUE,
          -1L,
          0L,
          (long) Integer.MAX_VALUE,
          1L << 32,
          15_032_385_535L,
          16_299_260_424L);

  private static final List<Integer> FILE_MODES =
      List.of(
          0644, 0644, 0666, 0755, 0600, 0444, 0444, 0000, 0200, 04755, 02755, 01644, 06777, 07777);
  private static final List<Integer> DIRECTORY_MODES =
      List.of(0755, 0755, 0755, 0700, 0777, 0777, 01777, 02775, 0555, 07777);

  /** Of portage's and of our exclusion; of libattr's too the last one. */
  private static final List<String> EXCLUDED =
      List.of("user.xdg.origin.url", "user.mime_encoding", "user.apache_handler", "user.Beagle.x");

  private static final List<String> FREE =
      List.of(
          "user.plain",
          "user.a b",
          "user.a=b",
          Latin.utf8("user.größe"),
          "user.\u00ff\u00fe",
          "user.new\nline",
          "trusted.note",
          "security.note");

  private final Dice dice;
  private final Users user;

  RandomMetadata(Dice dice, Users user) {
    this.dice = dice;
    this.user = user;
  }

  Metadata of(FileType type) {
    int mode =
        dice.percent(20)
            ? dice.below(ALL_MODES)
            : dice.oneOf(type == FileType.DIRECTORY ? DIRECTORY_MODES : FILE_MODES);
    return with(mode, xattrs(type));
  }

  /** A directory in which mostly something can be done. */
  Metadata ofTop() {
    return dice.percent(25)
        ? of(FileType.DIRECTORY)
        : with(dice.oneOf(0755, 0777, 01777, 02777, 02777), xattrs(FileType.DIRECTORY));
  }

  /** A directory that everybody may enter and nobody is to change. */
  Metadata plain() {
    return new Metadata(0, 0, 0755, time(), time(), List.of(), InodeFlags.NONE);
  }

  private Metadata with(int mode, List<Xattr> xattrs) {
    return new Metadata(owner(), group(), mode, time(), time(), xattrs, InodeFlags.NONE);
  }

  private int owner() {
    return user == Users.ORDINARY
        ? dice.percent(70) ? Users.ORDINARY_ID : dice.oneOf(0, Users.OTHER_ID)
        : dice.oneOf(0, 0, Users.ORDINARY_ID, Users.OTHER_ID, (int) 3_000_000_000L);
  }

  private int group() {
    return user == Users.ORDINARY
        ? dice.oneOf(Users.ORDINARY_ID, Users.SECOND_GROUP, 0, Users.OTHER_ID)
        : dice.oneOf(0, 0, Users.SECOND_GROUP, Users.OTHER_ID, (int) 3_000_000_000L);
  }

  private Timespec time() {
    int nanos = dice.oneOf(0, 1, NANOS - 1, dice.below(NANOS), dice.below(NANOS));
    return dice.percent(20)
        ? new Timespec(dice.oneOf(BORDERS) + dice.below(2), nanos)
        : new Timespec(dice.between(0, 1_700_000_000L), nanos);
  }

  private List<Xattr> xattrs(FileType type) {
    List<Xattr> xattrs = new ArrayList<>();
    while (dice.percent(40)) {
      xattrs.add(new Xattr(dice.oneOf(FREE), value()));
    }
    if (dice.percent(5)) {
      xattrs.add(new Xattr(dice.oneOf(EXCLUDED), value()));
    }
    if (type == FileType.REGULAR && dice.percent(10)) {
      xattrs.add(new Xattr("security.capability", Acls.capability(dice)));
    }
    if (type != FileType.SYMLINK && dice.percent(15)) {
      xattrs.add(new Xattr("system.posix_acl_access", Acls.random(dice)));
    }
    if (type == FileType.DIRECTORY && dice.percent(15)) {
      xattrs.add(new Xattr("system.posix_acl_default", Acls.random(dice)));
    }
    return xattrs;
  }

  private String value() {
    byte[] value = new byte[dice.oneOf(0, 1, dice.below(LONG_VALUE))];
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) dice.bits();
    }
    return Latin.of(value);
  }
}
