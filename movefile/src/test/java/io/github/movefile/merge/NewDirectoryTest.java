// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static io.github.movefile.merge.NewDirectoryScene.namesIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A directory that the root lacks, with files that have to be copied, gets its name with them. */
@AcrossFileSystems
class NewDirectoryTest {
  @AutoClose private final NewDirectoryScene scene = new NewDirectoryScene();
  private final MergeFixture fixture = scene.trees();
  private final FaultInjectingSyscalls calls = scene.calls();

  @BeforeEach
  void setUp() throws IOException {
    scene.fillImage();
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

    scene.merge();

    scene.assertMerged();
    assertThat(calls.count("renameat2")).isEqualTo(3);
    assertThat(calls.count("unlinkat")).isEqualTo(4 + 1);
  }

  @Test
  void fileSystemThatCannotRenameLikeThis() throws IOException {
    calls.arm(Fault.once("renameat2", 3, Errno.EINVAL));

    scene.merge();

    scene.assertMerged();
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
  void moreThanMayWait_areMergedLikeOthers() throws IOException {
    for (int i = 0; i < 1000; i++) {
      write(fixture.image("d/file" + i), "contents");
    }

    scene.merge();

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

    scene.merge();

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
    scene.assertMerged();
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
}
