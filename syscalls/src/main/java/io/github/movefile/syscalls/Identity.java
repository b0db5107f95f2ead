// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import io.github.movefile.syscalls.internal.Posix;
import java.util.Optional;
import jnr.posix.Group;
import jnr.posix.Passwd;

/**
 * Who runs this process, and how user and group numbers are called. Thread-safe: getpwuid(3) keeps
 * its answer in one place for all threads, so one at a time asks here.
 */
public final class Identity {
  private Identity() {}

  /**
   * The effective user: {@code uid_t geteuid(void)}, geteuid(2).
   *
   * @return a number, unsigned 32 bits
   */
  public static int effectiveUser() {
    return Posix.instance().geteuid();
  }

  /**
   * The effective group: {@code gid_t getegid(void)}, getegid(2).
   *
   * @return a number, unsigned 32 bits
   */
  public static int effectiveGroup() {
    return Posix.instance().getegid();
  }

  /**
   * The name of a user, getpwuid(3).
   *
   * @param uid a user number
   * @return empty if it has none
   */
  public static synchronized Optional<String> userName(int uid) {
    return Optional.ofNullable(Posix.instance().getpwuid(uid)).map(Passwd::getLoginName);
  }

  /**
   * The name of a group, getgrgid(3).
   *
   * @param gid a group number
   * @return empty if it has none
   */
  public static synchronized Optional<String> groupName(int gid) {
    return Optional.ofNullable(Posix.instance().getgrgid(gid)).map(Group::getName);
  }
}
