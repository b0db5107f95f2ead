// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

/**
 * The one place where a failure to clean up is set aside, for the sake of the failure that led to
 * it.
 */
public final class Discarding {
  private Discarding() {}

  /**
   * Closes something after a failure; what goes wrong is attached to that failure.
   *
   * @param resource closed, also when it is closed already
   * @param failure why
   */
  public static void closing(AutoCloseable resource, Exception failure) {
    try {
      resource.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }
}
