// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static io.github.movefile.move.Workplace.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What can't be moved: why, where, by which errno, and that nothing was changed. */
class ErrorsTest {
  private static final Route WITHIN = Route.WITHIN_DISK;
  private static final Route ACROSS = Route.DISK_TO_MEMORY;

  @AutoClose private final Workplace place = new Workplace();

  @OnEveryRoute
  void missingSource(Route route) {
    place
        .refused(place.source(route, "source"), place.targetFile(route, "old"))
        .failsWith(MoveFailure.SOURCE_MISSING, MoveStep.LOOK, Errno.ENOENT);
  }

  @OnEveryRoute
  void missingParentOfTheTarget(Route route) {
    place
        .refused(place.sourceFile(route, "new"), place.target(route, "no/target"))
        .failsWith(MoveFailure.TARGET_PARENT_MISSING, MoveStep.RENAME, Errno.ENOENT);
  }

  @OnEveryRoute
  void linkWithMissingParentOfTheTarget(Route route) {
    Path source = place.source(route, "source");
    shell("ln -s text \"$1\"; touch -h -a -d 2037-03-04 \"$1\"", source);

    place
        .refused(source, place.target(route, "no/target"))
        .failsWith(MoveFailure.TARGET_PARENT_MISSING, MoveStep.RENAME, Errno.ENOENT);
  }

  @OnEveryRoute
  void fileOverDirectory(Route route) {
    Path target = place.target(route, "target");
    shell("mkdir \"$1\"", target);

    place
        .refused(place.sourceFile(route, "new"), target)
        .failsWith(MoveFailure.TARGET_IS_DIRECTORY, MoveStep.LOOK, Errno.EISDIR);
  }

  @Test
  void directoryOverFile() {
    Path source = directoryWithFile(WITHIN, "source");

    place
        .refused(source, place.targetFile(WITHIN, "old"))
        .failsWith(MoveFailure.NOT_A_DIRECTORY, MoveStep.RENAME, Errno.ENOTDIR);
  }

  @Test
  void directoryOverNonEmptyDirectory() {
    Path source = directoryWithFile(WITHIN, "source");
    Path target = place.target(WITHIN, "target");
    shell("mkdir \"$1\"; touch \"$1\"/child", target);

    place
        .refused(source, target)
        .failsWith(
            MoveFailure.DIRECTORY_NOT_EMPTY,
            MoveStep.RENAME,
            place.kindOfTarget(WITHIN).overNonEmptyDirectory());
  }

  @Test
  void directoryOverTheOneThatHoldsIt() {
    Path source = directoryWithFile(WITHIN, "source");

    place
        .refused(source, source.getParent())
        .failsWith(MoveFailure.DIRECTORY_NOT_EMPTY, MoveStep.RENAME, Errno.ENOTEMPTY);
  }

  @Test
  void directoryIntoItself() {
    Path source = directoryWithFile(WITHIN, "source");

    place
        .refused(source, source.resolve("below"))
        .failsWith(MoveFailure.DIRECTORY_INTO_ITSELF, MoveStep.RENAME, Errno.EINVAL);
  }

  @OnEveryRouteAcross
  void directoryAcrossFileSystems(Route route) {
    RefusedMove refused =
        place.refused(directoryWithFile(route, "source"), place.target(route, "target"));

    refused.failsWith(MoveFailure.DIRECTORY_ACROSS_FILE_SYSTEMS, MoveStep.RENAME, Errno.EXDEV);
    assertThat(refused.failure()).hasMessageContaining("merge");
  }

  @OnEveryRoute
  void copyOfADirectory(Route route) {
    place
        .refusedCopy(directoryWithFile(route, "source"), place.target(route, "target"))
        .isRefused(MoveFailure.SOURCE_IS_DIRECTORY, MoveStep.LOOK, "is a directory");
  }

  @Test
  void targetThroughAFile() {
    Path file = Workplace.write(place.target(WITHIN, "file"), "x");

    place
        .refused(place.sourceFile(WITHIN, "new"), file.resolve("target"))
        .failsWith(MoveFailure.NOT_A_DIRECTORY, MoveStep.LOOK, Errno.ENOTDIR);
  }

  @Test
  void sourceThroughAFile() {
    Path file = place.sourceFile(WITHIN, "x");

    place
        .refused(file.resolve("below"), place.target(WITHIN, "target"))
        .failsWith(MoveFailure.NOT_A_DIRECTORY, MoveStep.LOOK, Errno.ENOTDIR);
  }

  @Test
  void loopOfLinksInThePathOfTheTarget() {
    Path loop = place.target(WITHIN, "loop");
    shell("ln -s loop \"$1\"", loop);

    place
        .refused(place.sourceFile(WITHIN, "new"), loop.resolve("target"))
        .failsWith(MoveFailure.LINK_LOOP, MoveStep.LOOK, Errno.ELOOP);
  }

  @Test
  void loopOfLinksInThePathOfTheSource() {
    Path loop = place.source(WITHIN, "loop");
    shell("ln -s loop \"$1\"", loop);

    place
        .refused(loop.resolve("source"), place.targetFile(WITHIN, "old"))
        .failsWith(MoveFailure.LINK_LOOP, MoveStep.LOOK, Errno.ELOOP);
  }

