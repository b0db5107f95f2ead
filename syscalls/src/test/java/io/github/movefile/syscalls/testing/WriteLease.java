// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Another process with a write lease of a file, fcntl(2), as Samba has one for a client: it is told
 * when somebody else opens the file, and gives the lease up then. Needs python3.
 */
public final class WriteLease implements AutoCloseable {
  private static final String PROGRAM =
      """
      import fcntl, os, signal, sys
      signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGIO})
      fd = os.open(sys.argv[1], os.O_RDWR)
      fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_WRLCK)
      print("leased", flush=True)
      signal.sigwait({signal.SIGIO})
      fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_UNLCK)
      print("broken", flush=True)
      """;

  private final Process process;
  private final BufferedReader output;

  private WriteLease(Process process) {
    this.process = process;
    this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /**
   * Takes a lease.
   *
   * @param file a regular file of this user, which nobody has open
   * @return to be closed, which ends the process
   */
  public static WriteLease of(Path file) {
    Requirements.command("python3");
    WriteLease lease;
    try {
      lease =
          new WriteLease(
              new ProcessBuilder("python3", "-c", PROGRAM, file.toString())
                  .redirectError(ProcessBuilder.Redirect.INHERIT)
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!"leased".equals(lease.readLine())) {
      lease.close();
      throw new AssertionError("no lease of " + file);
    }
    return lease;
  }

  private String readLine() {
    try {
      return output.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody has opened the file; else this waits until that is so. */
  public void requireBroken() {
    if (!"broken".equals(readLine())) {
      throw new AssertionError("the process with the lease has failed");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
