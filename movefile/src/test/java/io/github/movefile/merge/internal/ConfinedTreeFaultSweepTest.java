// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static io.github.movefile.merge.internal.ConfinedTree.Links.FOLLOW_INSIDE;
import static io.github.movefile.merge.internal.ConfinedTree.Links.REFUSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultSweep;
import io.github.movefile.syscalls.testing.FaultSweep.Outcome;
import io.github.movefile.syscalls.testing.FaultSweep.Scenario;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each call of an opening fails: then it fails as a whole, or opens what it should. */
class ConfinedTreeFaultSweepTest {
  /** What a link may lead to nowhere by, so that the answer can be another one. */
  private static final Set<Errno> NOWHERE =
      EnumSet.of(Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP, Errno.ENAMETOOLONG);

  private static final Errno[] ERRNOS = {
    Errno.EIO,
    Errno.EINTR,
    Errno.EAGAIN,
    Errno.EACCES,
    Errno.EPERM,
    Errno.ENOSYS,
    Errno.EOPNOTSUPP,
    Errno.EINVAL,
    Errno.ENOTDIR,
    Errno.ELOOP
  };

  /** Only read, so that one is enough for all cases. */
  private static @Nullable TreeFixture fixture;

  @BeforeAll
  static void makeTree() throws ErrnoException {
    fixture = new TreeFixture(Way.KERNEL);
    fixture.directories("top/a/b/c/d/e/f/g/h/i/j", "top/target");
    fixture.temp.symlink("top/a/b/c/d/e/f/g/h/i/j/up", "../".repeat(10) + "target");
    fixture.temp.symlink("top/a/absolute", "/a/b/../../target");
  }

  @AfterAll
  static void removeTree() throws ErrnoException {
    fixture.close();
  }

  @Test
  void kernel() throws Exception {
    assertThat(sweep(Way.KERNEL::tree)).isGreaterThan(100);
  }

  @Test
  void walking() throws Exception {
    assertThat(sweep(Way.WALKING::tree)).isGreaterThan(500);
  }

  @Test
  void kernelFirst() throws Exception {
    assertThat(sweep(ConfinedTrees::of)).isGreaterThan(100);
  }

  private static int sweep(BiFunction<Syscalls, Fd, ConfinedTree> maker) throws Exception {
    return FaultSweep.over(() -> new Openings(maker)).errnos(ERRNOS).runAll();
  }

  private static final class Openings implements Scenario {
    private final BiFunction<Syscalls, Fd, ConfinedTree> maker;
    private @Nullable LeakCheckingSyscalls leaks;
    private @Nullable FileStat wrong;
    private boolean isAnswerWrong;

    Openings(BiFunction<Syscalls, Fd, ConfinedTree> maker) {
      this.maker = maker;
    }

    @Override
    public void run(Syscalls syscalls) throws Exception {
      leaks = new LeakCheckingSyscalls(syscalls.restarting());
      ConfinedTree tree = maker.apply(leaks.syscalls(), fixture.top);
      open(tree, "top/a/b", "a/b", REFUSE);
      open(tree, "top/target", "a/b/c/d/e/f/g/h/i/j/up", FOLLOW_INSIDE);
      open(tree, "top/target", "a/absolute", FOLLOW_INSIDE);
      open(tree, "top", "", REFUSE);
      // Longer than PATH_MAX, with slashes that mean nothing.
      open(tree, "top/a/b", "a" + "/".repeat(5000) + "b", FOLLOW_INSIDE);
      isAnswerWrong = !tree.leadsSomewhere(RawPath.of("a"), REFUSE, RawPath.of("../target"));
    }

    private void open(ConfinedTree tree, String expected, String path, ConfinedTree.Links links)
        throws ErrnoException {
      try (Fd fd = tree.openDirectory(RawPath.of(path), links)) {
        FileStat facts = Syscalls.system().data().fstat(fd);
        if (!facts.isSameFile(fixture.stat(expected))) {
          wrong = facts;
        }
      }
    }

    @Override
    public void check(Outcome outcome) {
      leaks.assertNoLeaks();
      assertThat(wrong).isNull();
      if (outcome.succeeded()) {
        boolean mayMislead = outcome.fault() != null && NOWHERE.contains(outcome.fault().errno());
        assertThat(isAnswerWrong && !mayMislead).isFalse();
      } else {
        assertThat(outcome.failure()).isInstanceOf(ErrnoException.class);
      }
      if (outcome.fault() == null) {
        assertThat(outcome.succeeded()).isTrue();
      }
    }

    @Override
    public void close() {}
  }
}
