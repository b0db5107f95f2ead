// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.Workplace.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A target becomes a hard link of the first candidate that can be linked. */
class HardLinkCandidatesTest {
  private static final Route WITHIN = Route.WITHIN_DISK;

  @AutoClose private final Workplace place = new Workplace();

  private MoveResult move(Path source, Path target, Path... candidates) throws MoveException {
    return place.mover().move(source, target, options(candidates));
  }

  private static MoveOptions options(Path... candidates) {
    return MoveOptions.builder()
        .hardLinkCandidates(Stream.of(candidates).map(RawPath::of).toList())
        .build();
  }

  private Path candidate(Route route, String name) {
    return Workplace.write(place.target(route, name), "same");
  }

  private static void assertLinked(Path a, Path b) throws Exception {
    assertThat(Files.isSameFile(a, b)).as(a + " is a link of " + b).isTrue();
  }

  @OnEveryRoute
  void firstCandidate_isLinkedAndTheSourceGoes(Route route) throws Exception {
    Path first = candidate(route, "first");
    Path second = candidate(route, "second");
    String before = Snapshot.portableOf(first);
    Path target = place.targetFile(route, "old");

    MoveResult result = move(place.sourceFile(route, "same"), target, first, second);

    assertThat(result.method()).isEqualTo(MoveMethod.HARD_LINKED);
    assertThat(result.bytes()).isEqualTo(4);
    assertThat(result.warnings()).isEmpty();
    assertLinked(target, first);
    assertThat(Snapshot.portableOf(target)).isEqualTo(before);
    assertThat(place.sourceDirectory(route)).isEmptyDirectory();
    assertThat(Workplace.namesIn(place.targetDirectory(route)))
        .containsExactly("first", "second", "target");
  }

  @Test
  @AcrossFileSystems
  void candidatesThatCannotBeLinked_arePassedOver() throws Exception {
    Path missing = place.target(WITHIN, "missing");
    Path belowFile = candidate(WITHIN, "file").resolve("below");
    Path elsewhere = Workplace.write(place.memory().path("elsewhere"), "same");
    Path directory = Files.createDirectory(place.target(WITHIN, "directory"));
    Path good = candidate(WITHIN, "good");
    Path link = Files.createSymbolicLink(place.target(WITHIN, "link"), good);
    Path target = place.target(WITHIN, "target");

    MoveResult result =
        move(
            place.sourceFile(WITHIN, "same"),
            target,
            missing,
            belowFile,
            elsewhere,
            directory,
            link,
            good);

    assertThat(result.method()).isEqualTo(MoveMethod.HARD_LINKED);
    assertThat(result.warnings()).isEmpty();
    assertLinked(target, good);
    assertThat(Files.isSymbolicLink(target)).isFalse();
  }

