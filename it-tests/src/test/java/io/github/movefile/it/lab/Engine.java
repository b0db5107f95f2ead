// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import com.github.dockerjava.api.DockerClient;
import io.github.movefile.syscalls.testing.Requirements;
import org.testcontainers.DockerClientFactory;

/** The container engine of this machine. */
public final class Engine {
  private static final Object LOCK = new Object();
  private static boolean asked;
  private static String refusal = "";

  private Engine() {}

  /**
   * Needs an engine. Where there is none, the test is skipped aloud, or fails: see {@link
   * Requirements}.
   */
  public static void require() {
    synchronized (LOCK) {
      if (!asked) {
        refusal = refusal();
        asked = true;
        if (!refusal.isEmpty()) {
          Notice.skipped("all tests in Linux containers: no container engine answers: " + refusal);
        }
      }
      Requirements.need(refusal.isEmpty(), "a container engine, see it-tests/engine; " + refusal);
    }
  }

  /**
   * The engine.
   *
   * @return a client that is shared, not to be closed
   */
  static DockerClient client() {
    return DockerClientFactory.instance().client();
  }

  private static String refusal() {
    try {
      client().pingCmd().exec();
      return "";
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
