// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.Workplace.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Source and target are one file: one name is refused, and of two names the source's goes. */
class SameFileTest {
  private static final Route WITHIN = Route.WITHIN_DISK;

  @AutoClose private final Workplace place = new Workplace();

  private void refuses(Path source, Path target) {
    place
        .refused(source, target)
        .isRefused(MoveFailure.SAME_FILE, MoveStep.LOOK, "are the same file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "printf x > \"$1\"",
        "printf x > \"$1\"; ln \"$1\" \"$1\".other",
        "mkfifo \"$1\"",
        "mkdir \"$1\"",
        "ln -s text \"$1\"; touch -h -a -d 2037-03-04 \"$1\"",
        "ln -s . \"$1\"; touch -h -a -d 2037-03-04 \"$1\""
      })
  void oneName_isRefused(String script) {
    Path file = place.source(WITHIN, "source");
    shell(script, file);

    refuses(file, file);
    refuses(file, file.getParent().resolve("./source"));
    refuses(file.getParent().resolve("../from/source"), file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"printf x > \"$1\"", "printf x > \"$1\"; ln \"$1\" \"$1\".other"})
  void oneNameThroughALinkedDirectory_isRefused(String script) throws Exception {
    Path file = place.source(WITHIN, "source");
    shell(script, file);
    Path alias = Files.createSymbolicLink(place.disk().path("alias"), file.getParent());

    refuses(file, alias.resolve("source"));
    refuses(alias.resolve("source"), file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"printf x > \"$1\"", "printf x > \"$1\"; ln \"$1\" \"$1\".other"})
  void oneNameThroughABindMount_isRefused(String script) {
    Requirements.root();
    Path file = place.source(WITHIN, "source");
    shell(script, file);
    Path alias = place.disk().directory("alias");
    place.mounts().bind(file.getParent(), alias);

    refuses(file, alias.resolve("source"));
    refuses(alias.resolve("source"), file);
  }

  /** Two names, one link: removing either would lose the file. */
  @Test
  void fileThatIsMountedElsewhere_isRefused() {
    Requirements.root();
    Path file = place.sourceFile(WITHIN, "x");
    Path alias = place.targetFile(WITHIN, "below");
    place.mounts().bind(file, alias);

    refuses(file, alias);
    refuses(alias, file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"printf x > \"$1\"", "mkfifo \"$1\"", "ln -s text \"$1\""})
  void otherLinkOfOneInode_staysAndTheSourceGoes(String script) throws Exception {
    Path source = place.source(WITHIN, "source");
    Path target = place.target(WITHIN, "target");
    shell(script + "; touch -h -a -d 2037-03-04 \"$1\"", source);
    Command.of("ln", "-P", source.toString(), target.toString()).run().requireSuccess();
    String before = Snapshot.portableOf(source);

    MoveResult result = place.mover().move(source, target);

    assertThat(result.method()).isEqualTo(MoveMethod.HARD_LINKED);
    assertThat(Snapshot.portableOf(target)).isEqualTo(before);
    assertThat(source.getParent()).isEmptyDirectory();
    assertThat(Workplace.namesIn(target.getParent())).containsExactly("target");
  }

  @Test
  void otherLinkInTheSameDirectory_staysAndTheSourceGoes() throws Exception {
    Path source = place.sourceFile(WITHIN, "x");
    Path target = Files.createLink(source.resolveSibling("target"), source);
    shell("touch -a -d '2001-02-03 04:05:06 UTC' \"$1\"", source.getParent());

    place.mover().move(source, target);

    assertThat(shell("stat -c %X \"$1\"", source.getParent())).isEqualTo("981173106");
    assertThat(Workplace.namesIn(source.getParent())).containsExactly("target");
    assertThat(Workplace.read(target)).isEqualTo("x");
  }

  @Test
  void otherLinkThroughABindMount_staysAndTheSourceGoes() throws Exception {
    Requirements.root();
    Path source = place.sourceFile(WITHIN, "x");
    Files.createLink(source.resolveSibling("target"), source);
    Path alias = place.disk().directory("alias");
    place.mounts().bind(source.getParent(), alias);

    place.mover().move(source, alias.resolve("target"));

    assertThat(Workplace.namesIn(source.getParent())).containsExactly("target");
    assertThat(Workplace.read(alias.resolve("target"))).isEqualTo("x");
  }

  @Test
  void linkToTheSource_isReplacedByIt() throws Exception {
    Path source = place.sourceFile(WITHIN, "x");
    Path target = Files.createSymbolicLink(place.target(WITHIN, "target"), source);

    place.mover().move(source, target);

    assertThat(target).isRegularFile().isNotEmptyFile();
    assertThat(Files.isSymbolicLink(target)).isFalse();
    assertThat(source).doesNotExist();
  }

  /** As names of two files would that a file server gives one number. */
  @Test
  void otherLinkThatDiffers_isNotBelieved() throws Exception {
    Path source = place.sourceFile(WITHIN, "x");
    Path target = Files.createLink(place.target(WITHIN, "target"), source);
    FaultInjectingSyscalls between = new FaultInjectingSyscalls(Syscalls.system());
    between.onCall("statx", 2, () -> Workplace.write(target, "longer"));

    MoveException failure =
        catchThrowableOfType(
            MoveException.class, () -> MoveFile.using(between.syscalls()).move(source, target));

    assertThat(failure.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
    assertThat(failure).hasMessageContaining("have the number of one file, but differ");
    assertThat(Files.isSameFile(source, target)).isTrue();
  }

  /** As where case is ignored, and no flag says so: only one of the two spellings is there. */
  @Test
  void otherNameThatIsNotListed_isTakenForTheSame() throws Exception {
    Path source = place.sourceFile(WITHIN, "x");
    Path target = Files.createLink(source.resolveSibling("target"), source);
    Files.createLink(place.target(WITHIN, "third"), source);
    FaultInjectingSyscalls before = new FaultInjectingSyscalls(Syscalls.system());
    before.onCall("getdents64", 1, () -> assertThat(target.toFile().delete()).isTrue());

    MoveException failure =
        catchThrowableOfType(
            MoveException.class, () -> MoveFile.using(before.syscalls()).move(source, target));

    assertThat(failure.failure()).isEqualTo(MoveFailure.SAME_FILE);
    assertThat(source).exists();
  }

  /** One file that has two devices: a copy would replace it, and its removal remove the copy. */
  @Test
  void fileBelowAnOverlay_isNotMovedOntoItself() {
    Requirements.root();
    Path memory = place.mounts().tmpfs(place.disk().path("memory"), "size=1m");
    Path branch = memory.resolve("upper");
    Path merged = place.mounts().overlay(branch, memory.resolve("merged"));
    Path file = Workplace.write(branch.resolve("file"), "x");

    refuses(file, merged.resolve("file"));
    refuses(merged.resolve("file"), file);
  }

  @Test
  void copyOntoItself_isRefused() throws Exception {
    Path source = place.sourceFile(WITHIN, "x");
    Path other = Files.createLink(place.target(WITHIN, "target"), source);

    for (Path target : new Path[] {source, other}) {
      place
          .refusedCopy(source, target)
          .isRefused(MoveFailure.SAME_FILE, MoveStep.LOOK, "are the same file");
    }
  }
}
