// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultSweep.Outcome;
import io.github.movefile.syscalls.testing.FaultSweep.Scenario;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One move, after which everything that is promised is looked at: the target is the old or the new
 * file and whole, the source is there until then, nothing is left over, nothing is lost silently,
 * and what is said is so.
 */
final class MoveScenario implements Scenario {
  /** So a listing says that a file has no attributes to carry, see xattr's list of errnos. */
  private static final Set<Errno> NO_ATTRIBUTES = EnumSet.of(Errno.EOPNOTSUPP, Errno.ENOSYS);

  private static final Set<Errno> NO_FLAGS = EnumSet.of(Errno.EOPNOTSUPP, Errno.ENOSYS);

  private final TempTree from;
  private final TempTree to;
  private final Path source;
  private final Path target;
  private boolean keepsSource;
  private UnaryOperator<MoveOptions.Builder> options = builder -> builder;
  private UnaryOperator<Syscalls> calls = real -> real;
  private final Map<String, String> expected = new TreeMap<>();
  private Optional<FileRecord> oldTarget = Optional.empty();
  private @Nullable FileRecord oldSource;
  private @Nullable LeakCheckingSyscalls leaks;
  private @Nullable MoveResult result;

  /** Makes a file of a kind. */
  @FunctionalInterface
  interface Maker {
    void make(Path file) throws IOException;
  }

  private MoveScenario(TempTree from, TempTree to) {
    this.from = from;
    this.to = to;
    this.source = from.path("source");
    this.target = to.path("target");
  }

  static MoveScenario inOneFileSystem() {
    TempTree tree = TempTree.create();
    return new MoveScenario(tree, tree);
  }

  static MoveScenario acrossFileSystems() {
    return new MoveScenario(TempTree.onOtherFileSystem(), TempTree.create());
  }

  MoveScenario source(Maker maker) throws IOException {
    maker.make(source);
    return this;
  }

  MoveScenario target(Maker maker) throws IOException {
    maker.make(target);
    return this;
  }

  /** Makes a file beside the target. */
  MoveScenario besideTarget(String name, Maker maker) throws IOException {
    maker.make(to.path(name));
    return this;
  }

  MoveScenario options(UnaryOperator<MoveOptions.Builder> chosen) {
    options = chosen;
    return this;
  }

  MoveScenario candidateBesideTarget(String name) {
    return options(builder -> builder.hardLinkCandidates(List.of(to.raw(name))));
  }

  MoveScenario expectsMtime(Object mtime) {
    return expects("mtime", mtime.toString());
  }

  /** Expects another property than the source's, see {@link FileRecord#get}. */
  MoveScenario expects(String property, String value) {
    expected.put(property, value);
    return this;
  }

  /** Calls that are as on another system; faults are below them. */
  MoveScenario withCalls(UnaryOperator<Syscalls> changed) {
    calls = changed;
    return this;
  }

  MoveScenario keepingSource() {
    keepsSource = true;
    return this;
  }

  Path source() {
    return source;
  }

  Path target() {
    return target;
  }

  @Override
  public void run(Syscalls syscalls) throws IOException {
    oldSource = FileRecord.of(source);
    oldTarget = FileRecord.find(target);
    leaks = new LeakCheckingSyscalls(calls.apply(syscalls.restarting()));
    MoveFile mover = MoveFile.using(leaks.syscalls());
    MoveOptions chosen = options.apply(MoveOptions.builder()).build();
    result = keepsSource ? mover.copy(source, target, chosen) : mover.move(source, target, chosen);
  }

  @Override
  public void check(Outcome outcome) throws IOException {
    leaks.assertNoLeaks();
    if (outcome.succeeded()) {
      checkSuccess(outcome.fault());
    } else {
      assertThat(outcome.failure()).isInstanceOf(MoveException.class);
      checkFailure((MoveException) outcome.failure(), outcome.fault());
    }
    if (outcome.fault() == null) {
      assertThat(outcome.failure()).isNull();
      assertThat(result.warnings()).isEmpty();
    }
  }

