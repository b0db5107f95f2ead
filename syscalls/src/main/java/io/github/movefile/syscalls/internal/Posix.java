// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/**
 * jnr-posix, loaded at its first use only: it takes 100 ms, which a plain move shouldn't wait for.
 * It serves what is asked rarely: identities and names of users.
 */
public final class Posix {
  private Posix() {}

  /**
   * The library.
   *
   * @return one instance for the process, thread-safe
   */
  public static POSIX instance() {
    return Holder.INSTANCE;
  }

  private static final class Holder {
    static final POSIX INSTANCE = POSIXFactory.getNativePOSIX();
  }
}
