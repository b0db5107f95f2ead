// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import io.github.movefile.it.inside.kernels.Blocked;
import io.github.movefile.syscalls.testing.CommandResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A second container beside a {@link Lab}, under a seccomp profile. Its programs see what those of
 * the laboratory see, for they enter its mount namespace; but the kernel answers them as the
 * profile says. It starts in half a second, where a laboratory of its own would take five.
 *
 * <p>It shares the process namespace of the laboratory: whatever ends that ends the cell too, and
 * the engine removes it then.
 */
final class Cell implements Shell, AutoCloseable {
  private static final String ROOT = "0";

  private final GenericContainer<?> container;

  private Cell(GenericContainer<?> container) {
    this.container = container;
  }

  /**
   * Starts a cell.
   *
   * @param lab open longer than this
   * @param blocked what its profile refuses
   * @return to be closed
   */
  // The caller closes it.
  @SuppressWarnings("resource")
  static Cell beside(Lab lab, Blocked blocked) {
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(LabImage.name()))
            .withNetworkMode("none")
            .withCreateContainerCmdModifier(command -> confine(command, lab, blocked))
            .withCommand("sleep", "infinity");
    container.start();
    Cell cell = new Cell(container);
    try {
      cell.exec(ROOT, Map.of(), "test", "-d", Lab.IMAGES).requireSuccess();
      return cell;
    } catch (RuntimeException | Error e) {
      cell.close();
      throw e;
    }
  }

  private static void confine(CreateContainerCmd command, Lab lab, Blocked blocked) {
    HostConfig host = Objects.requireNonNull(command.getHostConfig());
    host.withPidMode("container:" + lab.container())
        .withAutoRemove(true)
        // The first two to enter the namespace; the others for the tests.
        .withCapAdd(
            Capability.SYS_ADMIN,
            Capability.SYS_PTRACE,
            Capability.MKNOD,
            Capability.LINUX_IMMUTABLE)
        .withSecurityOpts(List.of("apparmor=unconfined", "seccomp=" + SeccompProfile.of(blocked)));
  }

  /** As {@link Lab#exec}, but under the profile; a user is a uid. */
  @Override
  public CommandResult exec(String user, Map<String, String> environment, String... words) {
    List<String> entering = new ArrayList<>(List.of("nsenter", "--target", "1", "--mount"));
    if (!user.equals(ROOT)) {
      // Only root may enter; giving up root gives up the capabilities.
      entering.addAll(List.of("--setgid", user, "--setuid", user));
    }
    entering.add("--");
    entering.addAll(List.of(words));
    return Lab.run(container, ROOT, environment, entering.toArray(String[]::new));
  }

  @Override
  public void close() {
    container.stop();
  }
}
