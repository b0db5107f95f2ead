// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.merge.internal.DirectoryNode.Counterpart;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** How many threads work on directories that each make them wait. */
class WorkersTest {
  private static final int DIRECTORIES = 40;
  private static final int WAIT_MILLIS = 20;

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Set<DirectoryNode> done = ConcurrentHashMap.newKeySet();

  private int threadsOf(int limit, int mostWhileIdle) throws IOException {
    Idleness idleness = Idleness.ofThisProcess(true);
    Workers workers =
        new Workers(limit, mostWhileIdle, idleness, () -> false, new Removals(1), this::waitIn);
    FileStat facts =
        Syscalls.system().paths().statx(Fd.CWD, RawPath.of("/"), AtFlags.SYMLINK_NOFOLLOW);
    DirectoryNode top = new DirectoryNode(facts, facts.dev());
    for (int i = 0; i < DIRECTORIES; i++) {
      RawPath name = RawPath.of("d" + i);
      workers.add(
          new DirectoryNode(
              top, name, name, i, facts, Counterpart.KEPT, Links.REFUSE, facts.dev()));
    }
    workers.run();
    assertThat(done).hasSize(DIRECTORIES);
    return threads.size();
  }

  private void waitIn(DirectoryNode directory) {
    threads.add(Thread.currentThread());
    done.add(directory);
    try {
      Thread.sleep(WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void waiting_letsMoreJoinIn() throws IOException {
    assertThat(threadsOf(1, 4)).isBetween(2, 4);
  }

  @Test
  void whoSetsANumber_getsIt() throws IOException {
    assertThat(threadsOf(2, 2)).isEqualTo(2);
  }

  @Test
  void one_isTheCaller() throws IOException {
    assertThat(threadsOf(1, 1)).isEqualTo(1);
    assertThat(threads).containsExactly(Thread.currentThread());
  }
}
