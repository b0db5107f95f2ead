// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** flock(2): each open of a file is another owner, in one process too. */
class FileLockTest extends KernelTest {
  @Test
  void exclusiveLock_excludesEveryOther() throws Exception {
    try (Fd one = openDirectory(temp.path());
        Fd two = openDirectory(temp.path())) {
      data.flock(one, FileLock.EXCLUSIVE);
      assertFails(Errno.EAGAIN, () -> data.flock(two, FileLock.SHARED));
      assertFails(Errno.EAGAIN, () -> data.flock(two, FileLock.EXCLUSIVE));
    }
  }

  @Test
  void sharedLock_goesWithSharedOnesOnly() throws Exception {
    try (Fd one = openDirectory(temp.path());
        Fd two = openDirectory(temp.path());
        Fd three = openDirectory(temp.path())) {
      data.flock(one, FileLock.SHARED);
      data.flock(two, FileLock.SHARED);
      assertFails(Errno.EAGAIN, () -> data.flock(three, FileLock.EXCLUSIVE));
      data.flock(three, FileLock.SHARED);
    }
  }

  @Test
  void closing_releases() throws Exception {
    try (Fd two = openDirectory(temp.path())) {
      try (Fd one = openDirectory(temp.path())) {
        data.flock(one, FileLock.EXCLUSIVE);
        assertFails(Errno.EAGAIN, () -> data.flock(two, FileLock.SHARED));
      }
      data.flock(two, FileLock.EXCLUSIVE);
    }
  }

  @Test
  void unlock_releases_andMayBeAskedOfAnUnlockedOne() throws Exception {
    try (Fd one = openDirectory(temp.path());
        Fd two = openDirectory(temp.path())) {
      data.flock(one, FileLock.EXCLUSIVE);
      data.flock(one, FileLock.UNLOCK);
      data.flock(one, FileLock.UNLOCK);
      data.flock(two, FileLock.EXCLUSIVE);
    }
  }

  @Test
  void lock_isConvertedInPlace() throws Exception {
    try (Fd one = openDirectory(temp.path());
        Fd two = openDirectory(temp.path())) {
      data.flock(one, FileLock.EXCLUSIVE);
      data.flock(one, FileLock.SHARED);
      data.flock(two, FileLock.SHARED);
      assertFails(Errno.EAGAIN, () -> data.flock(one, FileLock.EXCLUSIVE));
    }
  }

  @Test
  void lock_isOfAnyFileThatIsOpen() throws Exception {
    try (Fd file = open(temp.file("f", "x"), OpenFlags.READ_ONLY);
        Fd handle = open(temp.path("f"), OpenFlags.PATH)) {
      data.flock(file, FileLock.EXCLUSIVE);
      assertFails(Errno.EBADF, () -> data.flock(handle, FileLock.SHARED));
      assertThat(file.isOpen()).isTrue();
    }
  }
}
