// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.TransactionScene.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.move.internal.Place;
import io.github.movefile.move.internal.TempNaming;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileLock;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.KillingSyscalls;
import io.github.movefile.syscalls.testing.KillingSyscalls.Killed;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is in the way of a transaction: others in the root, files that stay. */
class TransactionObstaclesTest {
  private static final Syscalls CALLS = Syscalls.system();
  private static final MergeOptions OPTIONS =
      TransactionScene.options(ExistingDirectories.UPDATE, Durability.NONE).build();
  private static final MergeOptions PLAIN =
      OPTIONS.toBuilder().atomicity(Atomicity.PER_FILE).build();

  @OnEveryLayout
  void anotherTransaction_keepsAllOthersOut(Layout layout) throws IOException {
    try (TransactionScene scene = new TransactionScene(layout);
        Fd root = open(scene.root())) {
      CALLS.data().flock(root, FileLock.EXCLUSIVE);
      assertRefused(MoveFailure.LOCKED, () -> scene.merge(CALLS, OPTIONS));
      assertRefused(MoveFailure.LOCKED, () -> scene.merge(CALLS, PLAIN));
      assertRefused(MoveFailure.LOCKED, () -> scene.recover(CALLS));
      scene.assertIsOld();
    }
  }

  @OnEveryLayout
  void otherMerges_keepATransactionOut(Layout layout) throws IOException {
    try (TransactionScene scene = new TransactionScene(layout);
        Fd root = open(scene.root())) {
      CALLS.data().flock(root, FileLock.SHARED);
      assertRefused(MoveFailure.LOCKED, () -> scene.merge(CALLS, OPTIONS));
      scene.assertIsOld();
      scene.merge(CALLS, PLAIN);
      assertThat(scene.root().resolve("old/file")).hasContent("new");
    }
  }

  @OnEveryLayout
  void cutOff_takesNoOtherMerge(Layout layout) throws IOException {
    try (TransactionScene scene = new TransactionScene(layout)) {
      cutOffAfterCommit(scene, layout);
      assertRefused(MoveFailure.RECOVERY_NEEDED, () -> scene.merge(CALLS, PLAIN));
      assertRefused(MoveFailure.RECOVERY_NEEDED, () -> scene.merge(CALLS, OPTIONS));
    }
  }

  /** Another thread's move in the same directory is none of the transaction's. */
  @OnEveryLayout
  void livingTempOfTheSameProcess_stays(Layout layout) throws IOException {
    try (TransactionScene scene = new TransactionScene(layout)) {
      RawPath old = RawPath.of(scene.root().resolve("old"));
      Place target = Place.of(old.resolve(RawPath.of("file")));
      Path living = Files.createFile(TempNaming.OF_PROCESS.next(target).path().toPath());
      MergeOptions failing = OPTIONS.toBuilder().collisions(CollisionPolicy.FAIL).build();
      assertThatThrownBy(() -> scene.merge(CALLS, failing)).isInstanceOf(MoveException.class);
      assertThat(living).exists();
    }
  }

  @Test
  void immutableSource_isRefusedBefore() throws IOException {
    Requirements.root();
    try (TransactionScene scene = new TransactionScene(Layout.ONE_FILE_SYSTEM)) {
      Path file = scene.image().resolve("old/file");
      try (Immutable held = new Immutable(file)) {
        assertRefused(MoveFailure.DENIED, () -> scene.merge(CALLS, OPTIONS));
        assertThat(held.file).exists();
        assertThat(scene.root().resolve("old/file")).hasContent("old");
      }
      scene.assertIsOld();
    }
  }

