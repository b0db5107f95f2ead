// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

/** What is said to who runs the build. */
public final class Notice {
  private Notice() {}

  /**
   * Says that something goes untested.
   *
   * @param what a noun and the reason
   */
  public static void skipped(String what) {
    System.err.println("WARNING: SKIPPED " + what);
  }
}
