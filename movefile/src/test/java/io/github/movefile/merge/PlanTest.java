// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plan tells just what the merge then does, and any number of workers comes to the same end. */
class PlanTest {
  private static final int SEEDS = 12;

  private static final Protection ADMINS =
      (path, exists) -> path.fileName().length() == 1 && path.unsafeBytes()[0] == 'c';

  /** What came of a merge. */
  private record End(List<PlannedEntry> done, TreeRecord root, TreeRecord image) {}

  private static MergeOptions.Builder options(long seed, ImageDisposal disposal) {
    return MergeOptions.builder()
        .disposal(disposal)
        .existingDirectories(seed % 2 == 0 ? ExistingDirectories.KEEP : ExistingDirectories.UPDATE)
        .unchanged(seed % 3 == 0 ? UnchangedFiles.REPLACE : UnchangedFiles.LEAVE)
        .protection(seed % 5 == 0 ? ADMINS : Protection.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void plan_isWhatTheMergeDoes_withOneWorkerAndWithEight(Layout layout) throws IOException {
    for (ImageDisposal disposal : ImageDisposal.values()) {
      for (long seed = 0; seed < SEEDS; seed++) {
        MergeOptions options =
            options(seed, disposal)
                .collisions(seed % 2 == 0 ? CollisionPolicy.BACKUP : skip())
                .build();
        String name = layout + " " + disposal + " seed " + seed;
        List<PlannedEntry> planned = plan(layout, seed, options);

        End one = merge(layout, seed, options.toBuilder().workers(1).build());
        End eight = merge(layout, seed, options.toBuilder().workers(8).build());

        assertThat(one.done()).as(name).isEqualTo(planned);
        assertThat(eight.done()).as(name).isEqualTo(planned);
        assertThat(eight.image().differencesTo(one.image()))
            .as(name)
            .allMatch(line -> line.endsWith(": [mtime]")); // of directories with something left
        assertThat(eight.root().differencesTo(one.root()))
            .as(name)
            .filteredOn(line -> !isTimeOfKeptDirectory(line, eight))
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatMergesRefuseAtOnce_plansRefuseToo(Layout layout) throws IOException {
    String state = ".movefile-transaction";
    try (MergeFixture cutOff = new MergeFixture(layout);
        MergeFixture reserved = new MergeFixture(layout)) {
      Files.createDirectory(cutOff.root(state));
      Files.createDirectory(reserved.image(state));

      assertThat(refusal(cutOff)).isEqualTo(MoveFailure.RECOVERY_NEEDED);
      assertThat(refusal(reserved)).isEqualTo(MoveFailure.RESERVED_NAME);
    }
  }

  private static MoveFailure refusal(MergeFixture fixture) {
    return catchThrowableOfType(
            MoveException.class,
            () ->
                TreeMerge.create()
                    .plan(
                        RawPath.of(fixture.image()),
                        RawPath.of(fixture.root()),
                        MergeOptions.builder().build(),
                        PlanListener.NONE))
        .failure();
  }

  /** What is merged into a directory that was there changes its time to that of the merge. */
  private static boolean isTimeOfKeptDirectory(String line, End end) {
    String path = line.substring(0, Math.max(0, line.lastIndexOf(": [mtime]")));
    return line.endsWith(": [mtime]")
        && end.root().get(path).get("type").equals("DIRECTORY")
        && end.done().stream()
            .noneMatch(
                entry ->
                    entry.action() == PlannedAction.MAKE_DIRECTORY
                        && entry.path().toString().equals(path));
  }

  private static CollisionPolicy skip() {
    return collision -> CollisionPolicy.Decision.SKIP;
  }

  private static List<PlannedEntry> plan(Layout layout, long seed, MergeOptions options)
      throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      RandomTrees.make(seed, fixture.image(), fixture.root());
      TreeRecord image = TreeRecord.of(fixture.image());
      TreeRecord root = TreeRecord.of(fixture.root());
      List<PlannedEntry> planned = new ArrayList<>();
      LeakCheckingSyscalls calls = new LeakCheckingSyscalls(Syscalls.system());

      MergePlan plan =
          TreeMerge.using(calls.syscalls())
              .plan(RawPath.of(fixture.image()), RawPath.of(fixture.root()), options, planned::add);

      calls.assertNoLeaks();
      assertThat(plan.entries()).isEqualTo(planned.size());
      assertThat(TreeRecord.of(fixture.image()).differencesTo(image)).isEmpty();
      assertThat(TreeRecord.of(fixture.root()).differencesTo(root)).isEmpty();
      return planned;
    }
  }

  private static End merge(Layout layout, long seed, MergeOptions options) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      RandomTrees.make(seed, fixture.image(), fixture.root());
      List<PlannedEntry> done = new ArrayList<>();
      LeakCheckingSyscalls calls = new LeakCheckingSyscalls(Syscalls.system());
      MergeListener listener =
          new MergeListener() {
            @Override
            public void merged(MergedEntry entry) {
              done.add(entry.planned());
            }
          };

      TreeMerge.using(calls.syscalls())
          .merge(fixture.image(), fixture.root(), options.toBuilder().listener(listener).build());

      calls.assertNoLeaks();
      fixture.assertNoTemps();
      return new End(done, TreeRecord.of(fixture.root()), TreeRecord.of(fixture.image()));
    }
  }

  /** Nothing is done in an empty directory after which what comes behind it could be told. */
  @ParameterizedTest
  @EnumSource
  void emptyDirectories_holdNothingBack(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      List<String> paths = List.of("a", "b", "b/a", "b/b", "c");
      for (String path : paths) {
        Files.createDirectory(fixture.image(path));
      }
      List<String> told = new ArrayList<>();

      MergePlan plan =
          TreeMerge.create()
              .plan(
                  RawPath.of(fixture.image()),
                  RawPath.of(fixture.root()),
                  MergeOptions.defaults(),
                  entry -> told.add(entry.path().toString()));

      assertThat(told).isEqualTo(paths);
      assertThat(plan.entries()).isEqualTo(paths.size());
    }
  }

