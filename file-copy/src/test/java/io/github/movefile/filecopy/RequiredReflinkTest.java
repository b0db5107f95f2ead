// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static io.github.movefile.filecopy.FileAssert.assertFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.FileSystemKind;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reflink that is required is made, or nothing is. */
class RequiredReflinkTest {
  private static final CopyOptions ALWAYS = CopyOptions.builder().reflink(Reflink.ALWAYS).build();
  private static final int LENGTH = 1 << 20;

  @AutoClose private final TempTree here = TempTree.create();
  @AutoClose private final TempTree there = TempTree.onOtherFileSystem();
  private Path source;

  @BeforeEach
  void makeSource() throws IOException {
    byte[] bytes = new byte[LENGTH];
    new Random(LENGTH).nextBytes(bytes);
    source = Files.write(there.path("source"), bytes);
  }

  @Test
  void withinAFileSystem_isMadeOrFails() throws IOException {
    assertMadeOrFails(there.path("target"), Errno.EOPNOTSUPP);
  }

  @Test
  void toAnotherDirectory_isMadeOrFails() throws IOException {
    boolean areApart = FileSystemKind.areApart(here.path(), there.path());
    assertMadeOrFails(here.path("target"), areApart ? Errno.EXDEV : Errno.EOPNOTSUPP);
  }

  private void assertMadeOrFails(Path target, Errno refusal) throws IOException {
    if (refusal == Errno.EOPNOTSUPP && there.kind().sharesBlocks()) {
      CopyResult result = FileCopy.create().copy(source, target, ALWAYS);

      assertThat(result.methods()).isEqualTo(Map.of(CopyMethod.REFLINK, (long) LENGTH));
      assertFile(target).hasContentsOf(source);
      return;
    }
    assertThatThrownBy(() -> FileCopy.create().copy(source, target, ALWAYS))
        .isInstanceOfSatisfying(
            FileCopyException.class,
            e -> {
              assertThat(e.call()).isEqualTo("ioctl(FICLONE)");
              assertThat(e.errno()).isEqualTo(refusal);
              assertThat(e.side()).isEqualTo(CopySide.EITHER);
            });
    assertFile(target).isAbsent();
  }

  @Test
  void thePortableWay_hasNone() {
    Path target = there.path("target");

    assertThatThrownBy(() -> FileCopy.portable().copy(source, target, ALWAYS))
        .hasMessageContaining("a reflink needs system calls");
    assertFile(target).isAbsent();
  }
}
