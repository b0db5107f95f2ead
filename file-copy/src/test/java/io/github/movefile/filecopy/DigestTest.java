// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static io.github.movefile.filecopy.FileAssert.assertFile;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The digest of a copy is what sha256sum(1) says of its source. */
class DigestTest {
  @AutoClose private final TempTree temp = TempTree.create();

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BEYOND_2_GIB", "HOLE_OF_1_TIB"})
  void digest_isThatOfSha256sum(SampleFile sample) throws IOException {
    Requirements.command("sha256sum");
    Path source = sample.in(temp.path());
    String expected =
        Command.of("sha256sum", source.toString()).run().requireSuccess().text().substring(0, 64);
    CopyOptions options = CopyOptions.builder().digest("SHA-256").build();

    for (Sparse sparse : Sparse.values()) {
      Path target = temp.path("target-" + sparse);
      CopyResult result =
          FileCopy.create().copy(source, target, options.toBuilder().sparse(sparse).build());

      assertThat(hex(result)).as("sparse %s", sparse).isEqualTo(expected);
      assertFile(target).hasContentsOf(source);
      assertThat(result.refusals())
          .extracting(MethodRefusal::reason)
          .contains("a digest was asked for, which has to see the bytes");
    }
    CopyResult portable = FileCopy.portable().copy(source, temp.path("portable"), options);
    assertThat(hex(portable)).isEqualTo(expected);
  }

  private static String hex(CopyResult result) {
    return HexFormat.of().formatHex(result.digest().orElseThrow());
  }
}
