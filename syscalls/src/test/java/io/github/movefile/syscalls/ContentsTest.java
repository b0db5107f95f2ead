// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** pread(2), pwrite(2), lseek(2), ftruncate(2), fallocate(2), fsync(2), syncfs(2). */
class ContentsTest extends KernelTest {
  private static final OpenFlags NEW =
      OpenFlags.READ_WRITE.with(OpenFlags.CREATE).with(OpenFlags.EXCLUSIVE);
  private static final int MIB = 1 << 20;

  private static ByteBuffer direct(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  @Test
  void pread_fillsFromThePositionAndMovesIt() throws Exception {
    ByteBuffer buffer = direct("..........");
    buffer.position(2).limit(6);
    try (Fd fd = open(temp.file("f", "0123456789"), OpenFlags.READ_ONLY)) {
      assertThat(data.pread(fd, buffer, 3)).isEqualTo(4);
      assertThat(data.lseek(fd, 0, Whence.CURRENT)).as("position of the file").isZero();
    }
    assertThat(buffer.position()).isEqualTo(6);
    assertThat(buffer.limit()).isEqualTo(6);
    assertThat(StandardCharsets.US_ASCII.decode(buffer.clear()).toString()).isEqualTo("..3456....");
  }

  @Test
  void pread_isShortBeforeTheEndAndZeroThere() throws Exception {
    try (Fd fd = open(temp.file("f", "0123456789"), OpenFlags.READ_ONLY)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(100);
      assertThat(data.pread(fd, buffer, 8)).isEqualTo(2);
      assertThat(data.pread(fd, buffer, 10)).isZero();
      assertThat(data.pread(fd, buffer, 1000)).isZero();
      assertThat(buffer.position()).isEqualTo(2);
    }
  }

  @Test
  void pwrite_writesFromThePositionAndMovesIt() throws Exception {
    ByteBuffer buffer = direct("ab12345cd");
    buffer.position(2).limit(7);
    Path file = temp.file("f", "..........");
    try (Fd fd = open(file, OpenFlags.WRITE_ONLY)) {
      assertThat(data.pwrite(fd, buffer, 4)).isEqualTo(5);
    }
    assertThat(buffer.position()).isEqualTo(7);
    assertThat(file).hasContent("....12345.");
  }

  @Test
  void slicedBuffer_startsAtItsOwnOffset() throws Exception {
    ByteBuffer slice = direct("abcdef").position(2).slice();
    Path file = temp.path("f");
    try (Fd fd = open(file, NEW)) {
      data.pwrite(fd, slice, 0);
    }
    assertThat(file).hasContent("cdef");
  }

  @Test
  void offsetsBeyond4GiB_areExact() throws Exception {
    Path file = temp.path("f");
    long far = (5L << 30) + 7;
    try (Fd fd = open(file, NEW)) {
      data.pwrite(fd, direct("x"), far);
      assertThat(data.fstat(fd).size()).isEqualTo(far + 1);
      assertThat(data.lseek(fd, -1, Whence.END)).isEqualTo(far);
      ByteBuffer one = ByteBuffer.allocateDirect(1);
      assertThat(data.pread(fd, one, far)).isEqualTo(1);
      assertThat(one.get(0)).isEqualTo((byte) 'x');
      data.ftruncate(fd, far - 1);
    }
    assertThat(Files.size(file)).isEqualTo(far - 1);
  }

  @Test
  void lseek_knowsEveryWhence() throws Exception {
    Path file = temp.path("f");
    try (Fd fd = open(file, NEW)) {
      data.pwrite(fd, direct("head"), 0);
      data.pwrite(fd, direct("tail"), 4 * MIB);
      data.ftruncate(fd, 8 * MIB);
      assertThat(data.lseek(fd, 10, Whence.SET)).isEqualTo(10);
      assertThat(data.lseek(fd, 5, Whence.CURRENT)).isEqualTo(15);
      assertThat(data.lseek(fd, -MIB, Whence.END)).isEqualTo(7 * MIB);
      assertThat(data.lseek(fd, MIB, Whence.DATA)).isEqualTo(4 * MIB);
      assertThat(data.lseek(fd, 0, Whence.HOLE)).isBetween(4L, (long) MIB);
      assertFails(Errno.ENXIO, () -> data.lseek(fd, 6 * MIB, Whence.DATA));
      assertFails(Errno.EINVAL, () -> data.lseek(fd, -1, Whence.SET));
    }
  }

  @Test
  void ftruncate_shortensAndLengthens() throws Exception {
    Path file = temp.file("f", "0123456789");
    try (Fd fd = open(file, OpenFlags.READ_WRITE)) {
      data.ftruncate(fd, 4);
      assertThat(file).hasContent("0123");
      data.ftruncate(fd, 6);
      assertThat(file).hasBinaryContent(new byte[] {'0', '1', '2', '3', 0, 0});
      assertFails(Errno.EINVAL, () -> data.ftruncate(fd, -1));
    }
  }

  @Test
  void fallocate_allocatesWithOrWithoutLength() throws Exception {
    try (Fd fd = open(temp.path("f"), NEW)) {
      data.fallocate(fd, FallocateMode.KEEP_SIZE, 0, MIB);
      assertThat(data.fstat(fd).size()).isZero();
      assertThat(data.fstat(fd).blocks()).isGreaterThanOrEqualTo(MIB / 512);
      data.fallocate(fd, FallocateMode.ALLOCATE, 0, MIB);
      assertThat(data.fstat(fd).size()).isEqualTo(MIB);
    }
  }

  @Test
  void fallocate_punchesAHole() throws Exception {
    try (Fd fd = open(temp.file("f", "x".repeat(MIB)), OpenFlags.READ_WRITE)) {
      data.fallocate(fd, FallocateMode.PUNCH_HOLE, 0, MIB / 2);
      FileStat s = data.fstat(fd);
      assertThat(s.size()).isEqualTo(MIB);
      assertThat(s.isDense()).isFalse();
      assertThat(data.lseek(fd, 0, Whence.DATA)).isEqualTo(MIB / 2);
    }
  }

  @Test
  void fallocate_refusesAnEmptyRange() throws Exception {
    try (Fd fd = open(temp.path("f"), NEW)) {
      assertFails(Errno.EINVAL, () -> data.fallocate(fd, FallocateMode.ALLOCATE, 0, 0));
    }
  }

  @Test
  void fsyncAndSyncfs_workOnFilesAndDirectories() throws Exception {
    try (Fd file = open(temp.path("f"), NEW);
        Fd dir = openDirectory(temp.path());
        Fd handle = open(temp.path("f"), OpenFlags.PATH)) {
      data.fsync(file);
      data.fsync(dir);
      data.syncfs(dir);
      assertFails(Errno.EBADF, () -> data.fsync(handle));
      assertFails(Errno.EBADF, () -> data.syncfs(handle));
    }
  }

  @Test
  void fsyncOfAFifo_isInvalid() throws Exception {
    paths.mknodat(Fd.CWD, temp.raw("fifo"), FileType.FIFO, 0600, 0);
    try (Fd fifo = open(temp.path("fifo"), OpenFlags.READ_WRITE)) {
      assertFails(Errno.EINVAL, () -> data.fsync(fifo));
      assertFails(Errno.ESPIPE, () -> data.lseek(fifo, 0, Whence.SET));
      assertFails(Errno.ESPIPE, () -> data.pread(fifo, ByteBuffer.allocateDirect(1), 0));
    }
  }

  @Test
  void wrongAccessMode_isEbadf() throws Exception {
    Path file = temp.file("f", "x");
    try (Fd reader = open(file, OpenFlags.READ_ONLY);
        Fd writer = open(file, OpenFlags.WRITE_ONLY)) {
      assertFails(Errno.EBADF, () -> data.pwrite(reader, direct("x"), 0));
      assertFails(Errno.EBADF, () -> data.pread(writer, direct("x"), 0));
    }
  }
}
