// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.internal.MergeScene.Base;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.FaultSweep;
import io.github.movefile.syscalls.testing.FaultSweep.Outcome;
import io.github.movefile.syscalls.testing.FaultSweep.Scenario;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackupTest {
  private static final RawPath NAME = RawPath.of("it");
  static final List<RawPath> STRANGE_NAMES = MergeScene.STRANGE_NAMES;

  @AutoClose private final MergeScene scene = new MergeScene(Base.DISK);

  private static void backUp(MergeScene scene, Syscalls calls, RawPath name) throws Exception {
    scene.with(
        calls,
        MergeOptions.defaults(),
        (session, dirs) -> Backup.of(session.calls().paths(), dirs, name));
  }

  private void backUp(RawPath name) throws Exception {
    backUp(scene, Syscalls.system(), name);
  }

  private static MoveException backUpAndUndo(MergeScene scene, Syscalls calls, Runnable between)
      throws Exception {
    return scene.with(
        calls,
        MergeOptions.defaults(),
        (session, dirs) -> {
          Backup backup = Backup.of(session.calls().paths(), dirs, NAME);
          between.run();
          MoveException why = dirs.refused(NAME, MoveFailure.CANCELLED, "a test");
          backup.undo(why);
          return why;
        });
  }

  @Test
  void file_isRenamedToFirstFreeNumber() throws Exception {
    Files.writeString(scene.root("it"), "mine");
    Files.writeString(scene.root("it.backup.0000"), "zero");
    Files.createSymbolicLink(scene.root("it.backup.0001"), Path.of("nowhere"));
    Files.createDirectory(scene.root("it.backup.0002"));
    Files.writeString(scene.root("it.backup.0004"), "four");

    backUp(NAME);

    assertThat(scene.root("it")).doesNotExist();
    assertThat(scene.root("it.backup.0003")).hasContent("mine");
    assertThat(scene.root("it.backup.0000")).hasContent("zero");
    assertThat(scene.root("it.backup.0001")).isSymbolicLink();
    assertThat(scene.root("it.backup.0002")).isEmptyDirectory();
    assertThat(scene.root("it.backup.0004")).hasContent("four");
  }

  @Test
  void directory_isRenamedWhole_andLinkItself() throws Exception {
    Files.createDirectories(scene.root("it/a/b"));
    Files.createSymbolicLink(scene.root("link"), Path.of("it"));
    backUp(NAME);
    backUp(RawPath.of("link"));
    assertThat(scene.root("it.backup.0000/a/b")).isDirectory();
    assertThat(Files.readSymbolicLink(scene.root("link.backup.0000"))).hasToString("it");
    assertThat(scene.rootNames()).hasSize(2);
  }

  @ParameterizedTest
  @FieldSource("STRANGE_NAMES")
  void names_areBytes(RawPath name) throws Exception {
    Files.writeString(scene.root(name), "mine");
    backUp(name);
    assertThat(scene.rootNames()).hasSize(1);
    byte[] backup = scene.rootNames().get(0).bytes();
    assertThat(backup).startsWith(name.bytes()).endsWith(".backup.0000".getBytes(US_ASCII));
    assertThat(backup).hasSize(name.length() + 12);
  }

  @ParameterizedTest
  @ValueSource(ints = {242, 243, 244, 254, 255})
  void longName_losesItsEnd_andNeverAnotherBackup(int length) throws Exception {
    String start = "n".repeat(length - 1);
    for (String last : List.of("a", "b", "c")) {
      Files.writeString(scene.root(start + last), last);
      backUp(RawPath.of(start + last));
    }
    assertThat(scene.rootNames()).hasSize(3);
    Map<String, String> contents = new TreeMap<>();
    for (RawPath name : scene.rootNames()) {
      assertThat(name.length()).isEqualTo(Math.min(length + 12, 255));
      assertThat(name.toString()).startsWith("n".repeat(242 - 1)).contains(".backup.000");
      contents.put(Files.readString(scene.root(name)), name.toString());
    }
    assertThat(contents).containsOnlyKeys("a", "b", "c");
  }

  @Test
  void missing_isTold() {
    MoveException failure = catchThrowableOfType(MoveException.class, () -> backUp(NAME));
    assertThat(failure.errno()).contains(Errno.ENOENT);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
  }

  @Test
  void allNumbersTaken_isTold() throws Exception {
    Files.writeString(scene.root("it"), "mine");
    FaultInjectingSyscalls faults = new FaultInjectingSyscalls(Syscalls.system());
    faults.arm(Fault.always("renameat2", Errno.EEXIST));
    MoveException failure =
        catchThrowableOfType(MoveException.class, () -> backUp(scene, faults.syscalls(), NAME));
    assertThat(failure.errno()).contains(Errno.EEXIST);
    assertThat(faults.count("renameat2")).isEqualTo(10_000);
    assertThat(scene.root("it")).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EINVAL", "ENOSYS"})
  void withoutTheFlag_takenNumbersAreSeen(String errno) throws Exception {
    Files.writeString(scene.root("it"), "mine");
    Files.createSymbolicLink(scene.root("it.backup.0000"), Path.of("nowhere"));
    FaultInjectingSyscalls faults = new FaultInjectingSyscalls(Syscalls.system());
    for (int nth = 1; nth <= 2; nth++) {
      faults.arm(Fault.once("renameat2", nth, Errno.valueOf(errno)));
    }
    backUp(scene, faults.syscalls(), NAME);
    assertThat(faults.fired()).isEqualTo(2);
    assertThat(scene.root("it.backup.0000")).isSymbolicLink();
    assertThat(scene.root("it.backup.0001")).hasContent("mine");
  }

  @Test
  void nameTakenMeanwhile_isLeftAlone() throws Exception {
    Files.writeString(scene.root("it"), "mine");
    FaultInjectingSyscalls faults = new FaultInjectingSyscalls(Syscalls.system());
    faults.onCall("renameat2", 1, () -> write(scene.root("it.backup.0000"), "another's"));
    backUp(scene, faults.syscalls(), NAME);
    assertThat(scene.root("it.backup.0000")).hasContent("another's");
    assertThat(scene.root("it.backup.0001")).hasContent("mine");
  }

  @Test
  void undo_givesTheNameBack() throws Exception {
    Files.writeString(scene.root("it"), "mine");
    MoveException why = backUpAndUndo(scene, Syscalls.system(), () -> {});
    assertThat(why.getSuppressed()).isEmpty();
    assertThat(scene.root("it")).hasContent("mine");
    assertThat(scene.rootNames()).hasSize(1);
  }

  @Test
  void undo_replacesNothing_andSaysSo() throws Exception {
    Files.writeString(scene.root("it"), "mine");
    MoveException why =
        backUpAndUndo(scene, Syscalls.system(), () -> write(scene.root("it"), "new"));
    assertThat(why.getSuppressed()).singleElement().isInstanceOf(FileSystemException.class);
    assertThat(why.getSuppressed()[0].getMessage()).contains("it.backup.0000").contains("EEXIST");
    assertThat(scene.root("it")).hasContent("new");
    assertThat(scene.root("it.backup.0000")).hasContent("mine");
  }

  private static void write(Path file, String contents) {
    try {
      Files.writeString(file, contents);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void fault_losesNeitherFile(Base base) throws Exception {
    int cases =
        FaultSweep.over(() -> new BackAndForth(base))
            .errnos(
                Errno.EIO,
                Errno.EINTR,
                Errno.EINVAL,
                Errno.ENOSYS,
                Errno.EEXIST,
                Errno.ENOSPC,
                Errno.EACCES,
                Errno.EBUSY,
                Errno.ENOENT)
            .runAll();
    assertThat(cases).isGreaterThan(100);
  }

  /** Backs up, and undoes it. */
  private static final class BackAndForth implements Scenario {
    private final MergeScene scene;
    private @Nullable LeakCheckingSyscalls leaks;
    private @Nullable MoveException undone;

    BackAndForth(Base base) {
      scene = new MergeScene(base);
      write(scene.root("it"), "mine");
      write(scene.root("it.backup.0000"), "zero");
    }

    @Override
    public void run(Syscalls syscalls) throws Exception {
      leaks = new LeakCheckingSyscalls(syscalls.restarting());
      undone = backUpAndUndo(scene, leaks.syscalls(), () -> {});
    }

    @Override
    public void check(Outcome outcome) throws Exception {
      leaks.assertNoLeaks();
      assertThat(scene.root("it.backup.0000")).hasContent("zero");
      assertThat(scene.rootNames()).hasSize(2);
      boolean isBack = Files.exists(scene.root("it"), LinkOption.NOFOLLOW_LINKS);
      RawPath other = scene.rootNames().get(isBack ? 0 : 1);
      assertThat(scene.root(isBack ? NAME : other)).hasContent("mine");
      if (!outcome.succeeded()) {
        assertThat(outcome.failure()).isInstanceOf(MoveException.class);
        assertThat(((MoveException) outcome.failure()).errno()).contains(outcome.fault().errno());
      }
      // Whatever isn't as before is told.
      boolean isTold = undone == null || undone.getSuppressed().length > 0;
      assertThat(isBack || isTold).isTrue();
      assertThat(outcome.fault() != null || isBack).isTrue();
    }

    @Override
    public void close() {
      scene.close();
    }
  }
}
