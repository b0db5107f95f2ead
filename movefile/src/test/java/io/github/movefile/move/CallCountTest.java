// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a move costs: its system calls, one by one. A change here is a change of speed. */
class CallCountTest {
  private static final Route WITHIN = Route.WITHIN_DISK;
  private static final Route ACROSS = Route.DISK_TO_MEMORY;

  private static final List<String> RENAME = List.of("statx", "statx", "renameat2");

  private static final List<String> COPY_OF_A_SMALL_FILE =
      List.of(
          "statx", // source
          "statx", // target
          "renameat2", // EXDEV
          "openat", // source
          "openat", // temp
          "sendfile",
          "fstat", // source: is it the one, and unchanged?
          "fchown",
          "flistxattr", // source
          "flistxattr", // temp: an ACL that its directory gave
          "fchmod",
          "futimens",
          "close", // temp
          "renameat2",
          "close", // source
          "statx", // source: is it still the one to remove?
          "unlinkat");

  private static final List<String> NEW_LINK =
      List.of(
          "statx",
          "statx",
          "renameat2",
          "readlinkat",
          "symlinkat",
          "openat", // a handle to the temp
          "fstat", // is it the one that was made?
          "fchownat",
          "llistxattr", // source
          "listxattr", // temp
          "utimensat",
          "close",
          "renameat2",
          "statx", // source: is it still the one to remove?
          "unlinkat");

  private static final List<String> NEW_FIFO =
      List.of(
          "statx",
          "statx",
          "renameat2",
          "mknodat",
          "openat",
          "fstat",
          "fchownat",
          "llistxattr",
          "listxattr",
          "fchmodat",
          "utimensat",
          "close",
          "renameat2",
          "statx", // source: is it still the one to remove?
          "unlinkat");

  @AutoClose private final Workplace place = new Workplace();
  private final MoveOptions.Builder options = MoveOptions.builder();
  private final RecordingSyscalls calls = new RecordingSyscalls(Syscalls.system());

  private List<String> callsOfMove(Route route) throws MoveException {
    MoveFile.using(calls.syscalls())
        .move(place.source(route, "source"), place.target(route, "target"), options.build());
    return calls.names();
  }

  @Test
  void renameToAFreeName() throws Exception {
    place.sourceFile(WITHIN, "x");

    assertThat(callsOfMove(WITHIN)).isEqualTo(RENAME);
  }

  @Test
  void renameOverAFile() throws Exception {
    place.sourceFile(WITHIN, "x");
    place.targetFile(WITHIN, "old");

    assertThat(callsOfMove(WITHIN)).isEqualTo(RENAME);
  }

  @Test
  void renameWithATimeThatIsLateEnough() throws Exception {
    place.sourceFile(WITHIN, "x");
    options.latestMtime(new Timespec(Long.MAX_VALUE, 0));

    assertThat(callsOfMove(WITHIN)).isEqualTo(RENAME);
  }

  @Test
  void renameWithATimeThatIsClamped() throws Exception {
    place.sourceFile(WITHIN, "x");
    options.latestMtime(new Timespec(1_500_000_000, 0));

    assertThat(callsOfMove(WITHIN)).containsExactly("statx", "statx", "renameat2", "utimensat");
  }

  @Test
  @AcrossFileSystems
  void copyWithATimeThatIsClamped() throws Exception {
    place.sourceFile(ACROSS, "x");
    options.latestMtime(new Timespec(1_500_000_000, 0));

    assertThat(callsOfMove(ACROSS)).isEqualTo(COPY_OF_A_SMALL_FILE);
  }

  @Test
  @AcrossFileSystems
  void copyWithAnotherOwner() throws Exception {
    Requirements.root();
    place.sourceFile(ACROSS, "x");
    List<OwnerMap.Range> shifted = OwnerMap.parse("0:1:1");
    options.owners(OwnerMap.of(shifted, shifted));
    List<String> withoutRename = new ArrayList<>(COPY_OF_A_SMALL_FILE);
    withoutRename.remove(RENAME.get(2));

    assertThat(callsOfMove(ACROSS)).isEqualTo(withoutRename);
  }

  @Test
  void renameOfADirectory() throws Exception {
    Workplace.shell("mkdir \"$1\"", place.source(WITHIN, "source"));

    assertThat(callsOfMove(WITHIN)).isEqualTo(RENAME);
  }

  @Test
  @AcrossFileSystems
  void copyOfASmallFile() throws Exception {
    place.sourceFile(ACROSS, "x");

    assertThat(callsOfMove(ACROSS)).isEqualTo(COPY_OF_A_SMALL_FILE);
  }

  @Test
  @AcrossFileSystems
  void copyOfASmallFileOverAnother() throws Exception {
    place.sourceFile(ACROSS, "x");
    place.targetFile(ACROSS, "old");

    assertThat(callsOfMove(ACROSS)).isEqualTo(COPY_OF_A_SMALL_FILE);
  }

  @Test
  @AcrossFileSystems
  void newLink() throws Exception {
    Workplace.shell("ln -s text \"$1\"", place.source(ACROSS, "source"));

    assertThat(callsOfMove(ACROSS)).isEqualTo(NEW_LINK);
  }

  @Test
  @AcrossFileSystems
  void newFifo() throws Exception {
    Workplace.shell("mkfifo \"$1\"", place.source(ACROSS, "source"));

    assertThat(callsOfMove(ACROSS)).isEqualTo(NEW_FIFO);
  }
}
