// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.internal.EntryComparison.Equality;
import io.github.movefile.merge.internal.MergeScene.Base;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultSweep;
import io.github.movefile.syscalls.testing.FaultSweep.Outcome;
import io.github.movefile.syscalls.testing.FaultSweep.Scenario;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each call of a comparison fails: what differs is never found equal. */
class EntryComparisonFaultSweepTest {
  /** What may mean that the root's file can't be compared. */
  private static final Set<Errno> DENIALS =
      EnumSet.of(Errno.EACCES, Errno.EPERM, Errno.ENOENT, Errno.ELOOP);

  private static final RawPath SAME = RawPath.of("same");
  private static final RawPath OTHER_BYTES = RawPath.of("other bytes");
  private static final RawPath OTHER_ATTRIBUTE = RawPath.of("other attribute");
  private static final RawPath LINK = RawPath.of("link");

  @ParameterizedTest
  @EnumSource
  void fault_makesNothingEqual(Base base) throws Exception {
    int cases =
        FaultSweep.over(() -> new Comparing(base))
            .errnos(
                Errno.EIO,
                Errno.EINTR,
                Errno.EMFILE,
                Errno.ENOMEM,
                Errno.EACCES,
                Errno.EPERM,
                Errno.ENOENT,
                Errno.ELOOP)
            .runAll();
    assertThat(cases).isGreaterThan(400);
  }

  private static final class Comparing implements Scenario {
    private static final List<RawPath> NAMES = List.of(SAME, OTHER_BYTES, OTHER_ATTRIBUTE, LINK);

    private final MergeScene scene;
    private final List<FileStat> sources = new ArrayList<>();
    private final List<FileStat> targets = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<FileRecord> before = new ArrayList<>();
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private @Nullable LeakCheckingSyscalls leaks;

    private enum Verdict {
      RIGHT,
      NOT_KNOWN_TO_BE_EQUAL,
      WRONG
    }

    Comparing(Base base) throws IOException {
      scene = new MergeScene(base);
      for (RawPath name : NAMES) {
        for (Path file : List.of(scene.image(name), scene.root(name))) {
          make(name, file, file.equals(scene.root(name)));
          SampleFiles.stamp(file);
          files.add(file);
          before.add(FileRecord.of(file));
        }
        sources.add(MergeScene.stat(scene.image(name)));
        targets.add(MergeScene.stat(scene.root(name)));
      }
    }

    private static void make(RawPath name, Path file, boolean isTarget) throws IOException {
      if (name.equals(LINK)) {
        Files.createSymbolicLink(file, Path.of("somewhere"));
        return;
      }
      Files.writeString(file, name.equals(OTHER_BYTES) && isTarget ? "sane" : "same");
      byte colour = (byte) (name.equals(OTHER_ATTRIBUTE) && isTarget ? 2 : 1);
      SampleFiles.attribute(file, "user.colour", new byte[] {colour});
    }

    @Override
    public void run(Syscalls syscalls) throws Exception {
      leaks = new LeakCheckingSyscalls(syscalls.restarting());
      scene.with(leaks.syscalls(), MergeOptions.defaults(), this::compareAll);
    }

    private Map<Verdict, Integer> compareAll(MergeSession session, OpenDirectories dirs)
        throws MoveException {
      EntryComparison comparison = new EntryComparison(session, new LinkTexts(session));
      for (int i = 0; i < NAMES.size(); i++) {
        RawPath name = NAMES.get(i);
        Equality told = comparison.compare(dirs, name, sources.get(i), targets.get(i));
        boolean isEqual = name.equals(SAME) || name.equals(LINK);
        boolean saysEqual = told == Equality.EQUAL;
        verdicts.merge(
            isEqual == saysEqual
                ? Verdict.RIGHT
                : isEqual ? Verdict.NOT_KNOWN_TO_BE_EQUAL : Verdict.WRONG,
            1,
            Integer::sum);
      }
      return verdicts;
    }

    @Override
    public void check(Outcome outcome) throws IOException {
      leaks.assertNoLeaks();
      assertThat(verdicts).doesNotContainKey(Verdict.WRONG);
      if (outcome.fault() == null) {
        assertThat(verdicts).containsOnlyKeys(Verdict.RIGHT);
      }
      if (!outcome.succeeded()) {
        assertThat(outcome.failure()).isInstanceOf(MoveException.class);
        assertThat(((MoveException) outcome.failure()).errno()).contains(outcome.fault().errno());
      } else if (verdicts.containsKey(Verdict.NOT_KNOWN_TO_BE_EQUAL)) {
        boolean ofAttributes = outcome.fault().call().endsWith("xattr");
        assertThat(ofAttributes || DENIALS.contains(outcome.fault().errno())).isTrue();
      }
      for (int i = 0; i < files.size(); i++) {
        assertThat(FileRecord.of(files.get(i)).isUntouchedSince(before.get(i))).isTrue();
      }
    }

    @Override
    public void close() {
      scene.close();
    }
  }
}
