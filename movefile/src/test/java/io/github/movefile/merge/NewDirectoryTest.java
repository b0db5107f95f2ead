// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.TempSweeper;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.KillingSyscalls;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import io.github.movefile.syscalls.testing.StuckProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A directory that the root lacks, with files that have to be copied, gets its name with them. */
@AcrossFileSystems
class NewDirectoryTest {
  @AutoClose private final MergeFixture fixture = new MergeFixture(Layout.TWO_FILE_SYSTEMS);
  private final FaultInjectingSyscalls calls = new FaultInjectingSyscalls(Syscalls.system());

  @BeforeEach
  void setUp() throws IOException {
    write(fixture.image("a"), "the first, which tells that there is no way by rename");
    write(fixture.image("d/one"), "one");
    write(fixture.image("d/three"), "three");
    write(fixture.image("d/two"), "two");
    fixture.stamp();
  }

  private void merge() throws IOException {
    fixture.merge(ImageDisposal.CONSUME, calls.syscalls());
  }

  private static List<String> namesIn(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertMerged() throws IOException {
    assertMerged("d/");
  }

  private void assertMerged(String directory) throws IOException {
    fixture.assertNoTemps();
    fixture.assertImageIsEmpty();
    for (String name : List.of("one", "two", "three")) {
      assertThat(fixture.root("d/" + name)).hasContent(name);
    }
    assertThat(fixture.heard()).containsExactly("a", directory, "d/one", "d/three", "d/two");
  }

  @Test
  void filesAppearTogether_andTheirSourcesGoAfterwards() throws IOException {
    // The first rename finds out, the second is that of the file beside, the third the directory's.
    calls.onCall(
        "renameat2",
        3,
        () -> {
          assertThat(fixture.root("d")).doesNotExist();
          assertThat(namesIn(fixture.image("d"))).containsExactly("one", "three", "two");
        });
    calls.onCall(
        "unlinkat",
        2,
        () -> {
          assertThat(namesIn(fixture.root("d"))).containsExactly("one", "three", "two");
          assertThat(namesIn(fixture.image("d"))).containsExactly("one", "three", "two");
        });

    merge();

    assertMerged();
    assertThat(calls.count("renameat2")).isEqualTo(3);
    assertThat(calls.count("unlinkat")).isEqualTo(4 + 1);
  }

  @Test
  void directoryThatSomebodyElseMadeMeanwhile_isMergedInto() throws IOException {
    calls.onCall("renameat2", 3, () -> makeInRoot("d", "d/theirs", "d/one"));

    merge();

    assertMerged("d/ was there");
    assertThat(fixture.root("d/theirs")).hasContent("d/theirs");
    // It keeps its metadata, as one that was there.
    assertThat(Files.getLastModifiedTime(fixture.root("d")).toInstant())
        .isAfter(Instant.now().minusSeconds(3600));
  }

  @Test
  void fileThatTheAdminMadeMeanwhile_isProtected() throws IOException {
    calls.onCall("renameat2", 3, () -> makeInRoot("d", "d/one"));
    List<MergeProgress> told = new ArrayList<>();
    MergeListener listener =
        new MergeListener() {
          @Override
          public void merged(MergedEntry entry) {}

          @Override
          public void progress(MergeProgress progress) {
            told.add(progress);
          }
        };
    MergeOptions options =
        MergeOptions.builder()
            .protection(ConfigProtection.parse("/d", ""))
            .listener(listener)
            .workers(1)
            .build();

    MergeReport report =
        TreeMerge.using(calls.syscalls()).merge(fixture.image(), fixture.root(), options);

    assertThat(fixture.root("d/one")).hasContent("d/one");
    assertThat(fixture.root("d/._cfg0000_one")).hasContent("one");
    assertThat(fixture.root("d/two")).hasContent("two");
    assertThat(report.files()).containsExactly(entry(MoveMethod.COPIED, 4L));
    MergeProgress last = told.get(told.size() - 1);
    assertThat(last.entries()).isEqualTo(last.entriesSeen()).isEqualTo(5);
    assertThat(last.bytes()).isEqualTo(last.bytesSeen()).isEqualTo(report.bytes());
    fixture.assertNoTemps();
    fixture.assertImageIsEmpty();
  }

  private void makeInRoot(String directory, String... files) {
    try {
      Files.createDirectory(fixture.root(directory));
      for (String file : files) {
        Files.writeString(fixture.root(file), file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void linkThatSomebodyElseMadeMeanwhile_isNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(fixture.root().resolveSibling("elsewhere"));
    calls.onCall(
        "renameat2",
        3,
        () -> {
          try {
            Files.createSymbolicLink(fixture.root("d"), elsewhere);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });

    assertThatThrownBy(this::merge).isInstanceOf(MoveException.class);

    assertThat(elsewhere).isEmptyDirectory();
    assertThat(namesIn(fixture.image("d"))).containsExactly("one", "three", "two");
    fixture.assertNoTemps();
  }

  @Test
  void fileSystemThatCannotRenameLikeThis() throws IOException {
    calls.arm(Fault.once("renameat2", 3, Errno.EINVAL));

    merge();

    assertMerged();
    assertThat(calls.count("renameat2")).isEqualTo(3 + 3);
  }

  /** As where the directory knows no upper case, and the image has two names that differ in it. */
  @Test
  void nameThatIsTaken_isMergedLikeOthers() throws IOException {
    int merged = 0;
    for (int nth = 1; nth <= 100; nth++) {
      try (MergeFixture again = new MergeFixture(Layout.TWO_FILE_SYSTEMS)) {
        write(again.image("a"), "a");
        write(again.image("d/one"), "one");
        write(again.image("d/two"), "two");
        FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
        faulty.arm(Fault.once("openat", nth, Errno.EEXIST));
        try {
          again.merge(ImageDisposal.CONSUME, faulty.syscalls());
        } catch (MoveException e) {
          again.assertNoTemps();
          continue;
        }
        merged += faulty.fired();
        assertThat(again.root("d/one")).hasContent("one");
        assertThat(again.root("d/two")).hasContent("two");
        again.assertImageIsEmpty();
      }
    }
    assertThat(merged).as("any name that is taken").isEqualTo(3);
  }

  @Test
  void sourceThatChangesBeforeItGoes_stays() throws IOException {
    calls.onCall("renameat2", 3, () -> append(fixture.image("d/three")));

    assertThatThrownBy(this::merge)
        .isInstanceOfSatisfying(
            MoveException.class,
            e -> {
              assertThat(e.failure()).isEqualTo(MoveFailure.SOURCE_CHANGED);
              assertThat(e.state()).isEqualTo(MoveState.SOURCE_LEFT);
              assertThat(e.source().toString()).endsWith("/image/d/three");
            });

    assertThat(namesIn(fixture.root("d"))).containsExactly("one", "three", "two");
    assertThat(namesIn(fixture.image("d"))).containsExactly("three");
    assertThat(fixture.image("d/three")).hasContent("three, and more");
  }

  private static void append(Path file) {
    try {
      Files.writeString(file, ", and more", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void failure_leavesThoseBeforeItMerged() throws IOException {
    // Of the file beside, of "one", and of "three".
    calls.arm(Fault.once("futimens", 3, Errno.EIO));

    assertThatThrownBy(this::merge)
        .isInstanceOfSatisfying(
            MoveException.class, e -> assertThat(e.target().toString()).endsWith("/root/d/three"));

    assertThat(namesIn(fixture.root("d"))).containsExactly("one");
    assertThat(namesIn(fixture.image("d"))).containsExactly("three", "two");
    assertThat(fixture.heard()).containsExactly("a", "d/", "d/one");
    fixture.assertNoTemps();
  }

  @Test
  void halfFileThatCannotBeRemoved_getsNoName() throws IOException {
    calls.arm(Fault.once("futimens", 3, Errno.EIO));
    calls.arm(Fault.always("unlinkat", Errno.EIO));

    assertThatThrownBy(() -> fixture.merge(ImageDisposal.KEEP, calls.syscalls()))
        .isInstanceOf(MoveException.class)
        .satisfies(e -> assertThat(e.getSuppressed()).isNotEmpty());

    assertThat(namesIn(fixture.root("d"))).containsExactly("one");
    assertThat(namesIn(fixture.image("d"))).containsExactly("one", "three", "two");
  }

  @Test
  void moreThanMayWait_areMergedLikeOthers() throws IOException {
    for (int i = 0; i < 1000; i++) {
      write(fixture.image("d/file" + i), "contents");
    }

    merge();

    assertThat(namesIn(fixture.root("d"))).hasSize(1003);
    assertThat(calls.count("renameat2")).isEqualTo(3 + 3);
    fixture.assertImageIsEmpty();
    fixture.assertNoTemps();
  }

  @Test
  void moreBytesThanMayWait_areMergedLikeOthers() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(fixture.image("d/big").toFile(), "rw")) {
      sparse.setLength((64L << 20) + 1);
    }

    merge();

    assertThat(fixture.root("d/big")).hasSize((64L << 20) + 1);
    assertThat(calls.count("renameat2")).isEqualTo(3 + 1);
    fixture.assertImageIsEmpty();
  }

  @Test
  void fsync_storesEachFile_andTheirDirectoryOnce_beforeSourcesGo() throws IOException {
    fixture.moving(MoveOptions.builder().durability(Durability.FSYNC).build());
    RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());

    fixture.merge(ImageDisposal.CONSUME, recording.syscalls());

    List<String> names = recording.names();
    List<String> order =
        names.subList(names.lastIndexOf("mkdirat"), names.size()).stream()
            .filter(List.of("fsync", "renameat2", "unlinkat")::contains)
            .toList();
    assertThat(order)
        .startsWith(
            "fsync",
            "fsync",
            "fsync", // files
            "renameat2",
            "fsync",
            "fsync", // the directory, and the one above it
            "unlinkat",
            "unlinkat",
            "unlinkat",
            "fsync"); // where they were
    assertMerged();
  }

  @Test
  void tempDirectoryOfAKilledMerge_isSwept() throws Exception {
    try (MergeFixture other = new MergeFixture(Layout.TWO_FILE_SYSTEMS)) {
      write(other.image("d/file"), "contents");
      try (StuckProcess killed =
          StuckMerge.start(Atomicity.PER_FILE, other.image(), other.root())) {
        assertThat(TempSweeper.create(Duration.ofDays(1)).sweep(other.root())).isEmpty();
        killed.kill();
      }
      assertThat(namesIn(other.root()))
          .hasSize(1)
          .allSatisfy(name -> assertThat(name).startsWith(".mvf-"));

      assertThat(TempSweeper.create(Duration.ofDays(1)).sweep(other.root())).hasSize(1);

      assertThat(other.root()).isEmptyDirectory();
      assertThat(other.image("d/file")).hasContent("contents");
    }
  }

  /** It gets the first number, and is asked for by no other way. */
  @Test
  void protectedFile_isMergedLikeOthers() throws IOException {
    MergeOptions options =
        MergeOptions.builder()
            .protection((path, isThere) -> path.toString().equals("d/one"))
            .build();

    TreeMerge.create().merge(fixture.image(), fixture.root(), options);

    assertThat(namesIn(fixture.root("d"))).containsExactly("._cfg0000_one", "three", "two");
  }

  /** Another merge then does the rest. */
  @Test
  void killedAnywhere_leavesEachFileWhole_inTheRootOrInTheImage() throws IOException {
    int last = 0;
    while (killAt(last)) {
      last++;
    }
    assertThat(last).isGreaterThan(60);
  }

  /** False if it came to its end before. */
  private static boolean killAt(int last) throws IOException {
    try (MergeFixture killed = new MergeFixture(Layout.TWO_FILE_SYSTEMS)) {
      write(killed.image("a"), "a");
      write(killed.image("d/one"), "one");
      write(killed.image("d/e/two"), "two");
      boolean isKilled = false;
      try (KillingSyscalls calls = new KillingSyscalls(Syscalls.system(), last)) {
        TreeMerge.using(calls.syscalls())
            .merge(killed.image(), killed.root(), MergeOptions.builder().workers(1).build());
      } catch (KillingSyscalls.Killed e) {
        isKilled = true;
      }
      for (String name : List.of("a", "d/one", "d/e/two")) {
        Path there = killed.root(name);
        Path whole = Files.exists(there) ? there : killed.image(name);
        assertThat(whole).as("call %s", last).hasContent(whole.getFileName().toString());
      }
      if (isKilled) {
        killed.merge();
      }
      killed.assertImageIsEmpty();
      assertThat(killed.root("a")).hasContent("a");
      assertThat(killed.root("d/one")).hasContent("one");
      assertThat(killed.root("d/e/two")).hasContent("two");
      return isKilled;
    }
  }
}
