// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** statx(2), compared with stat(1). */
class StatxTest extends KernelTest {
  /** Everything that stat(1) tells, in the order of {@link #asStatShows}. */
  private static final String ALL = "%Hd:%Ld %i %f %h %u %g %t:%T %s %b %o %.9X %.9Y %.9Z";

  private FileStat lstat(Path file) throws ErrnoException {
    return paths.statx(Fd.CWD, RawPath.of(file), AtFlags.SYMLINK_NOFOLLOW);
  }

  private static String asStatShows(FileStat s) {
    return "%d:%d %d %x %d %d %d %x:%x %d %d %d %s %s %s"
        .formatted(
            FileStat.major(s.dev()),
            FileStat.minor(s.dev()),
            s.ino(),
            s.mode(),
            s.nlink(),
            s.uid(),
            s.gid(),
            FileStat.major(s.rdev()),
            FileStat.minor(s.rdev()),
            s.size(),
            s.blocks(),
            s.blockSize(),
            decimal(s.atime()),
            decimal(s.mtime()),
            decimal(s.ctime()));
  }

  private static String decimal(Timespec t) {
    return "%d.%09d".formatted(t.seconds(), t.nanos());
  }

  @Test
  void everyField_isThatOfStat() throws Exception {
    Path file = temp.file("file", "some bytes");
    Files.createLink(temp.path("second-name"), file);
    shell("touch -d '2001-02-03 04:05:06.123456789' \"$1\"; chmod 6751 \"$1\"", file);
    Path fifo = temp.path("fifo");
    shell("mkfifo -m 0601 \"$1\"", fifo);
    List<Path> files =
        List.of(file, fifo, temp.path(), temp.symlink("link", "file"), Path.of("/dev/null"));
    for (Path each : files) {
      assertThat(asStatShows(lstat(each))).as(each.toString()).isEqualTo(stat(ALL, each));
    }
  }

  @Test
  void deviceNumbers_areThoseOfStatAndMknod() throws Exception {
    Requirements.root();
    int[][] numbers = {
      {1, 3}, {8, 17}, {259, 300}, {511, 262143}, {4095, 1048575}, {0, 255}, {1, 256}
    };
    for (int[] n : numbers) {
      Path node = temp.path(n[0] + "-" + n[1]);
      if (!temp.kind().takesDevice(n[0], n[1])) {
        assertThat(mknod(node, n).errorText()).contains("Invalid argument");
        continue;
      }
      mknod(node, n).requireSuccess();
      FileStat s = lstat(node);
      assertThat(s.type()).isEqualTo(FileType.BLOCK_DEVICE);
      assertThat("%x %x".formatted(FileStat.major(s.rdev()), FileStat.minor(s.rdev())))
          .isEqualTo(stat("%t %T", node))
          .isEqualTo("%x %x".formatted(n[0], n[1]));
    }
  }

  private static CommandResult mknod(Path node, int[] numbers) {
    return Command.of("mknod", node.toString(), "b", numbers[0] + "", numbers[1] + "").run();
  }

  @Test
  void finalLink_isFollowedUnlessAskedNot() throws Exception {
    temp.file("f", "12345");
    RawPath link = RawPath.of(temp.symlink("l", "f"));
    assertThat(paths.statx(Fd.CWD, link, AtFlags.NONE).size()).isEqualTo(5);
    assertThat(paths.statx(Fd.CWD, link, AtFlags.SYMLINK_NOFOLLOW).isSymlink()).isTrue();
  }

  @Test
  void emptyPath_isTheDescriptor_asIsFstat() throws Exception {
    Path file = temp.file("f", "12345");
    try (Fd fd = open(file, OpenFlags.READ_ONLY)) {
      FileStat byDescriptor = paths.statx(fd, RawPath.EMPTY, AtFlags.EMPTY_PATH);
      assertThat(byDescriptor).isEqualTo(lstat(file)).isEqualTo(data.fstat(fd));
    }
  }

  @Test
  void timesBefore1970AndAfter2038_areExact() throws Exception {
    Path file = temp.file("f", "");
    shell("touch -d '1960-01-01 00:00:00.5 UTC' \"$1\"", file);
    assertThat(lstat(file).mtime()).isEqualTo(new Timespec(-315619200, 500_000_000));
    shell("touch -d '2200-01-01 00:00:00.000000001 UTC' \"$1\"", file);
    assertThat(lstat(file).mtime()).isEqualTo(new Timespec(7258118400L, 1));
  }

  @Test
  void chattrFlags_areAttributes() throws Exception {
    Requirements.root();
    Requirements.command("chattr");
    Path file = temp.file("f", "");
    assertThat(lstat(file).isImmutable()).isFalse();
    assertThat(lstat(file).isAppendOnly()).isFalse();
    shell("chattr +i \"$1\"", file);
    assertThat(lstat(file).isImmutable()).isTrue();
    shell("chattr -i +a \"$1\"", file);
    assertThat(lstat(file).isImmutable()).isFalse();
    assertThat(lstat(file).isAppendOnly()).isTrue();
  }

  @Test
  void holes_areTold() throws Exception {
    Path file = temp.path("sparse");
    shell("truncate -s 1M \"$1\"", file);
    assertThat(lstat(file).isDense()).isFalse();
    assertThat(lstat(temp.file("dense", "x".repeat(5000))).isDense()).isTrue();
    assertThat(lstat(temp.file("empty", "")).isDense()).isTrue();
  }

  @Test
  void failures_areTyped() {
    Path file = temp.file("f", "");
    assertFails(Errno.ENOENT, () -> lstat(temp.path("missing")));
    assertFails(Errno.ENOTDIR, () -> lstat(file.resolve("below")));
    assertFails(Errno.ENAMETOOLONG, () -> lstat(temp.path("n".repeat(256))));
    assertFails(Errno.ENOENT, () -> paths.statx(Fd.CWD, RawPath.EMPTY, AtFlags.NONE));
    Fd closedElsewhere = Fd.adopt(1_000_000, number -> {});
    assertFails(Errno.EBADF, () -> data.fstat(closedElsewhere));
  }
}
