// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.LossPolicy;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transaction says of files of the image that stay there though it has merged them. */
class TransactionKeptSourcesTest {
  private static final Syscalls CALLS = Syscalls.system();
  private static final String STAYS =
      "it is merged, and stays in the image, where it can't be removed";
  private static final String CHANGED =
      "it stays in the image, where it was changed after it was merged";
  private static final String SHARED =
      "; image and root have one file there: a change to one is in both";

  @AutoClose private final MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM);
  private final List<MergeWarning> heard = new ArrayList<>();
  private MoveOptions move = MoveOptions.defaults();

  private MergeReport merge(Syscalls calls) throws MoveException {
    return TreeMerge.using(calls).merge(fixture.image(), fixture.root(), options());
  }

  private MergePlan plan() throws MoveException {
    RawPath image = RawPath.of(fixture.image());
    return TreeMerge.create().plan(image, RawPath.of(fixture.root()), options(), PlanListener.NONE);
  }

  private MergeOptions options() {
    return MergeOptions.builder()
        .atomicity(Atomicity.TRANSACTION)
        .protection(ConfigProtection.parse("/etc", "").installed(RawPath.of("etc/conf")::equals))
        .move(move)
        .workers(1)
        .listener(
            new MergeListener() {
              @Override
              public void sourceKept(MergeWarning warning) {
                heard.add(warning);
              }
            })
        .build();
  }

  /** The details of the warnings, by path. */
  private static Map<String, String> details(MergeReport report) {
    Map<String, String> details = new TreeMap<>();
    for (MergeWarning warning : report.warnings()) {
      assertThat(warning.warning().loss()).isEqualTo(Loss.SOURCE_KEPT);
      details.put(warning.path().toString(), warning.warning().detail());
    }
    return details;
  }

  private void setFlags(String directory, InodeFlags flags) throws IOException {
    RawPath path = RawPath.of(fixture.image(directory));
    try (Fd fd = CALLS.paths().openat(Fd.CWD, path, OpenFlags.READ_ONLY, 0)) {
      InodeFlags present = CALLS.data().getInodeFlags(fd).without(InodeFlags.IMMUTABLE);
      CALLS.data().setInodeFlags(fd, present.with(flags));
    }
  }

  private static void assertOneFile(Path a, Path b, boolean isOne) throws IOException {
    assertThat(Files.isSameFile(a, b)).isEqualTo(isOne);
  }

  @Test
  void whatCannotBeRemoved_isToldToBeTheRootsFileToo() throws IOException {
    Requirements.root();
    write(fixture.image("new/file"), "new");
    write(fixture.image("etc/conf"), "new");
    write(fixture.image("etc/other"), "new");
    write(fixture.root("etc/conf"), "mine");
    setFlags("new", InodeFlags.IMMUTABLE);
    setFlags("etc", InodeFlags.IMMUTABLE);
    try {
      MergeReport report = merge(CALLS);
      assertThat(heard).isEqualTo(report.warnings());
      assertThat(details(report))
          .isEqualTo(
              Map.of(
                  "new", STAYS,
                  "new/file", STAYS + SHARED,
                  "etc", STAYS,
                  "etc/conf", STAYS + SHARED,
                  "etc/other", STAYS + SHARED));
      assertThat(report.warnings())
          .extracting(warning -> warning.warning().cause().map(ErrnoException::errno))
          .containsOnly(Optional.of(Errno.EPERM));
      assertOneFile(fixture.image("new/file"), fixture.root("new/file"), true);
      assertOneFile(fixture.image("etc/conf"), fixture.root("etc/._cfg0000_conf"), true);
    } finally {
      setFlags("new", InodeFlags.NONE);
      setFlags("etc", InodeFlags.NONE);
    }
  }

  /** In a directory that is new, too, whose files have their names from the start. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void updateOfAProtectedFile_isToldByItsOwnName(boolean isNew) throws IOException {
    move = MoveOptions.builder().losses(LossPolicy.FAIL).build();
    write(fixture.image("etc/conf"), "new");
    if (!isNew) {
      write(fixture.root("etc/conf"), "mine");
    }
    FaultInjectingSyscalls calls =
        new FaultInjectingSyscalls(CALLS).arm(Fault.once("unlinkat", 1, Errno.EACCES));
    MoveException failure =
        catchThrowableOfType(MoveException.class, () -> merge(calls.syscalls()));
    assertThat(failure.source()).hasToString(fixture.image("etc/conf").toString());
    assertThat(failure.target()).hasToString(fixture.root("etc/._cfg0000_conf").toString());
    assertThat(failure.getReason()).startsWith(STAYS + SHARED);
    assertOneFile(fixture.image("etc/conf"), fixture.root("etc/._cfg0000_conf"), true);
  }

  @Test
  void copyThatCannotBeRemoved_isItsOwnFile() throws IOException {
    Requirements.root();
    move = MoveOptions.builder().latestMtime(Timespec.of(Instant.EPOCH)).build();
    Path file = write(fixture.image("d/file"), "new");
    Files.createLink(fixture.image("link"), file); // so that it still has two names then
    setFlags("d", InodeFlags.IMMUTABLE);
    try {
      assertThat(details(merge(CALLS))).isEqualTo(Map.of("d", STAYS, "d/file", STAYS));
      assertOneFile(file, fixture.root("d/file"), false);
    } finally {
      setFlags("d", InodeFlags.NONE);
    }
  }

  /** Whether the root has the same file is only told with it: the merge ends either way. */
  @Test
  void whereTheRootCannotBeLookedAt_theSourceStaysAndIsTold() throws IOException {
    for (Errno errno : new Errno[] {Errno.EACCES, Errno.ENOTDIR, Errno.ELOOP}) {
      write(fixture.image("d/file"), "new");
      FaultInjectingSyscalls calls = new FaultInjectingSyscalls(CALLS);
      calls
          .arm(Fault.once("unlinkat", 1, Errno.EPERM))
          .onCall(
              "unlinkat", 1, () -> calls.arm(Fault.once("statx", calls.count("statx") + 1, errno)));
      MergeReport report = merge(calls.syscalls());
      assertThat(details(report)).as(errno.toString()).isEqualTo(Map.of("d/file", STAYS));
      assertThat(calls.fired()).isEqualTo(2);
      assertThat(fixture.image("d/file")).hasContent("new");
      assertThat(fixture.root("d/file")).hasContent("new");
      Files.delete(fixture.root("d/file"));
    }
  }

  private interface Change {
    void make(Path file) throws IOException;
  }

  /** Another process changes a file of the image when the root is about to get it. */
  private Map<String, String> detailsAfter(Change change) throws IOException {
    Path file = write(fixture.image("file"), "new");
    FaultInjectingSyscalls calls =
        new FaultInjectingSyscalls(CALLS)
            .onCall(
                "renameat2",
                1,
                () -> {
                  try {
                    change.make(file);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
    return details(merge(calls.syscalls()));
  }

  @Test
  void fileThatIsWrittenTo_isToldToBeTheRootsFileToo() throws IOException {
    Change change = file -> Files.writeString(file, "er", StandardOpenOption.APPEND);
    assertThat(detailsAfter(change)).isEqualTo(Map.of("file", CHANGED + SHARED));
    assertThat(fixture.root("file")).hasContent("newer");
  }

  @Test
  void fileThatIsReplaced_isAnotherOne() throws IOException {
    Change change =
        file -> {
          Files.delete(file);
          Files.writeString(file, "another");
        };
    assertThat(detailsAfter(change)).isEqualTo(Map.of("file", CHANGED));
    assertThat(fixture.root("file")).hasContent("new");
  }

  @Test
  void directoryThatLetsNothingGo_isRefusedBefore_whereNoLossIsWanted() throws IOException {
    Requirements.root();
    move = MoveOptions.builder().losses(LossPolicy.FAIL).build();
    write(fixture.image("d/file"), "new");
    write(fixture.image("a"), "a file");
    write(fixture.root("a/file"), "old"); // which a transaction finds later
    setFlags("d", InodeFlags.IMMUTABLE);
    try {
      MoveException foreseen = plan().refusal().orElseThrow();
      MoveException failure = catchThrowableOfType(MoveException.class, () -> merge(CALLS));
      assertThat(failure.failure()).isEqualTo(MoveFailure.LOSS_REFUSED);
      assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
      assertThat(failure.source()).hasToString(fixture.image("d").toString());
      assertThat(failure.getReason()).contains("it is immutable or append-only");
      assertThat(foreseen).hasMessage(failure.getMessage());
      assertThat(foreseen.failure()).isEqualTo(MoveFailure.LOSS_REFUSED);
      assertThat(fixture.root("d")).doesNotExist();
      assertThat(fixture.image("d/file")).hasContent("new");
    } finally {
      setFlags("d", InodeFlags.NONE);
    }
  }

  /** It can't be known before, nor be taken back then. */
  @Test
  void sourceThatIsKept_failsAtTheEnd_whereNoLossIsWanted() throws IOException {
    move = MoveOptions.builder().losses(LossPolicy.FAIL).build();
    write(fixture.image("d/a"), "new");
    write(fixture.image("d/b"), "new");
    FaultInjectingSyscalls calls =
        new FaultInjectingSyscalls(CALLS)
            .arm(Fault.once("unlinkat", 1, Errno.EACCES))
            .arm(Fault.once("unlinkat", 2, Errno.EACCES));
    MoveException failure =
        catchThrowableOfType(MoveException.class, () -> merge(calls.syscalls()));
    assertThat(failure.failure()).isEqualTo(MoveFailure.LOSS_REFUSED);
    assertThat(failure.step()).isEqualTo(MoveStep.REMOVE_SOURCE);
    assertThat(failure.state()).isEqualTo(MoveState.SOURCE_LEFT);
    assertThat(failure.errno()).contains(Errno.EACCES);
    assertThat(failure.source()).hasToString(fixture.image("d/a").toString());
    assertThat(failure.target()).hasToString(fixture.root("d/a").toString());
    assertThat(failure.getReason())
        .startsWith(STAYS + SHARED + ": unlinkat: EACCES")
        .endsWith("; so does 1 other; all is in place in the root, which needs no recovery");
    assertThat(failure.warnings()).extracting(MoveWarning::loss).hasSize(2);
    assertThat(heard)
        .extracting(warning -> warning.path().toString())
        .containsExactly("d/a", "d/b");
    assertThat(heard).extracting(MergeWarning::warning).isEqualTo(failure.warnings());
    assertThat(fixture.root("d/a")).hasContent("new");
    RecoveryReport report = TreeMerge.create().recover(RawPath.of(fixture.root()));
    assertThat(report.outcome()).isEqualTo(RecoveryOutcome.NOTHING_TO_DO);
  }
}