  /** As on a medium that is read-only: the merge is done, and the root must not stay shut. */
  @Test
  void sourceThatMayNotBeRemoved_isToldAndStays() throws IOException {
    Requirements.root();
    try (TransactionScene scene = new TransactionScene(Layout.ONE_FILE_SYSTEM);
        Immutable held = new Immutable(scene.image().resolve("old"))) {
      MergeReport report = scene.merge(CALLS, OPTIONS);
      assertThat(held.file).isNotEmptyDirectory();
      assertThat(report.warnings())
          .isNotEmpty()
          .allMatch(warning -> warning.warning().loss() == Loss.SOURCE_KEPT);
      assertThat(scene.root().resolve("old/file")).hasContent("new");
      assertThat(scene.recover(CALLS).outcome()).isEqualTo(RecoveryOutcome.NOTHING_TO_DO);
    }
  }

  @OnEveryLayout
  void directoryThatIsGone_doesNotStopARecovery(Layout layout) throws IOException {
    try (TransactionScene scene = new TransactionScene(layout)) {
      cutOffAfterCommit(scene, layout);
      for (String gone : List.of("behind", "usr/lib")) {
        Command.of("rm", "-r", scene.root().resolve(gone) + "").run().requireSuccess();
      }
      RecoveryReport report = scene.recover(CALLS);
      assertThat(report.outcome()).isEqualTo(RecoveryOutcome.COMPLETED);
      assertThat(report.kept().stream().map(RawPath::toString))
          .containsExactly(
              "lib/f",
              "lib/twice/c",
              "lib/twice/link",
              "lib/twice/own/e",
              "lib/twice/sub/d",
              "lib/twice/third",
              "usr/lib/twice/a",
              "usr/lib/twice/sub/b",
              "via/followed");
      assertThat(scene.image().resolve("lib/twice/c")).hasContent("through the link");
      assertThat(scene.root().resolve("old/file")).hasContent("new");
      assertThat(scene.root().resolve("behind")).doesNotExist();
      assertThat(scene.image().resolve("via/followed")).hasContent("behind a link");
    }
  }

  /** What was staged in it went along under temp names: the image's files are the only ones. */
  @OnEveryLayout
  void directoryThatWasMovedAway_keepsItsSources(Layout layout) throws IOException {
    movedAway(layout, false);
  }

  /** As an admin merges /lib into /usr/lib. */
  @OnEveryLayout
  void directoryThatIsALinkNow_keepsItsSources(Layout layout) throws IOException {
    movedAway(layout, true);
  }

  private static void movedAway(Layout layout, boolean leavesALink) throws IOException {
    try (TransactionScene scene = new TransactionScene(layout)) {
      cutOffAfterCommit(scene, layout);
      Files.move(scene.root().resolve("old"), scene.root().resolve("away"));
      if (leavesALink) {
        Files.createSymbolicLink(scene.root().resolve("old"), Path.of("away"));
      }
      RecoveryReport report = scene.recover(CALLS);
      assertThat(report.outcome()).isEqualTo(RecoveryOutcome.COMPLETED);
      assertThat(report.kept()).contains(RawPath.of("old/file"), RawPath.of("old/third"));
      assertThat(scene.image().resolve("old/file")).hasContent("new");
      assertThat(scene.image().resolve("old/fourth")).hasContent("linked");
      assertThat(scene.image().resolve("d")).doesNotExist();
      assertThat(scene.root().resolve("away/file")).hasContent("old");
      assertThat(scene.root().resolve("d/e/first")).hasContent("linked");
    }
  }

  /** A link of the root to itself is no way to the directory of the journal. */
  @OnEveryLayout
  void reservedNameBehindALink_isRefused(Layout layout) throws IOException {
    for (MergeOptions options : List.of(OPTIONS, PLAIN)) {
      try (TransactionScene scene = new TransactionScene(layout)) {
        Files.createSymbolicLink(scene.root().resolve("self"), Path.of("."));
        MergeFixture.write(scene.image().resolve("self/.movefile-transaction/done"), "planted");
        assertRefused(MoveFailure.RESERVED_NAME, () -> scene.merge(CALLS, options));
        assertThat(scene.image().resolve("self/.movefile-transaction/done")).hasContent("planted");
        assertThat(scene.root().resolve(".movefile-transaction")).doesNotExist();
      }
    }
  }

