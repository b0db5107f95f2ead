// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.FallocateMode;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileLock;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RenameFlags;
import io.github.movefile.syscalls.ResolveFlags;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.Whence;
import io.github.movefile.syscalls.XattrFlag;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every number and layout, compared with what the C compiler of this machine says. */
class KernelHeadersTest {
  private static final String INCLUDES =
      """
      #define _GNU_SOURCE
      #include <errno.h>
      #include <fcntl.h>
      #include <linux/fs.h>
      #include <linux/limits.h>
      #include <linux/openat2.h>
      #include <stdio.h>
      #include <string.h>
      #include <sys/file.h>
      #include <sys/ioctl.h>
      #include <sys/stat.h>
      #include <sys/syscall.h>
      #include <sys/xattr.h>
      #include <unistd.h>
      """;

  @AutoClose private final TempTree temp = TempTree.create();
  private final Architecture here = Architecture.current().orElseThrow();
  private final Map<String, Long> ours = new LinkedHashMap<>();

  @BeforeEach
  void needsACompiler() {
    Requirements.command("gcc");
  }

  private String compileAndRun(String body) {
    String source = INCLUDES + "int main(void) {\n" + body + "return 0;\n}\n";
    String program = temp.path("program").toString();
    String file = temp.file("program.c", source).toString();
    Command.of("gcc", "-w", "-o", program, file).run().requireSuccess();
    return Command.of(program).run().requireSuccess().text();
  }

