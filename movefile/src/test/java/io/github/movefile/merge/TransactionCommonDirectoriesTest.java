// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Directories of an image that are one in the root, whose {@code lib} leads to {@code usr/lib}. */
class TransactionCommonDirectoriesTest {
  private static final MergeOptions OPTIONS =
      MergeOptions.builder().atomicity(Atomicity.TRANSACTION).build();

  @AutoClose private final MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM);

  @BeforeEach
  void makeRoot() throws IOException {
    write(fixture.root("usr/lib/there"), "there");
    Files.createSymbolicLink(fixture.root("lib"), Path.of("usr/lib"));
  }

  private MergePlan plan(MergeOptions options) throws IOException {
    RawPath image = RawPath.of(fixture.image());
    return TreeMerge.create().plan(image, RawPath.of(fixture.root()), options, PlanListener.NONE);
  }

  private void merge(MergeOptions options) throws IOException {
    TreeMerge.create().merge(fixture.image(), fixture.root(), options);
    fixture.assertImageIsEmpty();
    assertThat(Files.isSymbolicLink(fixture.root("lib"))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void directoryThatTheRootLacks_getsTheFilesOfBoth(Atomicity atomicity) throws IOException {
    write(fixture.image("lib/d/x"), "x");
    write(fixture.image("lib/d/deep/er/x"), "x");
    write(fixture.image("usr/lib/d/y"), "y");
    write(fixture.image("usr/lib/d/deep/y"), "y");
    MergeOptions options = OPTIONS.toBuilder().atomicity(atomicity).build();
    assertThat(plan(options).refusal()).isEmpty();
    merge(options);
    for (String name : new String[] {"d/x", "d/deep/er/x", "d/y", "d/deep/y"}) {
      assertThat(fixture.root("usr/lib").resolve(name))
          .hasContent(name.substring(name.length() - 1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void directoryInTheWayOfWhichIsAFile_isBackedUpOnce(Atomicity atomicity) throws IOException {
    write(fixture.root("usr/lib/d"), "a file");
    write(fixture.image("lib/d/x"), "x");
    write(fixture.image("usr/lib/d/y"), "y");
    merge(OPTIONS.toBuilder().atomicity(atomicity).collisions(CollisionPolicy.BACKUP).build());
    assertThat(fixture.root("usr/lib/d/x")).hasContent("x");
    assertThat(fixture.root("usr/lib/d/y")).hasContent("y");
    assertThat(fixture.root("usr/lib/d.backup.0000")).hasContent("a file");
  }

  @ParameterizedTest
  @CsvSource({
    "lib/there, usr/lib/there", // which the root has
    "lib/fresh, usr/lib/fresh",
    "lib/d/x, usr/lib/d/x", // in a directory that it lacks
    "lib/d, usr/lib/d/x",
    "lib/d/x, usr/lib/d",
    "self/x, x",
    "self/lib/d/x, usr/lib/d/x"
  })
  void oneNameByTwoPaths_isRefusedBefore_andPlannedSo(String second, String first)
      throws IOException {
    Files.createSymbolicLink(fixture.root("self"), Path.of("."));
    write(fixture.image(first), "first");
    write(fixture.image(second), "second");
    fixture.stamp();
    TreeRecord before = TreeRecord.of(fixture.root());
    MoveException planned = plan(OPTIONS).refusal().orElseThrow();
    MoveException failure = catchThrowableOfType(MoveException.class, () -> merge(OPTIONS));
    assertThat(failure).hasMessage(planned.getMessage());
    assertThat(failure.failure()).isEqualTo(MoveFailure.SAME_TARGET);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(failure.getReason()).contains("are one name, and the image has both");
    assertThat(TreeRecord.of(fixture.root()).differencesTo(before)).isEmpty();
    assertThat(fixture.image(first)).hasContent("first");
    assertThat(fixture.image(second)).hasContent("second");
  }

  @Test
  void refusal_namesBoth() throws IOException {
    write(fixture.image("lib/fresh"), "second");
    write(fixture.image("usr/lib/fresh"), "first");
    MoveException failure = catchThrowableOfType(MoveException.class, () -> merge(OPTIONS));
    assertThat(failure.source()).isEqualTo(RawPath.of(fixture.image("lib/fresh")));
    assertThat(failure.target()).isEqualTo(RawPath.of(fixture.root("lib/fresh")));
    assertThat(failure.getReason())
        .isEqualTo(
            "'%s' and '%s' are one name, and the image has both: a transaction takes one"
                .formatted(fixture.root("lib/fresh"), fixture.root("usr/lib/fresh")));
  }

  /** Of one time. */
  private static void writeOne(String contents, Path file) throws IOException {
    Files.setLastModifiedTime(write(file, contents), FileTime.fromMillis(1_000_000));
  }

  private List<PlannedAction> actions(MergeOptions options) throws IOException {
    List<PlannedAction> planned = new ArrayList<>();
    List<PlannedAction> merged = new ArrayList<>();
    RawPath root = RawPath.of(fixture.root());
    MergePlan plan =
        TreeMerge.create()
            .plan(RawPath.of(fixture.image()), root, options, e -> planned.add(e.action()));
    assertThat(plan.refusal()).isEmpty();
    MergeListener listener =
        new MergeListener() {
          @Override
          public void merged(MergedEntry entry) {
            merged.add(entry.planned().action());
          }
        };
    TreeMerge.create()
        .merge(fixture.image(), fixture.root(), options.toBuilder().listener(listener).build());
    assertThat(merged).isEqualTo(planned);
    return merged;
  }

  @ParameterizedTest
  @EnumSource
  void filesThatTheRootHas_byTwoPaths_areBothLeft(Atomicity atomicity) throws IOException {
    writeOne("there", fixture.root("usr/lib/there"));
    writeOne("there", fixture.image("lib/there"));
    writeOne("there", fixture.image("usr/lib/there"));
    assertThat(actions(OPTIONS.toBuilder().atomicity(atomicity).build()))
        .filteredOn(PlannedAction.LEAVE::equals)
        .hasSize(2);
    fixture.assertImageIsEmpty();
    assertThat(fixture.root("usr/lib/there")).hasContent("there");
  }

  /** Right before the first new file is staged, so that neither is left any more. */
  @Test
  void filesThatTheRootHas_untilOthersChangeIt_areRefusedBeforeTheCommit() throws IOException {
    writeOne("there", fixture.root("usr/lib/there"));
    writeOne("there", fixture.image("lib/there"));
    writeOne("there", fixture.image("usr/lib/there"));
    write(fixture.image("first"), "staged");
    FaultInjectingSyscalls calls =
        new FaultInjectingSyscalls(Syscalls.system())
            .onCall(
                "linkat",
                1,
                () -> {
                  try {
                    write(fixture.root("usr/lib/there"), "of others");
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
    MoveException failure =
        catchThrowableOfType(
            MoveException.class,
            () ->
                TreeMerge.using(calls.syscalls()).merge(fixture.image(), fixture.root(), OPTIONS));
    assertThat(failure.failure()).isEqualTo(MoveFailure.SAME_TARGET);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(failure.getReason())
        .startsWith(
            "'%s' and '%s' are one name"
                .formatted(fixture.root("lib/there"), fixture.root("usr/lib/there")));
    assertThat(fixture.root("usr/lib/there")).hasContent("of others");
    fixture.assertNoTemps();
  }

  @Test
  void filesOfOneName_oneOfWhichReplaces_areRefused() throws IOException {
    writeOne("there", fixture.root("usr/lib/there"));
    writeOne("there", fixture.image("lib/there"));
    writeOne("other", fixture.image("usr/lib/there"));
    assertThat(plan(OPTIONS).refusal()).isPresent();
    TransactionScene.assertRefused(MoveFailure.SAME_TARGET, () -> merge(OPTIONS));
  }

  @ParameterizedTest
  @EnumSource
  void filesInTheWayOfWhichIsADirectory_byTwoPaths_areBothSkipped(Atomicity atomicity)
      throws IOException {
    write(fixture.root("usr/lib/d/x"), "x");
    write(fixture.image("lib/d"), "second");
    write(fixture.image("usr/lib/d"), "first");
    MergeOptions.Builder options = OPTIONS.toBuilder().atomicity(atomicity);
    assertThat(actions(options.collisions(c -> CollisionPolicy.Decision.SKIP).build()))
        .filteredOn(PlannedAction.SKIP::equals)
        .hasSize(2);
    assertThat(fixture.root("usr/lib/d/x")).hasContent("x");
    assertThat(fixture.image("lib/d")).hasContent("second");
    assertThat(fixture.image("usr/lib/d")).hasContent("first");
  }

  /** A merge that is no transaction takes one after the other. */
  @Test
  void plainMerge_takesBoth() throws IOException {
    write(fixture.image("lib/fresh"), "second");
    write(fixture.image("usr/lib/fresh"), "first");
    MergeOptions plain = OPTIONS.toBuilder().atomicity(Atomicity.PER_FILE).build();
    assertThat(plan(plain).refusal()).isEmpty();
    merge(plain);
    assertThat(fixture.root("usr/lib/fresh")).hasContent("second");
    assertThat(Files.exists(fixture.root("lib/fresh"), LinkOption.NOFOLLOW_LINKS)).isTrue();
  }
}
