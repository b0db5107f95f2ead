// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static io.github.movefile.filecopy.FileAssert.assertFile;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What holds for every way to copy, whatever the methods: contents, length, holes, and figures that
 * add up. Within a file system and to another one, in all four directions.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FileCopyContract {
  private final Map<Side, TempTree> trees = new EnumMap<>(Side.class);
  private final Map<Side, Map<SampleFile, Path>> sources = new EnumMap<>(Side.class);

  private enum Side {
    DISK,
    MEMORY
  }

  private record Way(Side from, Side to) {}

  /** The service to test. */
  abstract FileCopy copier();

  /** The options that this way is chosen by. */
  abstract CopyOptions options();

  /** The methods that may appear in a result. */
  abstract Set<CopyMethod> methods();

  /** Whether holes are seen. */
  boolean keepsHoles() {
    return true;
  }

  /** Whether a hole of 1 TiB takes no longer than a small one. */
  boolean isQuickAtHoles() {
    return keepsHoles();
  }

  @BeforeAll
  void makeSources() throws IOException {
    trees.put(Side.DISK, TempTree.create());
    trees.put(Side.MEMORY, TempTree.onOtherFileSystem());
    for (Map.Entry<Side, TempTree> each : trees.entrySet()) {
      Map<SampleFile, Path> files = new EnumMap<>(SampleFile.class);
      for (SampleFile sample : SampleFile.values()) {
        files.put(sample, sample.in(each.getValue().path()));
      }
      sources.put(each.getKey(), files);
    }
  }

  @AfterAll
  void removeSources() {
    trees.values().forEach(TempTree::close);
  }

  @TestFactory
  Stream<DynamicTest> everySample_arrivesWhole() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Sparse sparse : Sparse.values()) {
      for (SampleFile sample : SampleFile.values()) {
        if (!sample.isHuge() || (isQuickAtHoles() && sparse != Sparse.NEVER)) {
          for (Way way : ways()) {
            String name = sample + " " + way.from + " to " + way.to + ", sparse " + sparse;
            tests.add(
                DynamicTest.dynamicTest(
                    name, () -> arrivesWhole(sample, way.from, way.to, sparse)));
          }
        }
      }
    }
    return tests.stream();
  }

  /** All four; or of a run that is about one pair of directories its own. */
  private static List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    for (Side from : Side.values()) {
      for (Side to : Side.values()) {
        boolean isOfThePair =
            TempTree.otherIsAnotherMount() ? from != to : from == Side.DISK && to == Side.DISK;
        if (isOfThePair || !TempTree.isRunOfOnePair()) {
          ways.add(new Way(from, to));
        }
      }
    }
    return ways;
  }

  private void arrivesWhole(SampleFile sample, Side from, Side to, Sparse sparse)
      throws IOException {
    Path source = sources.get(from).get(sample);
    Path target = trees.get(to).path("target");
    CopyOptions options = options().toBuilder().sparse(sparse).build();
    try {
      CopyResult result = copier().copy(source, target, options);

      assertFile(target).hasContentsOf(source);
      assertFigures(result, sample.length());
      if (isQuickAtHoles() && sparse != Sparse.NEVER) {
        assertFile(target).hasNoMoreBlocksThan(source);
      }
      if (sparse == Sparse.NEVER) {
        assertFile(target).hasNoHole();
        assertThat(result.holes()).isZero();
      }
    } finally {
      Files.deleteIfExists(target);
    }
  }

  private void assertFigures(CopyResult result, long length) {
    assertThat(result.length()).isEqualTo(length);
    assertThat(result.source()).isEqualTo(SourceState.UNCHANGED);
    assertThat(result.bytesCopied() + result.holeBytes()).isEqualTo(length);
    assertThat(result.methods().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(result.bytesCopied());
    assertThat(methods()).containsAll(result.methods().keySet());
    assertThat(result.holes() > 0).isEqualTo(result.holeBytes() > 0);
  }
}