  /** Killed before it had changed anything: what others change then has its own time. */
  @OnEveryLayout
  void killedAtItsFirstCalls_leavesLaterTimesAlone(Layout layout) throws IOException {
    int late = 0;
    for (int nth = 1; nth < 20; nth++) {
      try (TransactionScene scene = new TransactionScene(layout)) {
        killAt(nth, scene);
        if (Files.exists(scene.root().resolve(".movefile-transaction"))) {
          break;
        }
        Files.writeString(scene.root().resolve("of others"), "later");
        FileTime since = Files.getLastModifiedTime(scene.root());
        scene.recover(CALLS);
        assertThat(Files.getLastModifiedTime(scene.root())).as("call " + nth).isEqualTo(since);
        late++;
      }
    }
    assertThat(late).isPositive();
  }

  private static void killAt(int nth, TransactionScene scene) throws IOException {
    try (KillingSyscalls killing = new KillingSyscalls(CALLS, nth)) {
      assertThatThrownBy(() -> scene.merge(killing.syscalls(), OPTIONS)).isInstanceOf(Killed.class);
    }
  }

  /** With the commit mark there, and no name given yet. */
  private static void cutOffAfterCommit(TransactionScene scene, Layout layout) throws IOException {
    int calls = callsToTheCommit(layout);
    try (KillingSyscalls killing = new KillingSyscalls(CALLS, calls)) {
      scene.merge(killing.syscalls(), OPTIONS);
      throw new AssertionError("not killed");
    } catch (Killed e) {
      assertThat(scene.root().resolve(".movefile-transaction/commit")).exists();
      assertThat(scene.root().resolve("old/file")).hasContent("old");
    }
  }

  /** After so many calls the mark is there, and after one less it isn't. */
  private static int callsToTheCommit(Layout layout) throws IOException {
    int without = 0;
    int with;
    try (TransactionScene scene = new TransactionScene(layout);
        KillingSyscalls counting = new KillingSyscalls(CALLS, Integer.MAX_VALUE)) {
      scene.merge(counting.syscalls(), OPTIONS);
      with = counting.count();
    }
    while (with - without > 1) {
      int calls = (without + with) / 2;
      if (isCommitted(layout, calls)) {
        with = calls;
      } else {
        without = calls;
      }
    }
    return with;
  }

  private static boolean isCommitted(Layout layout, int calls) throws IOException {
    try (TransactionScene scene = new TransactionScene(layout)) {
      killAt(calls, scene);
      return hasMark(scene);
    }
  }

  /** It is called otherwise when all is done, and goes before its directory. */
  private static boolean hasMark(TransactionScene scene) {
    Path state = scene.root().resolve(".movefile-transaction");
    return Files.exists(state.resolve("commit"))
        || Files.exists(state.resolve("done"))
        || Files.notExists(scene.image().resolve("clash"));
  }

  private static Fd open(Path directory) throws IOException {
    OpenFlags flags = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);
    return CALLS.paths().openat(Fd.CWD, RawPath.of(directory), flags, 0);
  }

  /** A file or directory with the flag of chattr +i, until it is closed. */
  private static final class Immutable implements AutoCloseable {
    final Path file;
    private final InodeFlags before;

    Immutable(Path file) throws IOException {
      this.file = file;
      try (Fd fd = open()) {
        before = CALLS.data().getInodeFlags(fd);
        CALLS.data().setInodeFlags(fd, before.with(InodeFlags.IMMUTABLE));
      }
    }

    private Fd open() throws IOException {
      return CALLS.paths().openat(Fd.CWD, RawPath.of(file), OpenFlags.READ_ONLY, 0);
    }

    @Override
    public void close() throws IOException {
      try (Fd fd = open()) {
        CALLS.data().setInodeFlags(fd, before);
      }
    }
  }
}