  @OnEveryRoute
  void nameOf256Bytes(Route route) {
    place
        .refused(place.sourceFile(route, "new"), place.target(route, "n".repeat(256)))
        .failsWith(MoveFailure.NAME_TOO_LONG, MoveStep.LOOK, Errno.ENAMETOOLONG);
  }

  @OnEveryRoute
  void pathOfMoreThan4095Bytes(Route route) {
    String deep = "./".repeat(2048) + "target";

    MoveException failure =
        catchThrowableOfType(
            MoveException.class,
            () ->
                place
                    .mover()
                    .move(
                        RawPath.of(place.sourceFile(route, "new")),
                        RawPath.of(place.targetDirectory(route)).resolve(RawPath.of(deep)),
                        MoveOptions.defaults()));

    assertThat(failure.failure()).isEqualTo(MoveFailure.NAME_TOO_LONG);
    assertThat(failure.errno()).contains(Errno.ENAMETOOLONG);
    assertThat(Workplace.read(place.source(route, "source"))).isEqualTo("new");
    assertThat(place.targetDirectory(route)).isEmptyDirectory();
  }

  @Test
  void immutableTarget() {
    immutable(place.targetFile(WITHIN, "old"));

    place
        .refused(place.sourceFile(WITHIN, "new"), place.target(WITHIN, "target"))
        .failsWith(MoveFailure.DENIED, MoveStep.RENAME, Errno.EPERM);
  }

  @Test
  @AcrossFileSystems
  void immutableTargetOnAnotherFileSystem() {
    Route route = Route.MEMORY_TO_DISK;
    immutable(place.targetFile(route, "old"));

    place
        .refused(place.sourceFile(route, "new"), place.target(route, "target"))
        .failsWith(MoveFailure.DENIED, MoveStep.PUBLISH, Errno.EPERM);
  }

  @Test
  void immutableSource() {
    Path source = place.sourceFile(WITHIN, "new");
    immutable(source);

    place
        .refused(source, place.targetFile(WITHIN, "old"))
        .failsWith(MoveFailure.DENIED, MoveStep.RENAME, Errno.EPERM);
  }

  @Test
  @AcrossFileSystems
  void immutableSourceOnAnotherFileSystem_isNotCopied() {
    Path source = place.sourceFile(ACROSS, "new");
    immutable(source);

    place
        .refused(source, place.targetFile(ACROSS, "old"))
        .isRefused(MoveFailure.DENIED, MoveStep.LOOK, "immutable");
  }

  @Test
  void immutableSource_canBeCopied() throws Exception {
    Path source = place.sourceFile(ACROSS, "new");
    immutable(source);

    place.mover().copy(source, place.targetFile(ACROSS, "old"), MoveOptions.defaults());

    assertThat(Workplace.read(place.target(ACROSS, "target"))).isEqualTo("new");
  }

  /** A program that runs is replaced: no file is written to that is in use. */
  @OnEveryRoute
  void runningProgram_isReplaced(Route route) throws Exception {
    Path target = place.target(route, "target");
    shell("cp \"$(command -v sleep)\" \"$1\"", target);
    Process program = new ProcessBuilder(target.toString(), "1000").start();
    try {
      place.mover().move(place.sourceFile(route, "new"), target);

      assertThat(program.isAlive()).isTrue();
      assertThat(Workplace.read(target)).isEqualTo("new");
    } finally {
      program.destroyForcibly().waitFor();
    }
  }

  /** Local file systems don't say so to a rename; some network ones do. */
  @OnEveryRoute
  void textBusy(Route route) {
    int rename = route.isAcross() ? 2 : 1;
    FaultInjectingSyscalls faulty =
        new FaultInjectingSyscalls(Syscalls.system())
            .arm(Fault.once("renameat2", rename, Errno.ETXTBSY));
    Path source = place.sourceFile(route, "new");
    Path target = place.targetFile(route, "old");

    RefusedMove.run(source, target, () -> MoveFile.using(faulty.syscalls()).move(source, target))
        .failsWith(
            MoveFailure.TEXT_BUSY,
            route.isAcross() ? MoveStep.PUBLISH : MoveStep.RENAME,
            Errno.ETXTBSY);
  }

  @OnEveryRoute
  void copyIntoAMissingDirectory(Route route) {
    place
        .refusedCopy(place.sourceFile(route, "new"), place.target(route, "no/target"))
        .failsWith(MoveFailure.TARGET_PARENT_MISSING, MoveStep.CREATE_TEMP, Errno.ENOENT);
  }

  @Test
  void messageNamesBothFilesAndTheCall() {
    Path source = place.source(WITHIN, "source");
    Path target = place.target(WITHIN, "target");

    assertThat(place.refused(source, target).failure())
        .hasMessage(source + " -> " + target + ": statx: ENOENT (No such file or directory)");
  }

  private Path directoryWithFile(Route route, String name) {
    Path directory = place.source(route, name);
    shell("mkdir \"$1\"; echo contents > \"$1\"/file", directory);
    return directory;
  }

  private static void immutable(Path file) {
    Requirements.root();
    Requirements.command("chattr");
    shell("chattr +i \"$1\"", file);
  }
}
