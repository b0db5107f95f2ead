// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import io.github.movefile.syscalls.testing.RecordingSyscalls.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is stored, and in which order: the file, then its name, and only then the source goes. */
class DurabilityTest {
  private static final MoveOptions FSYNC =
      MoveOptions.builder().durability(Durability.FSYNC).build();

  @AutoClose private final Workplace place = new Workplace();
  private final RecordingSyscalls calls = new RecordingSyscalls(Syscalls.system());

  /** Calls that change names or store something, with what they were about. */
  private List<String> story(Path source, Path target) {
    Map<String, String> opened = new HashMap<>();
    List<String> story = new ArrayList<>();
    for (Entry entry : calls.entries()) {
      switch (entry.name()) {
        case "openat" -> opened.put(entry.result(), name(entry.arguments(), source, target));
        case "fsync" -> story.add("fsync " + opened.get(entry.arguments()));
        case "renameat2", "unlinkat" ->
            story.add(entry.name() + " " + name(entry.arguments(), source, target));
        default -> {}
      }
    }
    return story;
  }

  private static String name(String arguments, Path source, Path target) {
    Map<String, Path> names = new LinkedHashMap<>();
    names.put("source", source);
    names.put("target", target);
    names.put("source directory", source.getParent());
    names.put("target directory", target.getParent());
    return names.entrySet().stream()
        .filter(name -> arguments.contains(RawPath.of(name.getValue()).quoted()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("temp");
  }

  private List<String> move(Route route, MoveOptions options) throws MoveException {
    Path source = place.source(route, "source");
    Path target = place.target(route, "target");
    MoveFile.using(calls.syscalls()).move(source, target, options);
    return story(source, target);
  }

  @Test
  void renamedFile_isStoredBeforeAndItsNamesAfter() throws Exception {
    place.sourceFile(Route.WITHIN_DISK, "x");

    assertThat(move(Route.WITHIN_DISK, FSYNC))
        .containsExactly(
            "fsync source", "renameat2 source", "fsync target directory", "fsync source directory");
  }

  @Test
  void timeThatARenamedFileGets_isStored() throws Exception {
    place.sourceFile(Route.WITHIN_DISK, "x");
    MoveOptions options = FSYNC.toBuilder().mtime(new Timespec(1_234_567_890, 1)).build();

    assertThat(move(Route.WITHIN_DISK, options))
        .containsExactly(
            "fsync source",
            "renameat2 source",
            "fsync target",
            "fsync target directory",
            "fsync source directory");
    assertThat(calls.names().lastIndexOf("utimensat"))
        .isBetween(calls.names().indexOf("renameat2"), calls.names().lastIndexOf("fsync"));
  }

  @Test
  @AcrossFileSystems
  void copiedFile_isStoredWithItsNameBeforeTheSourceGoes() throws Exception {
    place.sourceFile(Route.MEMORY_TO_DISK, "x");

    assertThat(move(Route.MEMORY_TO_DISK, FSYNC))
        .containsExactly(
            "fsync source", // in vain: that it can't be renamed shows only then
            "renameat2 source",
            "fsync temp",
            "renameat2 target",
            "fsync target directory",
            "unlinkat source",
            "fsync source directory");
  }

  @Test
  @AcrossFileSystems
  void allOfTheFile_isThereWhenItIsStored() throws Exception {
    place.sourceFile(Route.MEMORY_TO_DISK, "x");

    move(Route.MEMORY_TO_DISK, FSYNC);

    for (String call : List.of("sendfile", "fchown", "fchmod", "futimens")) {
      List<String> names = calls.names();
      assertThat(names).contains(call);
      // The first fsync of the copy path: of the file, after all that changes it.
      assertThat(names.lastIndexOf(call)).isLessThan(names.lastIndexOf("renameat2"));
      assertThat(names.subList(names.lastIndexOf(call), names.lastIndexOf("renameat2")))
          .contains("fsync");
    }
  }

  @Test
  @AcrossFileSystems
  void link_isStoredWithItsDirectory() throws Exception {
    Workplace.shell("ln -s text \"$1\"", place.source(Route.MEMORY_TO_DISK, "source"));

    assertThat(move(Route.MEMORY_TO_DISK, FSYNC))
        .containsExactly(
            "renameat2 source",
            "renameat2 target",
            "fsync target directory",
            "unlinkat source",
            "fsync source directory");
  }

  @Test
  void otherLinkOfTheTarget_goesOnceTheTargetIsStored() throws Exception {
    Path source = place.sourceFile(Route.WITHIN_DISK, "x");
    Files.createLink(place.target(Route.WITHIN_DISK, "target"), source);

    assertThat(move(Route.WITHIN_DISK, FSYNC))
        .containsExactly(
            "fsync target",
            "fsync target directory",
            "renameat2 source",
            "unlinkat temp",
            "fsync source directory");
  }

  /**
   * A file system that became read-only after an error says EROFS. xfs after an error says nothing
   * of the directory, but EIO of its inode.
   */
  @ParameterizedTest
  @CsvSource({"fsync, 3, EIO", "fsync, 3, EROFS", "fstat, 2, EIO"})
  @AcrossFileSystems
  void nameThatIsNotStored_keepsTheSource(String call, int nth, Errno errno) {
    Path source = place.sourceFile(Route.MEMORY_TO_DISK, "new");
    Path target = place.targetFile(Route.MEMORY_TO_DISK, "old");
    FaultInjectingSyscalls faulty =
        new FaultInjectingSyscalls(calls.syscalls()).arm(Fault.once(call, nth, errno));

    MoveException failure =
        catchThrowableOfType(
            MoveException.class,
            () -> MoveFile.using(faulty.syscalls()).move(source, target, FSYNC));

    assertThat(failure.step()).isEqualTo(MoveStep.SYNC_DIRECTORY);
    assertThat(failure.errno()).contains(errno);
    assertThat(failure.state()).isEqualTo(MoveState.SOURCE_LEFT);
    assertThat(source).hasContent("new");
    assertThat(target).hasContent("new");
  }

  @OnEveryRoute
  void nothingIsAwaitedUnlessAskedFor(Route route) throws Exception {
    place.sourceFile(route, "x");

    move(route, MoveOptions.defaults());

    for (String call : List.of("fsync", "syncfs")) {
      calls.assertNever(call);
    }
  }
}