  @OnEveryRoute
  void noCandidateLinked_isTellingAndAnOrdinaryMove(Route route) throws Exception {
    Path target = place.targetFile(route, "old");

    MoveResult result =
        move(place.sourceFile(route, "same"), target, place.target(route, "missing"));

    assertThat(result.method())
        .isEqualTo(route.isAcross() ? MoveMethod.COPIED : MoveMethod.RENAMED);
    assertThat(result.warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.loss()).isEqualTo(Loss.HARD_LINK))
        .satisfies(
            warning -> assertThat(warning.cause().orElseThrow().errno()).isEqualTo(Errno.ENOENT));
    assertThat(Workplace.read(target)).isEqualTo("same");
    assertThat(Workplace.namesIn(target.getParent())).containsExactly("target");
  }

  @Test
  void onlyADirectoryAsCandidate_isTold() throws Exception {
    MoveResult result =
        move(place.sourceFile(WITHIN, "same"), place.target(WITHIN, "target"), place.disk().path());

    assertThat(result.method()).isEqualTo(MoveMethod.RENAMED);
    assertThat(result.warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.loss()).isEqualTo(Loss.HARD_LINK));
  }

  @Test
  void noCandidateLinked_isRefusedWhereNoLossIsWanted() {
    MoveOptions strict =
        MoveOptions.builder()
            .hardLinkCandidates(List.of(RawPath.of("/missing")))
            .losses(LossPolicy.FAIL)
            .build();

    place
        .refused(place.sourceFile(WITHIN, "new"), place.targetFile(WITHIN, "old"), strict)
        .failsWith(MoveFailure.LOSS_REFUSED, MoveStep.CREATE_TEMP, Errno.ENOENT);
  }

  /** rename(2) of two names of one inode does nothing, and leaves the temp. */
  @OnEveryRoute
  void targetAsCandidate_staysAndLeavesNoTemp(Route route) throws Exception {
    Path target = candidate(route, "target");
    String before = Snapshot.portableOf(target);

    MoveResult result = move(place.sourceFile(route, "same"), target, target);

    assertThat(result.method()).isEqualTo(MoveMethod.HARD_LINKED);
    assertThat(Snapshot.portableOf(target)).isEqualTo(before);
    assertThat(Snapshot.of(target).local()).contains("links 1");
    assertThat(place.sourceDirectory(route)).isEmptyDirectory();
    assertThat(Workplace.namesIn(place.targetDirectory(route))).containsExactly("target");
  }

  @Test
  void targetThatIsALinkOfTheCandidate_staysOne() throws Exception {
    Path candidate = candidate(WITHIN, "candidate");
    Path target = Files.createLink(place.target(WITHIN, "target"), candidate);

    move(place.sourceFile(WITHIN, "same"), target, candidate);

    assertLinked(target, candidate);
    assertThat(Workplace.namesIn(target.getParent())).containsExactly("candidate", "target");
  }

  @OnEveryRoute
  void sourceAsCandidate_isMovedAsEver(Route route) throws Exception {
    Path source = place.sourceFile(route, "same");
    Path target = place.target(route, "target");

    MoveResult result = move(source, target, source);

    assertThat(result.method())
        .isEqualTo(route.isAcross() ? MoveMethod.COPIED : MoveMethod.RENAMED);
    assertThat(result.warnings()).isEmpty();
    assertThat(Workplace.read(target)).isEqualTo("same");
    assertThat(source).doesNotExist();
  }

  @Test
  void linkOfTheSourceAsCandidate_staysALink() throws Exception {
    Path source = place.sourceFile(WITHIN, "same");
    Path other = Files.createLink(place.target(WITHIN, "other"), source);
    Path target = place.target(WITHIN, "target");

    move(source, target, other);

    assertLinked(target, other);
    assertThat(source).doesNotExist();
  }

  @Test
  void copyWithTheSourceAsCandidate_linksIt() throws Exception {
    Path source = place.sourceFile(WITHIN, "same");
    Path target = place.target(WITHIN, "target");

    MoveResult result = place.mover().copy(source, target, options(source));

    assertThat(result.method()).isEqualTo(MoveMethod.HARD_LINKED);
    assertLinked(target, source);
  }

  @Test
  void linkAsTarget_isReplaced() throws Exception {
    Path candidate = candidate(WITHIN, "candidate");
    Path bystander = Workplace.write(place.target(WITHIN, "bystander"), "untouched");
    Path target = Files.createSymbolicLink(place.target(WITHIN, "target"), bystander);

    move(place.sourceFile(WITHIN, "same"), target, candidate);

    assertLinked(target, candidate);
    assertThat(Files.isSymbolicLink(target)).isFalse();
    assertThat(Workplace.read(bystander)).isEqualTo("untouched");
  }

  @Test
  void linksAndNodes_haveNoCandidates() throws Exception {
    Path candidate = candidate(WITHIN, "candidate");
    for (String script : new String[] {"ln -s text \"$1\"", "mkfifo \"$1\"", "mkdir \"$1\""}) {
      Path source = place.source(WITHIN, "source");
      shell(script, source);

      MoveResult result = move(source, place.target(WITHIN, script.substring(0, 5)), candidate);

      assertThat(result.method()).isEqualTo(MoveMethod.RENAMED);
      assertThat(result.warnings()).isEmpty();
    }
  }

  @Test
  void immutableCandidate_isALossAndAnOrdinaryMove() throws Exception {
    Requirements.root();
    Requirements.command("chattr");
    Path candidate = candidate(WITHIN, "candidate");
    shell("chattr +i \"$1\"", candidate);

    MoveResult result =
        move(place.sourceFile(WITHIN, "same"), place.target(WITHIN, "target"), candidate);

    assertThat(result.method()).isEqualTo(MoveMethod.RENAMED);
    assertThat(result.warnings().get(0).cause().orElseThrow().errno()).isEqualTo(Errno.EPERM);
  }
}
