// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static io.github.movefile.filecopy.FileAssert.assertFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Progress is told in steps and to the end; a cancelled copy leaves nothing. */
class ProgressTest {
  private static final int MIB = 1 << 20;

  @AutoClose private final TempTree temp = TempTree.create();
  private final Path target = temp.path("target");
  private final LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(Syscalls.system());

  private record Step(long done, long total) {}

  static Stream<FileCopy> copiers() {
    return Stream.of(FileCopy.create(), FileCopy.portable());
  }

  @ParameterizedTest
  @EnumSource(names = {"REFLINK", "COPY_FILE_RANGE", "SENDFILE", "READ_WRITE"})
  void everyMethod_tellsSteps(CopyMethod method) throws IOException {
    Path source = temp.file("source", new byte[40 * MIB + 1]);
    List<Step> steps = new ArrayList<>();
    CopyOptions options =
        CopyOptions.builder()
            .methods(Set.of(method))
            .progress((done, total) -> steps.add(new Step(done, total)))
            .build();

    FileCopy.create().copy(source, target, options);

    boolean isOneStep = method == CopyMethod.REFLINK && temp.kind().sharesBlocks();
    assertStepsOf(steps, 40 * MIB + 1, isOneStep ? 1 : 6);
    assertThat(steps.size() == 1).isEqualTo(isOneStep);
  }

  @Test
  void portable_tellsSteps() throws IOException {
    Path source = temp.file("source", new byte[10 * MIB]);
    List<Step> steps = new ArrayList<>();
    CopyOptions options =
        CopyOptions.builder().progress((done, total) -> steps.add(new Step(done, total))).build();

    FileCopy.portable().copy(source, target, options);

    assertStepsOf(steps, 10 * MIB, 9);
  }

  @ParameterizedTest
  @EnumSource(names = {"EMPTY", "ONE_BYTE", "HOLE_ONLY", "MANY_EXTENTS", "HOLE_OF_1_TIB"})
  void everySample_isToldToItsEnd(SampleFile sample) throws IOException {
    Path source = sample.in(temp.path());
    List<Step> steps = new ArrayList<>();
    CopyOptions options =
        CopyOptions.builder().progress((done, total) -> steps.add(new Step(done, total))).build();

    FileCopy.create().copy(source, target, options);

    assertStepsOf(steps, sample.length(), 1);
  }

  private static void assertStepsOf(List<Step> steps, long length, int atLeast) {
    assertThat(steps).hasSizeBetween(atLeast, (int) Math.min(length / MIB + 2, 100));
    assertThat(steps.get(steps.size() - 1)).isEqualTo(new Step(length, length));
    assertThat(steps).extracting(Step::done).isSorted().doesNotHaveDuplicates();
    assertThat(steps).extracting(Step::total).containsOnly(length);
  }

  @ParameterizedTest
  @MethodSource("copiers")
  void cancelledInTheMiddle_leavesNothing(FileCopy copier) throws IOException {
    Path source = temp.file("source", new byte[40 * MIB]);
    AtomicInteger questions = new AtomicInteger();
    CopyOptions options =
        CopyOptions.builder()
            .methods(Set.of(CopyMethod.COPY_FILE_RANGE))
            .cancellation(() -> questions.incrementAndGet() > 3)
            .build();

    assertThatThrownBy(() -> copier.copy(source, target, options))
        .isInstanceOfSatisfying(
            CopyCancelledException.class, e -> assertThat(e.offset()).isBetween(1L, 39L * MIB));

    assertFile(target).isAbsent();
    assertThat(questions).hasValue(4);
  }

  @Test
  void cancelledBeforehand_copiesNothing() throws IOException {
    Path source = temp.file("source", new byte[MIB]);
    FileCopy copier = FileCopy.using(leaks.syscalls());
    CopyOptions options = CopyOptions.builder().cancellation(() -> true).build();

    assertThatThrownBy(() -> copier.copy(source, target, options))
        .isInstanceOfSatisfying(CopyCancelledException.class, e -> assertThat(e.offset()).isZero());

    assertFile(target).isAbsent();
    leaks.assertNoLeaks();
  }

  @Test
  void cancelledInTheDigestOfAHugeHole_ends() throws IOException {
    Path source = SampleFile.HOLE_OF_1_TIB.in(temp.path());
    AtomicInteger questions = new AtomicInteger();
    CopyOptions options =
        CopyOptions.builder()
            .digests(Set.of("MD5"))
            .cancellation(() -> questions.incrementAndGet() > 2)
            .build();

    assertThatThrownBy(() -> FileCopy.create().copy(source, target, options))
        .isInstanceOf(CopyCancelledException.class);

    assertFile(target).isAbsent();
  }

  @ParameterizedTest
  @MethodSource("copiers")
  void listenerThatThrows_endsTheCopy(FileCopy copier) throws IOException {
    Path source = temp.file("source", new byte[10 * MIB]);
    IllegalStateException thrown = new IllegalStateException("enough");
    CopyOptions options =
        CopyOptions.builder()
            .progress(
                (done, total) -> {
                  throw thrown;
                })
            .build();

    assertThatThrownBy(() -> copier.copy(source, target, options)).isSameAs(thrown);

    assertFile(target).isAbsent();
  }

  @Test
  void listenerThatCopiesAnotherFile_disturbsNothing() throws IOException {
    Path source = SampleFile.BUFFER_AND_ONE.in(temp.path());
    Path large = temp.file("large", "x".repeat(3 * MIB));
    AtomicInteger inner = new AtomicInteger();
    CopyOptions options =
        CopyOptions.builder()
            .methods(Set.of())
            .progress((done, total) -> copyAside(source, inner))
            .build();

    FileCopy.create().copy(large, target, options);

    assertFile(target).hasContentsOf(large);
    assertThat(inner).hasPositiveValue();
  }

  private void copyAside(Path source, AtomicInteger inner) {
    Path aside = temp.path("aside" + inner.incrementAndGet());
    try {
      FileCopy.create().copy(source, aside, CopyOptions.builder().methods(Set.of()).build());
      assertFile(aside).hasContentsOf(source);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
