// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.peers;

/** Does nothing: what the start of a JVM takes. */
final class Empty {
  private Empty() {}

  /**
   * Returns.
   *
   * @param args none
   */
  public static void main(String[] args) {}
}
