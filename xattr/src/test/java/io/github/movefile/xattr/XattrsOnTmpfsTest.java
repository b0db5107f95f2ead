// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.TempTree;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In /dev/shm, whose attributes have no limit but the kernel's own. */
class XattrsOnTmpfsTest extends XattrsContract {
  @Override
  TempTree makeTree() {
    return TempTree.onOtherFileSystem();
  }

  /** {@code XATTR_SIZE_MAX}. */
  @Override
  int largestValue() {
    return 65536;
  }

  @ParameterizedTest
  @EnumSource
  void listOverFirstBuffer_isComplete(Reach reach) throws Exception {
    List<XattrName> names = new ArrayList<>();
    try (var file = newFile(reach)) {
      for (int i = 0; names.size() * 250 < 3 * XattrReader.FIRST_SIZE; i++) {
        names.add(XattrName.of("user." + (1000 + i) + "n".repeat(240)));
        xattrs.set(file.file(), names.get(i), new byte[] {1});
      }

      assertThat(xattrs.list(file.file())).containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @ParameterizedTest
  @EnumSource
  void values_aroundTheSizesOfBuffers_comeBack(Reach reach) throws Exception {
    try (var file = newFile(reach)) {
      for (int size : new int[] {4095, 4096, 4097, 16384, 16385, 65535, 65536}) {
        byte[] value = new byte[size];
        value[size - 1] = 1;
        xattrs.set(file.file(), X, value);

        assertThat(xattrs.get(file.file(), X)).contains(value);
      }
    }
  }
}
