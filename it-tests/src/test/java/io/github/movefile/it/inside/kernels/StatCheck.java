// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every field of a file is what perl (newfstatat) and find(1) tell, whatever becomes of statx(2):
 * where that is ENOSYS the C library itself asks newfstatat, with other errnos MoveFile does.
 */
class StatCheck {
  private static final String FILES =
      """
      cd "$1"
      printf text >file; chmod 6751 file; touch -d '1975-02-03 04:05:06.123456789 UTC' file
      truncate -s 3G large
      mkdir directory; chmod 1733 directory
      ln -s file link; ln -s no/where dangling
      mkfifo fifo
      ! [ "$(id -u)" = 0 ] || { mknod device b 259 70000; chown 4000000000:4000000001 file; }
      touch -h -a -d '2037-01-01' link dangling
      """;

  /** The follow-or-not of both is the first argument: "-H" or "-P". */
  private static final String FACTS =
      """
      perl -e '@s = $ARGV[0] eq "-H" ? stat $ARGV[1] : lstat $ARGV[1];
          print join(" ", @s[0 .. 7, 12, 11]), " "' -- "$1" "$2"
      find "$1" "$2" -maxdepth 0 -printf '%A@ %T@ %C@'
      """;

  private final PathCalls paths = Syscalls.system().paths();

  @TestFactory
  Stream<DynamicTest> fileStats() {
    return Ends.all().stream()
        .map(Ends::target)
        .distinct()
        .flatMap(
            directory ->
                Stream.of(
                    DynamicTest.dynamicTest(
                        "every field of a file in " + directory, () -> assertFields(directory)),
                    DynamicTest.dynamicTest(
                        "every error in " + directory, () -> assertErrors(directory))));
  }

  private void assertFields(Path directory) throws IOException {
    try (Scratch scratch = Scratch.in(directory)) {
      Command.of("sh", "-ec", FILES, "sh", scratch.path().toString()).run().requireSuccess();
      List<String> names = new ArrayList<>(List.of("file", "large", "directory", "link", "fifo"));
      if (Requirements.isRoot()) {
        names.add("device");
      }
      for (String name : names) {
        Path file = scratch.path(name);
        assertThat(text(look(file, AtFlags.NONE))).as(name).isEqualTo(facts("-H", file));
        assertUnfollowed(file);
      }
      assertUnfollowed(scratch.path("dangling"));
      Path file = scratch.path("file");
      try (Fd fd = paths.openat(Fd.CWD, RawPath.of(file), OpenFlags.PATH, 0)) {
        assertThat(text(Syscalls.system().data().fstat(fd))).isEqualTo(facts("-P", file));
      }
    }
  }

  private void assertUnfollowed(Path file) throws ErrnoException {
    assertThat(text(look(file, AtFlags.SYMLINK_NOFOLLOW)))
        .as("%s, not followed", file)
        .isEqualTo(facts("-P", file));
  }

  private void assertErrors(Path directory) throws IOException {
    try (Scratch scratch = Scratch.in(directory)) {
      Command.of("sh", "-ec", FILES, "sh", scratch.path().toString()).run().requireSuccess();
      assertThat(error(scratch.path("missing"))).isEqualTo(Errno.ENOENT);
      assertThat(error(scratch.path("dangling"))).isEqualTo(Errno.ENOENT);
      assertThat(error(scratch.path("file/below"))).isEqualTo(Errno.ENOTDIR);
      assertThat(error(scratch.path("x".repeat(256)))).isEqualTo(Errno.ENAMETOOLONG);
    }
  }

  private Errno error(Path file) {
    return catchThrowableOfType(ErrnoException.class, () -> look(file, AtFlags.NONE)).errno();
  }

  private FileStat look(Path file, AtFlags flags) throws ErrnoException {
    return paths.statx(Fd.CWD, RawPath.of(file), flags);
  }

  private static String facts(String following, Path file) {
    String[] words =
        Command.of("sh", "-ec", FACTS, "sh", following, file.toString())
            .run()
            .requireSuccess()
            .text()
            .split(" ", -1);
    words[0] = device(Long.parseUnsignedLong(words[0]));
    words[6] = device(Long.parseUnsignedLong(words[6]));
    return String.join(" ", words);
  }

  /** As makedev(3) has them: minor in bits 0-7 and 20-43, major in 8-19 and 44-63. */
  private static String device(long number) {
    long major = (number >>> 8 & 0xfff) | (number >>> 32 & ~0xfffL);
    long minor = (number & 0xff) | (number >>> 12 & 0xffffff00L);
    return major + ":" + minor;
  }

  /** In the order of {@link #FACTS}. */
  private static String text(FileStat stat) {
    return String.join(
        " ",
        FileStat.major(stat.dev()) + ":" + FileStat.minor(stat.dev()),
        Long.toString(stat.ino()),
        Integer.toString(stat.mode()),
        Integer.toString(stat.nlink()),
        Integer.toUnsignedString(stat.uid()),
        Integer.toUnsignedString(stat.gid()),
        FileStat.major(stat.rdev()) + ":" + FileStat.minor(stat.rdev()),
        Long.toString(stat.size()),
        Long.toString(stat.blocks()),
        Integer.toString(stat.blockSize()),
        text(stat.atime()),
        text(stat.mtime()),
        text(stat.ctime()));
  }

  /** find(1) has a tenth digit, always 0. */
  private static String text(Timespec time) {
    return String.format("%d.%09d0", time.seconds(), time.nanos());
  }
}
