// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.move.SecurityLabel;
import io.github.movefile.move.faults.CallHook.Use;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SELinux contexts, on a kernel that only seems to have SELinux: see {@link PretendedSelinux}. */
@AcrossFileSystems
class CreationLabelTest {
  private static final String LABEL = "system_u:object_r:bin_t:s0\0";

  private static final MoveOptions PRESERVE =
      MoveOptions.builder().label(SecurityLabel.PRESERVE).build();

  @AutoClose private final TempTree from = TempTree.onOtherFileSystem();
  @AutoClose private final TempTree to = TempTree.create();

  private final PretendedSelinux selinux = new PretendedSelinux(to.directory("kernel"), LABEL);
  private final Path source = from.path("source");
  private final Path target = to.path("target");

  enum Kind {
    FILE("openat") {
      @Override
      void make(Path file) throws IOException {
        SampleFiles.regular(file, 10);
      }
    },
    LINK("symlinkat") {
      @Override
      void make(Path file) throws IOException {
        SampleFiles.symlink(file);
      }
    },
    NODE("mknodat") {
      @Override
      void make(Path file) throws IOException {
        SampleFiles.fifo(file);
      }
    };

    final String call;

    Kind(String call) {
      this.call = call;
    }

    abstract void make(Path file) throws IOException;
  }

  @BeforeEach
  void enableSelinux() throws IOException {
    selinux.enable();
  }

  @ParameterizedTest
  @EnumSource
  void label_isSetWhileTheTempIsMadeAndClearedAfter(Kind kind) throws IOException {
    kind.make(source);

    MoveFile.using(selinux.syscalls()).move(source, target, PRESERVE);

    assertThat(selinux.labelsAtCreation()).containsExactly(LABEL);
    assertThat(selinux.current()).isEmpty();
    assertThat(selinux.wasWritten()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void inheritedLabel_needsNoWriting(Kind kind) throws IOException {
    kind.make(source);

    MoveFile.using(selinux.syscalls()).move(source, target);

    assertThat(selinux.labelsAtCreation()).containsExactly("");
    assertThat(selinux.wasWritten()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void label_isClearedWhenTheTempCannotBeMade(Kind kind) throws IOException {
    kind.make(source);
    Files.createDirectory(to.path("gone"));
    Path nowhere = to.path("gone/target");
    Syscalls calls =
        CallHook.before(
            selinux.syscalls(), Use::makesTemp, name -> Files.deleteIfExists(to.path("gone")));

    MoveException failure =
        catchThrowableOfType(
            MoveException.class, () -> MoveFile.using(calls).move(source, nowhere, PRESERVE));

    assertThat(failure.call()).contains(kind.call);
    assertThat(selinux.wasWritten()).isTrue();
    assertThat(selinux.current()).isEmpty();
  }

  @Test
  void labelThatTheKernelRefuses_isAWarning() throws IOException {
    SampleFiles.regular(source, 10);
    FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(selinux.syscalls());
    faulty.arm(Fault.once("pwrite", 1, Errno.EINVAL));

    assertThat(MoveFile.using(faulty.syscalls()).move(source, target, PRESERVE).warnings())
        .extracting(warning -> warning.loss())
        .containsExactly(Loss.LABEL);
    assertThat(selinux.labelsAtCreation()).containsExactly("");
  }

  /** Else everything that the thread makes later would get this label. */
  @ParameterizedTest
  @EnumSource
  void labelThatCannotBeCleared_failsAndLeavesNothing(Kind kind) throws IOException {
    kind.make(source);
    FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(selinux.syscalls());
    LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(faulty.syscalls());
    faulty.arm(Fault.once("pwrite", 2, Errno.EIO));

    MoveException failure =
        catchThrowableOfType(
            MoveException.class,
            () -> MoveFile.using(leaks.syscalls()).move(source, target, PRESERVE));

    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(failure.errno()).contains(Errno.EIO);
    assertThat(Temps.in(to.path())).isEmpty();
    leaks.assertNoLeaks();
  }

  @Test
  void directoriesOfAMerge_areMadeWithTheirLabel() throws IOException {
    from.directory("image/a/b");

    TreeMerge.using(selinux.syscalls())
        .merge(
            from.path("image"),
            to.directory("root"),
            MergeOptions.builder().move(PRESERVE).build());

    assertThat(selinux.labelsAtCreation()).containsExactly(LABEL, LABEL);
    assertThat(selinux.current()).isEmpty();
  }

  @Test
  void withoutSelinux_nothingIsWrittenToTheKernel() throws IOException {
    selinux.disable();
    SampleFiles.regular(source, 10);

    MoveFile.using(selinux.syscalls()).move(source, target, PRESERVE);

    assertThat(selinux.wasWritten()).isFalse();
  }
}
