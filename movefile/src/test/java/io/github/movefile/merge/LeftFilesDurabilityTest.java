// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.FaultSweep;
import io.github.movefile.syscalls.testing.FaultSweep.Outcome;
import io.github.movefile.syscalls.testing.FaultSweep.Scenario;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import io.github.movefile.syscalls.testing.RecordingSyscalls.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the root has already may be of a merge that was killed before it was stored: it is, with its
 * name, before the image's goes.
 */
class LeftFilesDurabilityTest {
  private static final MoveOptions FSYNC =
      MoveOptions.builder().durability(Durability.FSYNC).build();

  @AutoClose private final MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM);
  private final RecordingSyscalls calls = new RecordingSyscalls(Syscalls.system());

  /** What was stored, and what was removed; before what was not, there is the error. */
  private static List<String> story(RecordingSyscalls calls) {
    Map<String, String> opened = new HashMap<>();
    List<String> story = new ArrayList<>();
    for (Entry entry : calls.entries()) {
      switch (entry.name()) {
        case "openat" -> opened.put(entry.result(), name(entry.arguments()));
        case "fsync" -> story.add(entry.result() + "fsync " + opened.get(entry.arguments()));
        case "unlinkat" -> story.add("unlinkat " + name(entry.arguments()));
        default -> {}
      }
    }
    return story;
  }

  private static String name(String arguments) {
    return arguments.split(", ", -1)[1];
  }

  private static void writeBoth(MergeFixture fixture, String name) throws IOException {
    write(fixture.image(name), "same");
    write(fixture.root(name), "same");
  }

  @Test
  void equalFile_isStoredWithItsNameBeforeTheSourceGoes() throws IOException {
    writeBoth(fixture, "a");
    fixture.stamp();

    fixture.moving(FSYNC).merge(ImageDisposal.CONSUME, calls.syscalls());

    assertThat(story(calls)).containsExactly("fsync 'a'", "fsync '.'", "unlinkat 'a'");
    calls.assertNever("utimensat");
  }

  @Test
  void timeThatIsSet_isStoredToo() throws IOException {
    write(fixture.image("a"), "same");
    fixture.stamp();
    write(fixture.root("a"), "same");

    fixture.moving(FSYNC).merge(ImageDisposal.CONSUME, calls.syscalls());

    assertThat(story(calls)).containsExactly("fsync 'a'", "fsync '.'", "unlinkat 'a'");
    calls.assertOrder("utimensat", "fsync", "fsync", "unlinkat");
  }

  @Test
  void equalLink_isStoredWithItsDirectory() throws IOException {
    Files.createSymbolicLink(fixture.image("link"), Path.of("text"));
    Files.createSymbolicLink(fixture.root("link"), Path.of("text"));
    fixture.stamp();

    fixture.moving(FSYNC).merge(ImageDisposal.CONSUME, calls.syscalls());

    assertThat(story(calls)).containsExactly("fsync '.'", "unlinkat 'link'");
  }

  @Test
  void pendingUpdate_isStoredWithItsNameBeforeTheSourceGoes() throws IOException {
    write(fixture.root("conf"), "mine");
    write(fixture.root("._cfg0000_conf"), "new");
    write(fixture.image("conf"), "new");
    MergeOptions options =
        MergeOptions.builder().move(FSYNC).protection((path, isThere) -> true).workers(1).build();

    TreeMerge.using(calls.syscalls()).merge(fixture.image(), fixture.root(), options);

    assertThat(story(calls))
        .containsExactly("fsync '._cfg0000_conf'", "fsync '.'", "unlinkat 'conf'");
  }

  @ParameterizedTest
  @CsvSource({"NONE, CONSUME", "FSYNC, KEEP"})
  void nothingIsStoredUnlessAskedFor_orTheSourceStays(Durability durability, ImageDisposal disposal)
      throws IOException {
    writeBoth(fixture, "a");
    fixture.stamp();
    fixture.moving(MoveOptions.builder().durability(durability).build());

    fixture.merge(disposal, calls.syscalls());

    calls.assertNever("fsync");
    calls.assertNever("syncfs");
  }

  @ParameterizedTest
  @CsvSource({"1, SYNC_FILE", "2, SYNC_DIRECTORY"})
  void fileThatIsNotStored_keepsTheSource(int nth, MoveStep step) throws IOException {
    writeBoth(fixture, "a");
    FaultInjectingSyscalls faulty =
        new FaultInjectingSyscalls(calls.syscalls()).arm(Fault.once("fsync", nth, Errno.EIO));

    MoveException failure =
        catchThrowableOfType(
            MoveException.class,
            () -> fixture.moving(FSYNC).merge(ImageDisposal.CONSUME, faulty.syscalls()));

    assertThat(failure.step()).isEqualTo(step);
    assertThat(failure.errno()).contains(Errno.EIO);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(fixture.image("a")).hasContent("same");
    assertThat(fixture.root("a")).hasContent("same");
  }

  @Test
  void fault_losesNoFile() throws Exception {
    int cases =
        FaultSweep.over(TwoEqualFiles::new)
            .errnos(Errno.EIO, Errno.ENOSPC, Errno.EINTR)
            .without("llistxattr") // then they aren't known to be equal, and one is replaced
            .runAll();
    assertThat(cases).isGreaterThan(100);
  }

  private static final class TwoEqualFiles implements Scenario {
    private final MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM).moving(FSYNC);
    private List<String> story = List.of();

    TwoEqualFiles() throws IOException {
      writeBoth(fixture, "a");
      writeBoth(fixture, "d/b");
      fixture.stamp();
    }

    @Override
    public void run(Syscalls syscalls) throws IOException {
      RecordingSyscalls recording = new RecordingSyscalls(syscalls.restarting());
      try {
        fixture.merge(ImageDisposal.CONSUME, recording.syscalls());
      } finally {
        story = story(recording);
      }
    }

    @Override
    public void check(Outcome outcome) throws IOException {
      for (String name : List.of("a", "d/b")) {
        assertThat(fixture.root(name)).hasContent("same");
        if (!Files.exists(fixture.image(name))) {
          String last = "'" + Path.of(name).getFileName() + "'";
          assertThat(story)
              .as(name)
              .containsSubsequence("fsync " + last, "fsync '.'", "unlinkat " + last);
        }
      }
      fixture.assertNoTemps();
      if (outcome.succeeded()) {
        fixture.assertImageIsEmpty();
      } else {
        assertThat(outcome.failure()).isInstanceOf(MoveException.class);
        assertThat(((MoveException) outcome.failure()).errno()).contains(outcome.fault().errno());
      }
    }

    @Override
    public void close() {
      fixture.close();
    }
  }
}