  @Test
  void everyConstant_isThatOfTheHeaders() {
    open();
    flags();
    calls();
    for (Errno errno : Errno.values()) {
      // ENOTSUPP is the kernel's own, and another number than ENOTSUP.
      if (errno != Errno.UNKNOWN && errno != Errno.ENOTSUPP) {
        ours.put(errno.name(), (long) errno.code());
      }
    }
    String body =
        ours.keySet().stream()
            .map(name -> "printf(\"%s %lld\\n\", \"" + name + "\", (long long) (" + name + "));\n")
            .collect(Collectors.joining());
    Map<String, Long> theirs = new LinkedHashMap<>();
    compileAndRun(body)
        .lines()
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              theirs.put(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
            });
    assertThat(ours).hasSizeGreaterThan(180).isEqualTo(theirs);
  }

  private void open() {
    Map<String, OpenFlags> open =
        Map.ofEntries(
            Map.entry("O_RDONLY", OpenFlags.READ_ONLY),
            Map.entry("O_WRONLY", OpenFlags.WRITE_ONLY),
            Map.entry("O_RDWR", OpenFlags.READ_WRITE),
            Map.entry("O_CREAT", OpenFlags.CREATE),
            Map.entry("O_EXCL", OpenFlags.EXCLUSIVE),
            Map.entry("O_TRUNC", OpenFlags.TRUNCATE),
            Map.entry("O_NONBLOCK", OpenFlags.NONBLOCK),
            Map.entry("O_NOCTTY", OpenFlags.NO_CONTROLLING_TERMINAL),
            Map.entry("O_NOATIME", OpenFlags.NO_ATIME),
            Map.entry("O_DIRECTORY", OpenFlags.DIRECTORY),
            Map.entry("O_NOFOLLOW", OpenFlags.NOFOLLOW),
            Map.entry("O_PATH", OpenFlags.PATH),
            Map.entry("O_TMPFILE", OpenFlags.UNNAMED_FILE));
    open.forEach((name, flag) -> put(name + " | O_CLOEXEC", here.openBits(flag)));
  }

  private void flags() {
    put("AT_FDCWD", Fd.CWD.number());
    put("AT_SYMLINK_NOFOLLOW", AtFlags.SYMLINK_NOFOLLOW.bits());
    put("AT_REMOVEDIR", AtFlags.REMOVE_DIRECTORY.bits());
    put("AT_SYMLINK_FOLLOW", AtFlags.SYMLINK_FOLLOW.bits());
    put("AT_EMPTY_PATH", AtFlags.EMPTY_PATH.bits());
    put("RENAME_NOREPLACE", RenameFlags.NO_REPLACE.bits());
    put("RENAME_EXCHANGE", RenameFlags.EXCHANGE.bits());
    put("RESOLVE_NO_XDEV", ResolveFlags.NO_XDEV.bits());
    put("RESOLVE_NO_MAGICLINKS", ResolveFlags.NO_MAGICLINKS.bits());
    put("RESOLVE_NO_SYMLINKS", ResolveFlags.NO_SYMLINKS.bits());
    put("RESOLVE_BENEATH", ResolveFlags.BENEATH.bits());
    put("RESOLVE_IN_ROOT", ResolveFlags.IN_ROOT.bits());
    put("FS_SECRM_FL", InodeFlags.SECURE_DELETE.bits());
    put("FS_COMPR_FL", InodeFlags.COMPRESS.bits());
    put("FS_SYNC_FL", InodeFlags.SYNC.bits());
    put("FS_IMMUTABLE_FL", InodeFlags.IMMUTABLE.bits());
    put("FS_APPEND_FL", InodeFlags.APPEND.bits());
    put("FS_NODUMP_FL", InodeFlags.NO_DUMP.bits());
    put("FS_NOATIME_FL", InodeFlags.NO_ATIME.bits());
    put("FS_NOCOMP_FL", InodeFlags.NO_COMPRESS.bits());
    put("FS_NOCOW_FL", InodeFlags.NO_COPY_ON_WRITE.bits());
    put("FS_CASEFOLD_FL", InodeFlags.CASE_FOLD.bits());
    put("LOCK_SH | LOCK_NB", FileLock.SHARED.operation());
    put("LOCK_EX | LOCK_NB", FileLock.EXCLUSIVE.operation());
    put("LOCK_UN | LOCK_NB", FileLock.UNLOCK.operation());
    put("SEEK_SET", Whence.SET.number());
    put("SEEK_CUR", Whence.CURRENT.number());
    put("SEEK_END", Whence.END.number());
    put("SEEK_DATA", Whence.DATA.number());
    put("SEEK_HOLE", Whence.HOLE.number());
    put("XATTR_CREATE", XattrFlag.CREATE.bits());
    put("XATTR_REPLACE", XattrFlag.REPLACE.bits());
    put("FALLOC_FL_KEEP_SIZE", FallocateMode.KEEP_SIZE.bits());
    put("FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE", FallocateMode.PUNCH_HOLE.bits());
    put("UTIME_OMIT", Timespec.OMIT.nanos());
    put("UTIME_NOW", Timespec.NOW.nanos());
    put("S_IFREG", FileType.REGULAR.modeBits());
    put("S_IFDIR", FileType.DIRECTORY.modeBits());
    put("S_IFLNK", FileType.SYMLINK.modeBits());
    put("S_IFIFO", FileType.FIFO.modeBits());
    put("S_IFSOCK", FileType.SOCKET.modeBits());
    put("S_IFBLK", FileType.BLOCK_DEVICE.modeBits());
    put("S_IFCHR", FileType.CHARACTER_DEVICE.modeBits());
    put("S_ISUID", FileStat.SETUID);
    put("S_ISGID", FileStat.SETGID);
    put("S_ISVTX", FileStat.STICKY);
    put("STATX_BASIC_STATS", StatDecoder.BASIC_STATS);
  }

  private void calls() {
    put("SYS_newfstatat", here.newfstatat());
    put("SYS_getdents64", here.getdents64());
    put("SYS_renameat2", here.renameat2());
    put("SYS_openat2", Architecture.OPENAT2);
    put("FICLONE", JffiDataCalls.FICLONE);
    put("FS_IOC_GETFLAGS", JffiDataCalls.GETFLAGS);
    put("FS_IOC_SETFLAGS", JffiDataCalls.SETFLAGS);
    put("XATTR_SIZE_MAX", Scratch.VALUE_SIZE);
    put("XATTR_LIST_MAX", Scratch.VALUE_SIZE);
    put("PATH_MAX", Scratch.PATH_SIZE);
  }

  private void put(String name, long value) {
    ours.put(name.replace(" ", ""), value);
  }

  @Test
  void structStat_isDecodedAsTheCompilerLaysItOut() {
    String hex =
        compileAndRun(
            """
            struct stat s;
            memset(&s, 0, sizeof s);
            s.st_dev = 0x11032c;
            s.st_ino = 0x1122334455667788;
            s.st_mode = 0100755;
            s.st_nlink = 3;
            s.st_uid = 4000000000;
            s.st_gid = 12345;
            s.st_rdev = 0x801;
            s.st_size = 0x1000000001;
            s.st_blocks = 99999999999;
            s.st_blksize = 4096;
            s.st_atim.tv_sec = -5; s.st_atim.tv_nsec = 1;
            s.st_mtim.tv_sec = 4102444800; s.st_mtim.tv_nsec = 999999999;
            s.st_ctim.tv_sec = 1700000000; s.st_ctim.tv_nsec = 3;
            for (size_t i = 0; i < sizeof s; i++) printf("%02x", ((unsigned char *) &s)[i]);
            """);
    assertThat(StatDecoder.stat(memory(hex), here)).isEqualTo(expected(0));
  }

  @Test
  void structStatx_isDecodedAsTheCompilerLaysItOut() {
    String hex =
        compileAndRun(
            """
            struct statx s;
            memset(&s, 0, sizeof s);
            s.stx_dev_major = 259; s.stx_dev_minor = 300;
            s.stx_ino = 0x1122334455667788;
            s.stx_mode = 0100755;
            s.stx_nlink = 3;
            s.stx_uid = 4000000000;
            s.stx_gid = 12345;
            s.stx_rdev_major = 8; s.stx_rdev_minor = 1;
            s.stx_size = 0x1000000001;
            s.stx_blocks = 99999999999;
            s.stx_blksize = 4096;
            s.stx_atime.tv_sec = -5; s.stx_atime.tv_nsec = 1;
            s.stx_mtime.tv_sec = 4102444800; s.stx_mtime.tv_nsec = 999999999;
            s.stx_ctime.tv_sec = 1700000000; s.stx_ctime.tv_nsec = 3;
            s.stx_btime.tv_sec = 42; s.stx_btime.tv_nsec = 43;
            s.stx_attributes = STATX_ATTR_IMMUTABLE | STATX_ATTR_APPEND;
            for (size_t i = 0; i < sizeof s; i++) printf("%02x", ((unsigned char *) &s)[i]);
            """);
    FileStat decoded = StatDecoder.statx(memory(hex));
    assertThat(decoded).isEqualTo(expected(decoded.attributes()));
    assertThat(decoded.isImmutable()).isTrue();
    assertThat(decoded.isAppendOnly()).isTrue();
  }

  private static FileStat expected(long attributes) {
    return new FileStat(
        FileStat.device(259, 300),
        0x1122_3344_5566_7788L,
        0100755,
        3,
        (int) 4_000_000_000L,
        12345,
        FileStat.device(8, 1),
        0x10_0000_0001L,
        99_999_999_999L,
        4096,
        new Timespec(-5, 1),
        new Timespec(4_102_444_800L, 999_999_999),
        new Timespec(1_700_000_000L, 3),
        attributes);
  }

  private static DirectMemory memory(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return DirectMemory.of(ByteBuffer.allocateDirect(bytes.length).put(bytes));
  }
}
