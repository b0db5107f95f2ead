// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.Timespec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Layouts of {@code struct stat}, and encodings of devices. */
class StatDecoderTest {
  private static final long SEED = 20_240_229;

  /** The file that the hand-made structures tell of; each field has a value of its own. */
  private static final FileStat EXPECTED =
      new FileStat(
          FileStat.device(259, 300),
          0x1122_3344_5566_7788L,
          0100755,
          3,
          (int) 4_000_000_000L,
          12345,
          FileStat.device(4095, 1048575),
          0x10_0000_0001L,
          99_999_999_999L,
          4096,
          new Timespec(-5, 1),
          new Timespec(4_102_444_800L, 999_999_999),
          new Timespec(1_700_000_000L, 3),
          0);

  /** minor 300 = 0x12c, major 259 = 0x103: new_encode_dev of {@code linux/kdev_t.h}. */
  private static final long DEV_259_300 = 0x11032cL;

  private static final long DEV_4095_1048575 = 0xffff_ffffL;

  private static ByteBuffer struct(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static DirectMemory memory(ByteBuffer bytes) {
    return DirectMemory.of(bytes);
  }

  private static void putTimes(ByteBuffer bytes) {
    bytes.position(72);
    bytes.putLong(-5).putLong(1);
    bytes.putLong(4_102_444_800L).putLong(999_999_999);
    bytes.putLong(1_700_000_000L).putLong(3);
  }

  /** Written field by field in the order of {@code include/uapi/asm-generic/stat.h}. */
  @Test
  void aarch64_isTheGenericLayout() {
    ByteBuffer bytes = struct(128);
    bytes.putLong(DEV_259_300); // unsigned long st_dev
    bytes.putLong(EXPECTED.ino()); // unsigned long st_ino
    bytes.putInt(EXPECTED.mode()); // unsigned int st_mode
    bytes.putInt(EXPECTED.nlink()); // unsigned int st_nlink
    bytes.putInt(EXPECTED.uid()); // unsigned int st_uid
    bytes.putInt(EXPECTED.gid()); // unsigned int st_gid
    bytes.putLong(DEV_4095_1048575); // unsigned long st_rdev
    bytes.putLong(-1); // unsigned long __pad1
    bytes.putLong(EXPECTED.size()); // long st_size
    bytes.putInt(EXPECTED.blockSize()); // int st_blksize
    bytes.putInt(-1); // int __pad2
    bytes.putLong(EXPECTED.blocks()); // long st_blocks
    assertThat(bytes.position()).isEqualTo(72);
    putTimes(bytes);
    assertThat(StatDecoder.stat(memory(bytes), Architecture.AARCH64)).isEqualTo(EXPECTED);
  }

  /** Written field by field in the order of {@code arch/x86/include/uapi/asm/stat.h}. */
  @Test
  void x86_hasALayoutOfItsOwn() {
    ByteBuffer bytes = struct(144);
    bytes.putLong(DEV_259_300); // __kernel_ulong_t st_dev
    bytes.putLong(EXPECTED.ino()); // __kernel_ulong_t st_ino
    bytes.putLong(EXPECTED.nlink()); // __kernel_ulong_t st_nlink
    bytes.putInt(EXPECTED.mode()); // unsigned int st_mode
    bytes.putInt(EXPECTED.uid()); // unsigned int st_uid
    bytes.putInt(EXPECTED.gid()); // unsigned int st_gid
    bytes.putInt(-1); // unsigned int __pad0
    bytes.putLong(DEV_4095_1048575); // __kernel_ulong_t st_rdev
    bytes.putLong(EXPECTED.size()); // __kernel_long_t st_size
    bytes.putLong(EXPECTED.blockSize()); // __kernel_long_t st_blksize
    bytes.putLong(EXPECTED.blocks()); // __kernel_long_t st_blocks
    assertThat(bytes.position()).isEqualTo(72);
    putTimes(bytes);
    assertThat(StatDecoder.stat(memory(bytes), Architecture.X86_64)).isEqualTo(EXPECTED);
  }

  @Test
  void devices_areEncodedAsTheKernelDoes() {
    assertThat(StatDecoder.encodeDev(FileStat.device(259, 300))).isEqualTo(DEV_259_300);
    assertThat(StatDecoder.encodeDev(FileStat.device(4095, 1048575))).isEqualTo(DEV_4095_1048575);
    assertThat(StatDecoder.decodeDev(0x801)).isEqualTo(FileStat.device(8, 1));
    assertThat(StatDecoder.decodeDev(-1)).isEqualTo(FileStat.device(-1, -1));
  }

  @Test
  void everyDevice_comesBack() {
    Random random = new Random(SEED);
    for (int i = 0; i < 10_000; i++) {
      int shift = random.nextInt(32);
      long device = FileStat.device(random.nextInt() >>> shift, random.nextInt() >>> shift);
      long encoded = StatDecoder.encodeDev(device);
      assertThat(StatDecoder.decodeDev(encoded)).as("seed " + SEED).isEqualTo(device);
      long raw = random.nextLong() >>> shift;
      assertThat(StatDecoder.encodeDev(StatDecoder.decodeDev(raw))).isEqualTo(raw);
    }
  }
}
