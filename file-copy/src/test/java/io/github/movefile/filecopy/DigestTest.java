// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static io.github.movefile.filecopy.FileAssert.assertFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
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
    CopyOptions options = CopyOptions.builder().digests(Set.of("SHA-256")).build();

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

  @Test
  void severalDigests_areThoseOfOnePass() throws Exception {
    Path source = SampleFile.MIDDLE_HOLE.in(temp.path());
    CopyOptions options = CopyOptions.builder().digests(Set.of("SHA-256", "MD5", "SHA-1")).build();
    RecordingSyscalls calls = new RecordingSyscalls(Syscalls.system());

    CopyResult result = FileCopy.using(calls.syscalls()).copy(source, temp.path("t"), options);

    assertThat(options.digests()).containsExactly("MD5", "SHA-1", "SHA-256");
    assertThat(result.digests().keySet()).containsExactly("MD5", "SHA-1", "SHA-256");
    byte[] contents = Files.readAllBytes(source);
    for (String algorithm : options.digests()) {
      assertThat(result.digests().get(algorithm))
          .isEqualTo(MessageDigest.getInstance(algorithm).digest(contents));
    }
    assertThat(calls.names()).filteredOn("pread"::equals).hasSize(2);
  }

  @Test
  void digests_areNotChangedByWhoGetsThem() throws Exception {
    CopyOptions options = CopyOptions.builder().digests(Set.of("MD5")).build();
    Path source = SampleFile.ONE_BYTE.in(temp.path());

    CopyResult result = FileCopy.create().copy(source, temp.path("t"), options);

    byte[] given = result.digests().get("MD5").clone();
    result.digests().get("MD5")[0]++;
    assertThat(result.digests().get("MD5")).isEqualTo(given);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> result.digests().clear());
  }

  private static String hex(CopyResult result) {
    return HexFormat.of().formatHex(result.digests().get("SHA-256"));
  }
}
