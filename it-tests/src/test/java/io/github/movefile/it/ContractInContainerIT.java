// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it;

import io.github.movefile.it.lab.Contracts;
import io.github.movefile.it.lab.FileSystem;
import io.github.movefile.it.lab.InsideRun;
import io.github.movefile.it.lab.InsideRun.User;
import io.github.movefile.it.lab.InsideTests;
import io.github.movefile.it.lab.JavaRuntime;
import io.github.movefile.it.lab.Notice;
import io.github.movefile.it.lab.Pair;
import io.github.movefile.syscalls.testing.Requirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What the other modules promise holds inside a Linux container on ext4, btrfs, xfs, tmpfs and
 * overlayfs: from each to each, between two of a kind, through a bind mount, and within one; as
 * root and as an ordinary user; on Java 17, and on the newest one. Without the system property
 * {@code movefile.full} it is a share of that: for root, each is a source and a target once; for
 * the ordinary user, every second one is tried with the one after it; through a bind mount, every
 * second one.
 *
 * <p>One run again: {@code -Dit.test=ContractInContainerIT -Dmovefile.it.runs='ext4→xfs as
 * root.*'}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractInContainerIT {
  private static final int NEWEST_LTS = 25;
  private static final boolean IS_FULL = Boolean.getBoolean("movefile.full");

  /** The system property with a pattern of the labels of runs; without it, all are run. */
  private static final String CHOICE = "movefile.it.runs";

  @AutoClose private final InsideTests tests = InsideTests.start();

  /** In one stream, the longest first, so that no processor waits for the last of a kind. */
  @TestFactory
  Stream<DynamicNode> onEveryPair() {
    List<InsideRun> runs = new ArrayList<>(IS_FULL ? sweeps() : sweeps().subList(0, 1));
    for (User user : User.values()) {
      for (FileSystem from : FileSystem.values()) {
        if (!IS_FULL && user != User.ROOT && !isEverySecond(from)) {
          continue;
        }
        runs.add(run(Pair.within(from), user, Contracts.WITHIN));
        if (IS_FULL || (user == User.ROOT && isEverySecond(from))) {
          runs.add(run(Pair.bound(from), user, Contracts.BOTH_WAYS));
        }
        for (FileSystem to : FileSystem.values()) {
          if (!IS_FULL && !isNext(from, to)) {
            continue;
          }
          Contracts contracts = from.compareTo(to) <= 0 ? Contracts.BOTH_WAYS : Contracts.ONE_WAY;
          runs.add(run(Pair.of(from, to), user, contracts));
        }
      }
    }
    Pair pair = Pair.of(FileSystem.EXT4, FileSystem.XFS);
    runs.add(run(pair, User.ROOT, Contracts.LOCALE_C));
    runs.add(run(Pair.ownImages(), User.ROOT, Contracts.OWN_IMAGES));
    return tests.of(chosen(runs));
  }

  /** Such that with the one after it each is there. */
  private static boolean isEverySecond(FileSystem kind) {
    return List.of(FileSystem.values()).indexOf(kind) % 2 == 0;
  }

  private static boolean isNext(FileSystem from, FileSystem to) {
    List<FileSystem> all = List.of(FileSystem.values());
    return all.indexOf(to) == (all.indexOf(from) + 1) % all.size();
  }

  /** Three pairs with each kind in them. */
  private static List<InsideRun> sweeps() {
    return Stream.of(
            Pair.of(FileSystem.XFS, FileSystem.BTRFS),
            Pair.of(FileSystem.EXT4, FileSystem.TMPFS),
            Pair.of(FileSystem.BTRFS, FileSystem.OVERLAY))
        .map(pair -> run(pair, User.ROOT, Contracts.SWEEPS))
        .toList();
  }

  @TestFactory
  Stream<DynamicNode> onTheNewestJava() {
    Optional<JavaRuntime> java = JavaRuntime.copyNewest(tests.lab(), NEWEST_LTS);
    if (java.isEmpty()) {
      Notice.skipped("tests in Linux containers on Java " + NEWEST_LTS + ": no JDK of it here");
    }
    Requirements.need(java.isPresent(), "a JDK " + NEWEST_LTS + " or newer under /usr/lib/jvm");
    Pair pair = Pair.of(FileSystem.EXT4, FileSystem.XFS);
    return tests.of(
        chosen(
            Stream.of(User.values())
                .map(user -> new InsideRun(pair, user, java.orElseThrow(), Contracts.BOTH_WAYS))
                .toList()));
  }

  private static InsideRun run(Pair pair, User user, Contracts contracts) {
    return new InsideRun(pair, user, JavaRuntime.OF_THE_IMAGE, contracts);
  }

  private static List<InsideRun> chosen(List<InsideRun> runs) {
    String pattern = System.getProperty(CHOICE, ".*");
    return runs.stream().filter(run -> run.label().matches(pattern)).toList();
  }
}
