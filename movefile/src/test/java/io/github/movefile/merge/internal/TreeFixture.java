// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Path;

/** A directory {@code top} to be confined to, and what is beside it. */
final class TreeFixture implements AutoCloseable {
  static final PathCalls CALLS = Syscalls.system().paths();
  static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);

  final TempTree temp;
  final Fd top;
  final ConfinedTree tree;
  private final LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(Syscalls.system());

  TreeFixture(Way way) throws ErrnoException {
    this(way, TempTree.create());
  }

  private TreeFixture(Way way, TempTree temp) throws ErrnoException {
    this(way, temp, open(temp.directory("top")));
  }

  private TreeFixture(Way way, TempTree temp, Fd top) {
    this.temp = temp;
    this.top = top;
    this.tree = way.tree(leaks.syscalls(), top);
  }

  /** The same directories, by another way; closed by a close of either. */
  TreeFixture by(Way way) {
    return new TreeFixture(way, temp, top);
  }

  static Fd open(Path directory) throws ErrnoException {
    return CALLS.openat(Fd.CWD, RawPath.of(directory), DIRECTORY, 0);
  }

  void directories(String... names) {
    for (String name : names) {
      temp.directory(name);
    }
  }

  FileStat stat(String name) throws ErrnoException {
    return CALLS.statx(Fd.CWD, temp.raw(name), AtFlags.SYMLINK_NOFOLLOW);
  }

  /** Below the top, where others have told what is there. */
  void assertOpens(String expected, String path, Links links) throws ErrnoException {
    assertOpens(stat(expected), RawPath.of(path), links);
  }

  void assertOpens(FileStat expected, RawPath path, Links links) throws ErrnoException {
    try (Fd fd = tree.openDirectory(path, links)) {
      FileStat opened = Syscalls.system().data().fstat(fd);
      assertThat(opened.isSameFile(expected)).as("%s by %s", path, links).isTrue();
      CALLS.getdents64(fd); // open for reading
    }
    leaks.assertNoLeaks();
  }

  void assertRefuses(Errno errno, String path, Links links) {
    assertRefuses(errno, RawPath.of(path), links);
  }

  void assertRefuses(Errno errno, RawPath path, Links links) {
    ErrnoException failure =
        catchThrowableOfType(ErrnoException.class, () -> tree.openDirectory(path, links).close());
    assertThat(failure).as("%s by %s", path, links).isNotNull();
    assertThat(failure.errno()).as("%s by %s", path, links).isEqualTo(errno);
    leaks.assertNoLeaks();
  }

  boolean leads(String directory, Links links, String text) throws ErrnoException {
    boolean leads = tree.leadsSomewhere(RawPath.of(directory), links, RawPath.of(text));
    leaks.assertNoLeaks();
    return leads;
  }

  void assertNoLeaks() {
    leaks.assertNoLeaks();
  }

  @Override
  public void close() throws ErrnoException {
    top.close();
    temp.close();
  }
}
