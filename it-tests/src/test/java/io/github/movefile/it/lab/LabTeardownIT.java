// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.dockerjava.api.exception.NotFoundException;
import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A laboratory leaves no loop device, mount, container or volume behind, however it ends. */
class LabTeardownIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Every program that mounts fails. */
  private static final String NO_MOUNT =
      """
      {"defaultAction": "SCMP_ACT_ALLOW",
       "syscalls": [{"names": ["mount", "fsopen", "move_mount"],
                     "action": "SCMP_ACT_ERRNO", "args": []}]}
      """;

  /** Process 0 is none that ever was a JVM. */
  private static final LabOwner GONE = new LabOwner(LabOwner.thisProcess().machine(), 0, 0);

  @BeforeAll
  static void needAnEngineOnThisMachine() {
    Engine.require();
    Requirements.need(Files.isDirectory(Path.of("/sys/block")), "Linux");
  }

  @Test
  void closed_leavesNothing() {
    List<String> volumes;
    String container;
    Lab lab = Lab.start();
    try (lab) {
      container = lab.container();
      volumes = volumes(container);
      assertThat(loopsOf(lab.name())).hasSize(6);
      assertThat(volumes).hasSize(1);
    }
    assertNothingIsLeftOf(lab.name());
    assertGone(container, volumes);
    lab.close(); // again, which does nothing
  }

  @Test
  void startThatFails_leavesNothing() {
    Throwable failure = catchThrowable(() -> Lab.startWithSeccomp(NO_MOUNT).close());

    assertThat(failure).hasMessageContaining("mount");
    Matcher name = Pattern.compile("lab-[0-9a-f]{8}").matcher(failure.getMessage());
    assertThat(name.find()).isTrue();
    assertNothingIsLeftOf(name.group());
    assertThat(labsOfThisProcess()).isEmpty();
  }

  @Test
  void killedContainer_leavesNothingMounted() {
    Lab lab = Lab.start();
    try (lab) {
      Engine.client().killContainerCmd(lab.container()).exec();
      assertNothingIsLeftOf(lab.name());
    }
    assertNothingIsLeftOf(lab.name());
  }

  @Test
  void labOfAnEndedProcess_isRemovedByTheNextRun() {
    Lab abandoned = Lab.start("unconfined", GONE);
    try (abandoned) {
      List<String> volumes = volumes(abandoned.container());
      assertThat(loopsOf(abandoned.name())).hasSize(6);

      Lab.removeAbandoned();

      assertNothingIsLeftOf(abandoned.name());
      assertGone(abandoned.container(), volumes);
    }
  }

  @Test
  void labOfALivingProcess_staysForItsOwner() {
    try (Lab lab = Lab.start()) {
      Lab.removeAbandoned();

      lab.exec("root", "true").requireSuccess();
      assertThat(loopsOf(lab.name())).hasSize(6);
    }
  }

  @Test
  void everyFileSystem_isWhatItIsCalled() {
    try (Lab lab = Lab.start()) {
      for (FileSystem each : FileSystem.values()) {
        for (String directory :
            List.of(each.directory(), each.secondDirectory(), each.boundDirectory())) {
          assertThat(
                  lab.exec("65534", "findmnt", "-no", "FSTYPE", "-T", directory)
                      .requireSuccess()
                      .text())
              .as(directory)
              .isEqualTo(each.name().toLowerCase(Locale.ROOT));
        }
      }
    }
  }

  private static List<String> loopsOf(String lab) {
    return HostDevices.loopFiles().stream().filter(file -> file.contains(lab)).toList();
  }

  private static List<String> volumes(String container) {
    return Engine.client().inspectContainerCmd(container).exec().getMounts().stream()
        .map(mount -> String.valueOf(mount.getName()))
        .toList();
  }

  private static List<String> labsOfThisProcess() {
    Map<String, String> label = Map.of(Lab.OWNER_LABEL, LabOwner.thisProcess().label());
    return Engine.client()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(label)
        .exec()
        .stream()
        .map(container -> container.getId())
        .toList();
  }

  /** The kernel takes its time to clear a device. */
  private static void assertNothingIsLeftOf(String lab) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!loopsOf(lab).isEmpty() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(loopsOf(lab)).isEmpty();
    assertThat(HostDevices.mounts()).noneMatch(mount -> mount.contains(" /lab/"));
  }

  private static void assertGone(String container, List<String> volumes) {
    assertThat(catchThrowable(() -> Engine.client().inspectContainerCmd(container).exec()))
        .isInstanceOf(NotFoundException.class);
    for (String volume : volumes) {
      assertThat(catchThrowable(() -> Engine.client().inspectVolumeCmd(volume).exec()))
          .isInstanceOf(NotFoundException.class);
    }
  }
}
