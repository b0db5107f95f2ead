// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static io.github.movefile.merge.internal.TreeFixture.CALLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Directories become links to the outside, and back, all the time while paths through them are
 * opened; and directories in which a path goes up are moved out of the tree and back. No path ever
 * ends outside.
 */
class ConfinedTreeRaceTest {
  private static final int SWAPS = 100_000;

  private static final List<String> PATHS =
      List.of("swapped", "swapped/d", "swapped/d/e", "a/b/c/up", "a/b/c/up/d", "moving/in/up/d");

  private record Inode(long dev, long ino) {
    static Inode of(FileStat facts) {
      return new Inode(facts.dev(), facts.ino());
    }
  }

  private record Count(long opened, long refused) {
    Count plus(Count other) {
      return new Count(opened + other.opened, refused + other.refused);
    }
  }

  /** What the swapper swaps and an opening must never come to. */
  private static void makeTree(TreeFixture fixture) {
    fixture.directories("outside/d/e", "outside/secret/d", "outside/slot");
    fixture.directories("top/swapped/d/e", "top/a/b/c", "top/a/secret/d");
    fixture.directories("top/moving/in", "top/moving/secret/d");
    fixture.temp.symlink("top/evil", "../outside");
    fixture.temp.symlink("top/a/b/c/up", "../../../swapped");
    // Where "in" is moved out of the tree, its parent is the outside.
    fixture.temp.symlink("top/moving/in/up", "../secret");
  }

  @ParameterizedTest
  @EnumSource
  void swappedDirectories_neverLeadOutside(Way way) throws Exception {
    try (TreeFixture fixture = new TreeFixture(way)) {
      makeTree(fixture);
      Set<Inode> outside = inodesBelow(fixture.temp.path("outside"));
      AtomicBoolean ended = new AtomicBoolean();
      ExecutorService threads = Executors.newFixedThreadPool(3);
      try {
        List<Future<Count>> openers = new ArrayList<>();
        for (Links links : Links.values()) {
          Callable<Count> opener = () -> openUntil(ended, fixture.tree, links, outside);
          openers.add(threads.submit(opener));
        }
        Callable<Void> swapper = () -> swap(fixture);
        Future<Void> swaps = threads.submit(swapper);
        try {
          swaps.get();
        } finally {
          ended.set(true);
        }
        Count all = openers.get(0).get().plus(openers.get(1).get());
        fixture.assertNoLeaks();
        assertThat(all.opened()).isGreaterThan(1_000);
        assertThat(all.refused()).isGreaterThan(1_000); // the race took place
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private static @Nullable Void swap(TreeFixture fixture) throws ErrnoException {
    RawPath swapped = RawPath.of("swapped");
    RawPath evil = RawPath.of("evil");
    RawPath moving = RawPath.of("moving/in");
    RawPath slot = RawPath.of("../outside/slot");
    Fd top = fixture.top;
    for (int i = 0; i < SWAPS / 2; i++) {
      CALLS.renameat2(top, swapped, top, evil, RenameFlags.EXCHANGE);
      CALLS.renameat2(top, moving, top, slot, RenameFlags.EXCHANGE);
    }
    return null;
  }

  private static Count openUntil(
      AtomicBoolean ended, ConfinedTree tree, Links links, Set<Inode> outside)
      throws ErrnoException {
    long opened = 0;
    long refused = 0;
    while (!ended.get()) {
      for (String path : PATHS) {
        try (Fd fd = tree.openDirectory(RawPath.of(path), links)) {
          opened++;
          Inode inode = Inode.of(Syscalls.system().data().fstat(fd));
          assertThat(outside).as("%s by %s", path, links).doesNotContain(inode);
        } catch (ErrnoException e) {
          switch (e.errno()) {
            case ENOENT, ENOTDIR, ELOOP -> refused++;
            default -> throw e;
          }
        }
      }
    }
    return new Count(opened, refused);
  }

  /** All but the empty directory that takes the place of one that is moved. */
  private static Set<Inode> inodesBelow(Path directory) throws IOException {
    Set<Inode> inodes = new HashSet<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(f -> !f.endsWith("slot")).toList()) {
        try (Fd fd = TreeFixture.open(file)) {
          inodes.add(Inode.of(Syscalls.system().data().fstat(fd)));
        }
      }
    }
    return inodes;
  }
}
