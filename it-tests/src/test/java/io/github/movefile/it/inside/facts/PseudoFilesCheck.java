// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.FileCopy;
import io.github.movefile.filecopy.SourceState;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of the kernel's own, whose length says nothing of their contents. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PseudoFilesCheck {
  @AutoClose private final Disks disks = Disks.of("ext4");

  /** A file of /proc says that it is empty, one of /sys that it has a page. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/proc/version,0,UNCHANGED",
    "/proc/filesystems,0,UNCHANGED",
    "/proc/kallsyms,0,UNCHANGED",
    "/sys/devices/system/cpu/online,4096,CHANGED"
  })
  void contents_areCopied(Path source, long length, SourceState state) throws Exception {
    assertThat(Files.size(source)).isEqualTo(length);
    Path target = disks.directory("ext4").resolve("target");

    CopyResult copy = FileCopy.create().copy(source, target, CopyOptions.defaults());

    try (InputStream in = Files.newInputStream(source)) {
      assertThat(target).hasBinaryContent(in.readAllBytes()).isNotEmptyFile();
    }
    assertThat(copy.length()).isEqualTo(Files.size(target));
    assertThat(copy.source()).isEqualTo(state);
  }
}
