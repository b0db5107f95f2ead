// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static io.github.movefile.merge.internal.ConfinedTree.Links.FOLLOW_INSIDE;
import static io.github.movefile.merge.internal.ConfinedTree.Links.REFUSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which calls are made, and what is done where openat2(2) is missing or out of luck. */
class ConfinedTreesTest {
  @AutoClose private final TreeFixture fixture;

  private final FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
  private final LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(faulty.syscalls());
  private final RecordingSyscalls recording = new RecordingSyscalls(leaks.syscalls());
  private final ConfinedTree tree;

  ConfinedTreesTest() throws ErrnoException {
    fixture = new TreeFixture(Way.KERNEL);
    tree = ConfinedTrees.of(recording.syscalls(), fixture.top);
  }

  @BeforeEach
  void makeTree() {
    fixture.directories("top/a/b/c");
    fixture.temp.symlink("top/link", "../a/b");
  }

  private void open(String path, Links links) throws ErrnoException {
    tree.openDirectory(RawPath.of(path), links).close();
    leaks.assertNoLeaks();
  }

  @ParameterizedTest
  @EnumSource
  void ordinaryPath_isOneCall(Links links) throws ErrnoException {
    open("a/b/c", links);
    assertThat(recording.names()).containsExactly("openat2", "close");
  }

  @Test
  void linkIsFollowed_andLookedFor_byOneCall() throws ErrnoException {
    open("link/c", FOLLOW_INSIDE);
    tree.leadsSomewhere(RawPath.of("a/b"), FOLLOW_INSIDE, RawPath.of("../b"));
    assertThat(recording.names()).containsExactly("openat2", "close", "openat2", "close");
  }

  @Test
  void top_isOneCall() throws ErrnoException {
    open("", REFUSE);
    assertThat(recording.names()).containsExactly("openat", "close");
  }

  @Test
  void race_isTriedAgain() throws ErrnoException {
    faulty.arm(Fault.once("openat2", 1, Errno.EAGAIN)).arm(Fault.once("openat2", 2, Errno.EAGAIN));
    open("link/c", FOLLOW_INSIDE);
    assertThat(recording.names()).containsExactly("openat2", "openat2", "openat2", "close");
  }

  @ParameterizedTest
  @EnumSource
  void raceWithoutEnd_endsByWalking_forThatPathOnly(Links links) throws ErrnoException {
    faulty.arm(Fault.always("openat2", Errno.EAGAIN));
    open("a/b/c", links);
    assertThat(faulty.count("openat2")).isEqualTo(64);
    open("a/b/c", links);
    assertThat(faulty.count("openat2")).isEqualTo(128);
  }

  @ParameterizedTest
  @EnumSource(names = {"ENOSYS", "EPERM", "EOPNOTSUPP", "EINVAL"})
  void missingCall_isAskedForOnce(Errno errno) throws ErrnoException {
    faulty.arm(Fault.always("openat2", errno));
    open("link/c", FOLLOW_INSIDE);
    open("a/b/c", REFUSE);
    tree.leadsSomewhere(RawPath.of("a"), REFUSE, RawPath.of("/link"));
    assertThat(faulty.count("openat2")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"ENOSYS", "EPERM", "EOPNOTSUPP", "EINVAL"})
  void missingCall_isKnownAlsoFromAPathThatIsMissing(Errno errno) throws ErrnoException {
    faulty.arm(Fault.always("openat2", errno));
    assertFails(Errno.ENOENT, "missing");
    open("a/b/c", REFUSE);
    assertThat(faulty.count("openat2")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"EPERM", "EOPNOTSUPP", "EINVAL"})
  void directoryThatIsRefused_doesNotMeanThatTheCallIsMissing(Errno errno) throws ErrnoException {
    faulty.arm(Fault.once("openat2", 1, errno)).arm(Fault.once("openat", 1, errno));
    assertFails(errno, "a");
    recording.clear();
    open("a/b/c", REFUSE);
    assertThat(recording.names()).containsExactly("openat2", "close");
  }

  private void assertFails(Errno errno, String path) {
    ErrnoException failure = catchThrowableOfType(ErrnoException.class, () -> open(path, REFUSE));
    assertThat(failure.errno()).isEqualTo(errno);
    leaks.assertNoLeaks();
  }
}
