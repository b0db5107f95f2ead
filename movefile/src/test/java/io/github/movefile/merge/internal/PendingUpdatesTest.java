// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.merge.internal.MergeScene.Base;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultSweep;
import io.github.movefile.syscalls.testing.FaultSweep.Outcome;
import io.github.movefile.syscalls.testing.FaultSweep.Scenario;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class PendingUpdatesTest {
  private static final RawPath NAME = RawPath.of("fstab");

  @AutoClose private final TempTree temp = TempTree.create();

  private PendingUpdates updates() throws ErrnoException {
    return updates(temp, Syscalls.system());
  }

  private static PendingUpdates updates(TempTree temp, Syscalls calls) throws ErrnoException {
    return updates(temp, calls, List.of(), Set.of());
  }

  private static PendingUpdates updates(
      TempTree temp, Syscalls calls, List<DirectoryEntry> ofImage, Set<RawPath> taken)
      throws ErrnoException {
    OpenFlags handle = OpenFlags.PATH.with(OpenFlags.DIRECTORY);
    try (Fd dir = Syscalls.system().paths().openat(Fd.CWD, temp.raw(), handle, 0)) {
      return PendingUpdates.in(calls.paths(), dir, ofImage, taken);
    }
  }

  @Test
  void numbers_startAtZeroAndAreTakenOnce() throws Exception {
    PendingUpdates updates = updates();
    assertThat(updates.latest(NAME)).isNull();
    assertThat(updates.take(NAME)).isEqualTo(RawPath.of("._cfg0000_fstab"));
    assertThat(updates.take(NAME)).isEqualTo(RawPath.of("._cfg0001_fstab"));
    assertThat(updates.take(RawPath.of("other"))).isEqualTo(RawPath.of("._cfg0000_other"));
    assertThat(updates.latest(NAME)).isEqualTo(RawPath.of("._cfg0001_fstab"));
  }

  @Test
  void highestNumber_isTheLatest_whateverIsMissingBelow() throws Exception {
    for (String number : new String[] {"0003", "0120", "0007"}) {
      temp.file("._cfg" + number + "_fstab", "");
    }
    temp.directory("._cfg0500_other"); // whatever it is, it has the name
    PendingUpdates updates = updates();
    assertThat(updates.latest(NAME)).isEqualTo(RawPath.of("._cfg0120_fstab"));
    assertThat(updates.take(NAME)).isEqualTo(RawPath.of("._cfg0121_fstab"));
    assertThat(updates.take(RawPath.of("other"))).isEqualTo(RawPath.of("._cfg0501_other"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "._cfg001_fstab",
        "._cfg00001_fstab",
        "._cfg+001_fstab",
        "._cfg-001_fstab",
        "._cfg 001_fstab",
        "._cfg1_01_fstab",
        "._cfg1-01_fstab",
        "._cfg000a_fstab",
        "._cfg0:01_fstab",
        "._cfg0001-fstab",
        "._cfg0001fstab",
        ".cfg0001_fstab",
        "_.cfg0001_fstab",
        "._CFG0001_fstab",
        "x._cfg0001_fstab",
        "._cfg0001_fsta",
        "._cfg0001_fstab2",
        "._cfg0001_._cfg0001_fstab",
        "._cfg0001_",
        "._cfg"
      })
  void lookAlike_isNoUpdate(String name) throws Exception {
    temp.file(name, "");
    PendingUpdates updates = updates();
    assertThat(updates.latest(NAME)).isNull();
    assertThat(updates.take(NAME)).isEqualTo(RawPath.of("._cfg0000_fstab"));
  }

  @Test
  void updateOfAnUpdate_hasItsOwnNumbers() throws Exception {
    temp.file("._cfg0004_._cfg0001_fstab", "");
    RawPath update = RawPath.of("._cfg0001_fstab");
    assertThat(updates().latest(update)).isEqualTo(RawPath.of("._cfg0004_._cfg0001_fstab"));
  }

  @Test
  void lastNumber_isUsed_andThenNoneIsLeft() throws Exception {
    temp.file("._cfg9998_fstab", "");
    PendingUpdates updates = updates();
    assertThat(updates.take(NAME)).isEqualTo(RawPath.of("._cfg9999_fstab"));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> updates.take(NAME))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("fstab")
          .hasMessageContaining("10,000");
    }
    assertThat(updates.latest(NAME)).isEqualTo(RawPath.of("._cfg9999_fstab"));
    assertThat(updates.take(RawPath.of("other"))).isEqualTo(RawPath.of("._cfg0000_other"));
  }

  @Test
  void updateOfTheImage_hasItsNumber_andIsNotPending() throws Exception {
    DirectoryEntry brought = new DirectoryEntry(RawPath.of("._cfg0005_fstab"), 1, FileType.REGULAR);
    temp.file("._cfg0003_fstab", "");
    for (int round = 0; round < 2; round++) { // before it is merged, and after
      PendingUpdates updates = updates(temp, Syscalls.system(), List.of(brought), Set.of());
      assertThat(updates.latest(NAME)).isEqualTo(RawPath.of("._cfg0003_fstab"));
      assertThat(updates.take(NAME)).isEqualTo(RawPath.of("._cfg0006_fstab"));
      temp.file("._cfg0005_fstab", "");
    }
    assertThat(PendingUpdates.none(List.of(brought), Set.of()).take(NAME))
        .isEqualTo(RawPath.of("._cfg0006_fstab"));
  }

  @Test
  void updateOfThisMerge_hasItsNumber_andIsNotPending() throws Exception {
    Set<RawPath> taken = Set.of(RawPath.of("._cfg0005_fstab"));
    temp.file("._cfg0003_fstab", "");
    temp.file("._cfg0005_fstab", "");
    PendingUpdates updates = updates(temp, Syscalls.system(), List.of(), taken);
    assertThat(updates.latest(NAME)).isEqualTo(RawPath.of("._cfg0003_fstab"));
    assertThat(updates.take(NAME)).isEqualTo(RawPath.of("._cfg0006_fstab"));
  }

  static final Iterable<RawPath> STRANGE_NAMES = MergeScene.STRANGE_NAMES;

  @ParameterizedTest
  @FieldSource("STRANGE_NAMES")
  void names_areBytes(RawPath name) throws Exception {
    RawPath first = join("._cfg0041_", name);
    Files.createFile(temp.raw().resolve(first).toPath());
    PendingUpdates updates = updates();
    assertThat(updates.latest(name)).isEqualTo(first);
    assertThat(updates.take(name)).isEqualTo(join("._cfg0042_", name));
  }

  private static RawPath join(String head, RawPath tail) {
    // RawPath joins by a slash only.
    byte[] bytes = RawPath.of(head + "x".repeat(tail.length())).bytes();
    System.arraycopy(tail.bytes(), 0, bytes, head.length(), tail.length());
    return RawPath.of(bytes);
  }

  @Test
  void longName_isTheKernelsToRefuse() throws Exception {
    String fits = "n".repeat(245);
    temp.file("._cfg0000_" + fits, "");
    assertThat(updates().take(RawPath.of(fits)).length()).isEqualTo(255);
    RawPath tooLong = updates().take(RawPath.of("n".repeat(255)));
    assertThat(tooLong.length()).isEqualTo(265);
  }

  @Test
  void directory_isListedOnce() throws Exception {
    for (int i = 0; i < 3000; i++) { // more than one call of getdents64(2) gives
      temp.file("._cfg%04d_fstab".formatted(i), "");
    }
    RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());
    PendingUpdates updates = updates(temp, recording.syscalls());
    assertThat(recording.count("getdents64")).isGreaterThan(2);
    recording.clear();
    assertThat(updates.latest(NAME)).isEqualTo(RawPath.of("._cfg2999_fstab"));
    assertThat(updates.take(NAME)).isEqualTo(RawPath.of("._cfg3000_fstab"));
    assertThat(recording.entries()).isEmpty();
  }

  @Test
  void directoryThatIsNotThereYet_hasNone() throws Exception {
    assertThat(PendingUpdates.none(List.of(), Set.of()).latest(NAME)).isNull();
    assertThat(PendingUpdates.none(List.of(), Set.of()).take(NAME))
        .isEqualTo(RawPath.of("._cfg0000_fstab"));
  }

  @ParameterizedTest
  @EnumSource
  void fault_neverHidesAnUpdate(Base base) throws Exception {
    int cases =
        FaultSweep.over(() -> new ListingOf(base))
            .errnos(Errno.EIO, Errno.EINTR, Errno.EACCES, Errno.ENOENT, Errno.EMFILE, Errno.ENOMEM)
            .runAll();
    assertThat(cases).isGreaterThan(20);
  }

  private static final class ListingOf implements Scenario {
    private final TempTree temp;
    private @Nullable LeakCheckingSyscalls leaks;
    private @Nullable RawPath taken;

    ListingOf(Base base) {
      temp = base.make();
      temp.file("._cfg0007_fstab", "");
      temp.file("fstab", "");
    }

    @Override
    public void run(Syscalls syscalls) throws Exception {
      leaks = new LeakCheckingSyscalls(syscalls.restarting());
      taken = updates(temp, leaks.syscalls()).take(NAME);
    }

    @Override
    public void check(Outcome outcome) {
      leaks.assertNoLeaks();
      if (outcome.succeeded()) {
        assertThat(taken).isEqualTo(RawPath.of("._cfg0008_fstab"));
      } else {
        assertThat(outcome.failure()).isInstanceOf(ErrnoException.class);
        assertThat(((ErrnoException) outcome.failure()).errno()).isEqualTo(outcome.fault().errno());
      }
    }

    @Override
    public void close() {
      temp.close();
    }
  }
}