  private void checkSuccess(@Nullable Fault fault) throws IOException {
    if (!isLie(fault)) {
      assertThat(temps()).as("temps").isEmpty();
    }
    FileRecord now = FileRecord.of(target);
    Set<String> silent = now.silentLosses(wanted(), result.warnings());
    if (fault != null) {
      silent.removeIf(property -> isWithout(property, fault));
    }
    assertThat(silent).as("lost without a warning; there are %s", result.warnings()).isEmpty();
    if (result.warnings().stream().noneMatch(w -> w.loss() == Loss.TIMES)) {
      assertThat(result.mtime().toString()).isEqualTo(now.get("mtime"));
    }
    if (keepsSource) {
      assertSourceUntouched();
    } else {
      assertThat(FileRecord.find(source)).as("source").isEmpty();
    }
  }

  /** The file system of the source says that it has no such thing, so there is nothing to lose. */
  private static boolean isWithout(String property, Fault fault) {
    return property.startsWith("xattr ")
        ? fault.call().endsWith("listxattr") && NO_ATTRIBUTES.contains(fault.errno())
        : property.equals("flags")
            && fault.call().equals("getInodeFlags")
            && NO_FLAGS.contains(fault.errno());
  }

  private void checkFailure(MoveException failure, @Nullable Fault fault) throws IOException {
    if (fault != null && failure.failure() != MoveFailure.DIRECTORY_ACROSS_FILE_SYSTEMS) {
      assertThat(failure.errno()).as("errno of %s", failure).contains(fault.errno());
      Steps.assertBelongs(failure, fault);
    }
    assertThat(failure.getMessage()).contains(source.toString(), target.toString());
    if (isLie(fault)) {
      assertTargetNew();
      return;
    }
    checkTemps(failure, fault);
    switch (failure.state()) {
      case UNCHANGED, TEMP_LEFT -> {
        assertTargetUntouched();
        assertSourceUntouched();
      }
      case SOURCE_LEFT -> {
        assertTargetNew();
        assertSourceUntouched();
      }
      case MOVED -> {
        assertTargetNew();
        if (fault == null || fault.errno() != Errno.ENOENT) { // else the kernel says it is gone
          assertThat(FileRecord.find(source)).as("source").isEmpty();
        }
      }
      case RECOVERY_NEEDED -> throw new AssertionError("no transaction", failure);
    }
  }

  /** The kernel says that something is gone which isn't; nobody could know. */
  private static boolean isLie(@Nullable Fault fault) {
    return fault != null && fault.call().equals("unlinkat") && fault.errno() == Errno.ENOENT;
  }

  /** A temp stays only if it couldn't be removed, and that is told. */
  private void checkTemps(MoveException failure, @Nullable Fault fault) throws IOException {
    List<Path> temps = temps();
    if (temps.isEmpty()) {
      assertThat(failure.state()).isNotEqualTo(MoveState.TEMP_LEFT);
      return;
    }
    assertThat(fault.call()).as("why %s are left", temps).isEqualTo("unlinkat");
    if (failure.state() != MoveState.SOURCE_LEFT) {
      assertThat(failure.state()).isEqualTo(MoveState.TEMP_LEFT);
      assertThat(failure.getSuppressed()).as("what happened to the temp").isNotEmpty();
    } else {
      assertThat(failure.step()).isEqualTo(MoveStep.PUBLISH);
    }
  }

  private void assertSourceUntouched() throws IOException {
    FileRecord now = FileRecord.of(source);
    assertThat(now.isUntouchedSince(oldSource))
        .as("source was touched: %s", now.differencesTo(oldSource))
        .isTrue();
  }

  private void assertTargetUntouched() throws IOException {
    Optional<FileRecord> now = FileRecord.find(target);
    assertThat(now.isPresent()).as("target exists").isEqualTo(oldTarget.isPresent());
    if (now.isPresent()) {
      assertThat(now.get().isUntouchedSince(oldTarget.get())).as("target was touched").isTrue();
    }
  }

  private void assertTargetNew() throws IOException {
    assertThat(FileRecord.of(target).differencesTo(wanted())).as("target isn't new").isEmpty();
  }

  private FileRecord wanted() {
    FileRecord wanted = oldSource;
    for (Map.Entry<String, String> property : expected.entrySet()) {
      wanted = wanted.with(property.getKey(), property.getValue());
    }
    return wanted;
  }

  private List<Path> temps() throws IOException {
    return Temps.in(to.path());
  }

  @Override
  public void close() {
    from.close();
    to.close();
  }
}