  /** With FAIL, the first refusal that a plan tells is the one at which the merge ends. */
  @ParameterizedTest
  @EnumSource
  void refusal_isTheMergesFailure(Layout layout) throws IOException {
    int refusals = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      try (MergeFixture fixture = new MergeFixture(layout)) {
        RandomTrees.make(seed, fixture.image(), fixture.root());
        MergeOptions options = MergeOptions.builder().workers(1).build();
        Optional<MoveException> refusal =
            TreeMerge.create()
                .plan(
                    RawPath.of(fixture.image()),
                    RawPath.of(fixture.root()),
                    options,
                    PlanListener.NONE)
                .refusal();

        MoveException failure = failureOf(fixture, options);

        assertThat(failure == null).as("seed %d", seed).isEqualTo(refusal.isEmpty());
        if (failure != null) {
          refusals++;
          assertThat(failure).hasMessage(refusal.orElseThrow().getMessage());
          assertThat(failure.failure()).isEqualTo(refusal.orElseThrow().failure());
        }
      }
    }
    assertThat(refusals).isGreaterThan(SEEDS / 4);
  }

  private static @Nullable MoveException failureOf(MergeFixture fixture, MergeOptions options) {
    try {
      TreeMerge.create().merge(fixture.image(), fixture.root(), options);
      return null;
    } catch (MoveException e) {
      return e;
    }
  }

  @Test
  void sums_areThoseOfTheFiles() throws IOException {
    try (MergeFixture fixture = new MergeFixture(Layout.TWO_FILE_SYSTEMS)) {
      MergeFixture.write(fixture.image("d/a"), "1234");
      java.nio.file.Files.createLink(fixture.image("d/b"), fixture.image("d/a"));
      MergeFixture.write(fixture.image("c"), "123456");
      MergeFixture.write(fixture.root("c"), "old");
      java.nio.file.Files.createSymbolicLink(
          fixture.image("d/out"), java.nio.file.Path.of("../../x"));
      java.nio.file.Files.createSymbolicLink(fixture.image("in"), fixture.image().resolve("c"));

      MergePlan plan =
          TreeMerge.create()
              .plan(
                  RawPath.of(fixture.image()),
                  RawPath.of(fixture.root()),
                  MergeOptions.defaults(),
                  PlanListener.NONE);

      assertThat(plan.bytes()).isEqualTo(10);
      assertThat(plan.count(PlannedAction.PLACE)).isEqualTo(4);
      assertThat(plan.count(PlannedAction.REPLACE)).isEqualTo(1);
      assertThat(plan.fits()).isTrue();
      assertThat(plan.unsafeLinks())
          .extracting(UnsafeLink::danger)
          .containsExactlyInAnyOrder(UnsafeLink.Danger.ABOVE_ROOT, UnsafeLink.Danger.INTO_IMAGE);
      if (Layout.TWO_FILE_SYSTEMS.isAcross()) {
        assertThat(plan.bytesToCopy()).isEqualTo(10);
        assertThat(plan.filesToCopy()).isEqualTo(2);
        assertThat(plan.space()).singleElement().extracting(SpaceNeed::inodes).isEqualTo(5L);
      }
    }
  }
}
