// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import io.github.movefile.syscalls.testing.CommandResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ExecConfig;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A container with the file systems of {@link FileSystem}, two of each, below {@code /lab}.
 *
 * <p>It has no network and no device of the host: the loop devices are nodes of its own. Loop
 * devices and mounts go with the container, however it ends, for the devices clear themselves with
 * their last mount. What a killed run leaves behind, a container, is removed by the next one, and
 * ends by itself after {@link #LIFETIME}.
 *
 * <p>Safe for use by several threads, but for {@link #close}.
 */
public final class Lab implements Shell, AutoCloseable {
  /** The label of the containers; its value names the {@link LabOwner}. */
  static final String OWNER_LABEL = "io.github.movefile.lab.owner";

  /** Longer than any run. */
  private static final Duration LIFETIME = Duration.ofHours(2);

  /** On a volume of its own. */
  static final String IMAGES = "/lab/images";

  private static final String MOUNTS = "/lab/mounts";

  private final String name;
  private final GenericContainer<?> container;

  private Lab(String name, GenericContainer<?> container) {
    this.name = name;
    this.container = container;
  }

  /**
   * Starts a laboratory without a seccomp profile: every system call reaches the kernel. Needs an
   * engine: see {@link Engine#require}.
   *
   * @return with everything mounted
   */
  public static Lab start() {
    return start("unconfined", LabOwner.thisProcess());
  }

  /**
   * Starts a laboratory.
   *
   * @param seccomp a profile in JSON
   * @return with everything mounted
   */
  public static Lab startWithSeccomp(String seccomp) {
    return start(seccomp, LabOwner.thisProcess());
  }

  // The caller closes it.
  @SuppressWarnings("resource")
  static Lab start(String seccomp, LabOwner owner) {
    Engine.require();
    removeAbandoned();
    String name = "lab-" + UUID.randomUUID().toString().substring(0, 8);
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(LabImage.name()))
            .withNetworkMode("none")
            .withLabel(OWNER_LABEL, owner.label())
            .withSharedMemorySize(1L << 30)
            .withCreateContainerCmdModifier(command -> grant(command, seccomp))
            // As process 1 the shell reaps orphans, and ends at once when it is told to.
            .withCommand(
                "sh", "-c", "trap 'exit 0' TERM; sleep " + LIFETIME.toSeconds() + " & wait");
    Lab lab = new Lab(name, container);
    try {
      container.start();
      lab.copyIn(Transferable.of(resource("mounts"), 0755), MOUNTS);
      lab.exec("root", MOUNTS, "up", name).requireSuccess();
      return lab;
    } catch (RuntimeException | Error e) {
      lab.close();
      throw e;
    }
  }

  private static void grant(CreateContainerCmd command, String seccomp) {
    HostConfig host = Objects.requireNonNull(command.getHostConfig());
    host.withCapAdd(
            Capability.SYS_ADMIN,
            Capability.MKNOD,
            Capability.LINUX_IMMUTABLE,
            Capability.SYS_PTRACE)
        // Loop devices and loop-control.
        .withDeviceCgroupRules(List.of("b 7:* rwm", "c 10:237 rwm"))
        .withSecurityOpts(List.of("apparmor=unconfined", "seccomp=" + seccomp))
        // Not on the overlay of the container: a volume, which goes with it.
        .withMounts(List.of(new Mount().withType(MountType.VOLUME).withTarget(IMAGES)));
  }

  /** Removes the laboratories of processes that have ended. */
  static void removeAbandoned() {
    List<Container> labs =
        Engine.client()
            .listContainersCmd()
            .withShowAll(true)
            .withLabelFilter(List.of(OWNER_LABEL))
            .exec();
    for (Container lab : labs) {
      boolean gone =
          LabOwner.parse(lab.getLabels().get(OWNER_LABEL))
              .filter(owner -> !owner.isGone())
              .isEmpty();
      boolean running = "running".equals(lab.getState().toLowerCase(Locale.ROOT));
      if (gone || !running) {
        remove(lab.getId());
      }
    }
  }

  private static void remove(String container) {
    try {
      Engine.client().removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException e) {
      // Another run was after it as well.
    }
  }

  /**
   * What the names of the image files begin with, to tell the loop devices of this laboratory.
   *
   * @return unique
   */
  public String name() {
    return name;
  }

  /** The container, for the engine. */
  String container() {
    return container.getContainerId();
  }

  /**
   * Runs a program to its end.
   *
   * @param user a name, or a uid
   * @param words the program and its arguments
   * @return what it said
   */
  public CommandResult exec(String user, String... words) {
    return exec(user, Map.of(), words);
  }

  /**
   * Runs a program to its end.
   *
   * @param user a name, or a uid
   * @param environment is added to that of the image
   * @param words the program and its arguments
   * @return what it said
   */
  @Override
  public CommandResult exec(String user, Map<String, String> environment, String... words) {
    return run(container, user, environment, words);
  }

  /** Runs a program in a container to its end. */
  static CommandResult run(
      GenericContainer<?> container,
      String user,
      Map<String, String> environment,
      String... words) {
    ExecConfig command =
        ExecConfig.builder().user(user).envVars(environment).command(words).build();
    try {
      ExecResult result = container.execInContainer(StandardCharsets.UTF_8, command);
      return new CommandResult(
          List.of(words),
          result.getExitCode(),
          result.getStdout().getBytes(StandardCharsets.UTF_8),
          result.getStderr().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError("can't run " + List.of(words), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted in " + List.of(words), e);
    }
  }

  /**
   * Copies a file or a directory into the container, with the modes that it has.
   *
   * @param from on this machine
   * @param to an absolute path
   */
  public void copyIn(Path from, String to) {
    container.copyFileToContainer(MountableFile.forHostPath(from), to);
  }

  /** Writes a file. */
  void copyIn(Transferable contents, String to) {
    container.copyFileToContainer(contents, to);
  }

  /**
   * Reads a file of the container.
   *
   * @param from an absolute path
   * @return its bytes
   */
  public byte[] read(String from) {
    return container.copyFileFromContainer(from, InputStream::readAllBytes);
  }

  /** Unmounts everything and removes the container; a second call does nothing. */
  @Override
  public void close() {
    if (!container.isRunning()) {
      container.stop();
      return;
    }
    CommandResult down = exec("root", MOUNTS, "down");
    container.stop();
    down.requireSuccess();
  }

  private static byte[] resource(String name) {
    try (InputStream in = Objects.requireNonNull(Lab.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
