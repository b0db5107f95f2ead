// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Options that don't go together are refused when they are made. */
class CopyOptionsTest {
  @Test
  void readWrite_alwaysRemains() {
    assertThat(CopyOptions.builder().methods(Set.of()).build().methods())
        .containsExactly(CopyMethod.READ_WRITE);
  }

  @Test
  void laterChanges_leaveTheOptionsAlone() {
    EnumSet<CopyMethod> chosen = EnumSet.of(CopyMethod.SENDFILE);
    CopyOptions options = CopyOptions.builder().methods(chosen).build();
    chosen.add(CopyMethod.REFLINK);

    assertThat(options.methods()).containsExactly(CopyMethod.SENDFILE, CopyMethod.READ_WRITE);
  }

  @Test
  void toBuilder_keepsEverything() {
    CopyProgress progress = (done, total) -> {};
    Cancellation cancellation = () -> false;
    CopyOptions options =
        CopyOptions.builder()
            .reflink(Reflink.NEVER)
            .sparse(Sparse.ALWAYS)
            .trustHoles(false)
            .methods(Set.of(CopyMethod.SENDFILE))
            .progress(progress)
            .cancellation(cancellation)
            .digests(Set.of("MD5"))
            .build();

    assertThat(options.toBuilder().build()).usingRecursiveComparison().isEqualTo(options);
    assertThat(options).usingRecursiveComparison().isNotEqualTo(CopyOptions.defaults());
  }

  @Test
  void unknownDigest_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CopyOptions.builder().digests(Set.of("SHA-257")))
        .withMessageContaining("SHA-257");
  }

  @Test
  void requiredReflink_leavesNoChoice() {
    CopyOptions.Builder required = CopyOptions.builder().reflink(Reflink.ALWAYS);
    CopyOptions.Builder[] contradictions = {
      required.build().toBuilder().digests(Set.of("MD5")),
      required.build().toBuilder().sparse(Sparse.ALWAYS),
      required.build().toBuilder().sparse(Sparse.NEVER),
      required.build().toBuilder().methods(Set.of(CopyMethod.SENDFILE))
    };

    for (CopyOptions.Builder each : contradictions) {
      assertThatIllegalArgumentException()
          .isThrownBy(each::build)
          .withMessageStartingWith("Reflink.ALWAYS needs");
    }
  }
}
