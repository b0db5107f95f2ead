// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static io.github.movefile.filecopy.FileAssert.assertFile;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultSweep;
import io.github.movefile.syscalls.testing.FaultSweep.Outcome;
import io.github.movefile.syscalls.testing.FaultSweep.Scenario;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every system call of a copy fails in every way: the copy is whole, or it fails and leaves
 * nothing.
 */
class FaultSweepTest {
  /** ENXIO is missing: to lseek(2) it is an answer, "no data behind", and not a failure. */
  private static final Errno[] ERRNOS = {
    Errno.EIO,
    Errno.ENOSPC,
    Errno.EDQUOT,
    Errno.EFBIG,
    Errno.ENOMEM,
    Errno.EROFS,
    Errno.ESTALE,
    Errno.ENOSYS,
    Errno.ENOTTY,
    Errno.EOPNOTSUPP,
    Errno.EINVAL,
    Errno.EBADF,
    Errno.EXDEV,
    Errno.ETXTBSY,
    Errno.EPERM,
    Errno.EACCES,
    Errno.ENOENT,
    Errno.EBADFD,
    Errno.ENOTSUPP,
    Errno.EINTR,
    Errno.EOVERFLOW
  };

  /** The final ones, from the specification rather than from the code. */
  private static final Set<Errno> FINAL =
      EnumSet.of(
          Errno.EIO,
          Errno.ENOSPC,
          Errno.EDQUOT,
          Errno.EFBIG,
          Errno.ENOMEM,
          Errno.EROFS,
          Errno.ESTALE);

  private static final Set<Errno> FINAL_FOR_REFLINK =
      EnumSet.of(Errno.EIO, Errno.ENOMEM, Errno.ENOSPC, Errno.EDQUOT);

  @AutoClose private final TempTree disk = TempTree.create();
  @AutoClose private final TempTree memory = TempTree.onOtherFileSystem();

  @ParameterizedTest
  @EnumSource(names = {"EMPTY", "ONE_BYTE", "SMALL_WITH_HOLES", "BUFFER_AND_ONE", "MIDDLE_HOLE"})
  void defaults_survive(SampleFile sample) throws Exception {
    sweep(sample.in(disk.path()), disk.path("target"), CopyOptions.defaults());
  }

  @ParameterizedTest
  @EnumSource(names = {"BUFFER_AND_ONE", "TRAILING_HOLE"})
  void copiesToAnotherFileSystem_survive(SampleFile sample) throws Exception {
    sweep(sample.in(disk.path()), memory.path("target"), CopyOptions.defaults());
  }

  @ParameterizedTest
  @EnumSource(names = {"ONE_BYTE", "BUFFER_AND_ONE", "LEADING_HOLE", "TRAILING_HOLE"})
  void everyMethod_survives(SampleFile sample) throws Exception {
    CopyOptions options = CopyOptions.builder().methods(EnumSet.allOf(CopyMethod.class)).build();
    sweep(sample.in(memory.path()), disk.path("target"), options);
  }

  @Test
  void digestAndSearchForZeros_survive() throws Exception {
    CopyOptions options =
        CopyOptions.builder().digests(Set.of("SHA-256")).sparse(Sparse.ALWAYS).build();
    sweep(SampleFile.MIDDLE_HOLE.in(disk.path()), disk.path("target"), options);
  }

  /** By two threads, where there are two processors: one in five reads and writes fails. */
  @Test
  void copyByTwoThreads_survives() throws Exception {
    Path source = SampleFile.LARGE.in(disk.path());
    Path target = memory.path("target");
    CopyOptions options = CopyOptions.builder().methods(Set.of()).build();
    int cases =
        FaultSweep.over(() -> new CopyScenario(source, target, options))
            .calls("pread", "pwrite")
            .oneIn(5)
            .runAll();
    assertThat(cases).isGreaterThan(200);
  }

  private static void sweep(Path source, Path target, CopyOptions options) throws Exception {
    int cases =
        FaultSweep.over(() -> new CopyScenario(source, target, options)).errnos(ERRNOS).runAll();
    assertThat(cases).isGreaterThan(ERRNOS.length * 8);
  }

  private static final class CopyScenario implements Scenario {
    private final Path source;
    private final Path target;
    private final CopyOptions options;
    private final LeakChecks leaks = new LeakChecks();

    CopyScenario(Path source, Path target, CopyOptions options) {
      this.source = source;
      this.target = target;
      this.options = options;
    }

    @Override
    public void run(Syscalls syscalls) throws IOException {
      CopyResult result = FileCopy.using(leaks.over(syscalls)).copy(source, target, options);
      assertThat(result.source()).isEqualTo(SourceState.UNCHANGED);
      assertThat(result.length()).isEqualTo(source.toFile().length());
    }

    @Override
    public void check(Outcome outcome) throws IOException {
      leaks.check();
      if (outcome.succeeded()) {
        assertFile(target).hasContentsOf(source);
      } else {
        assertFile(target).isAbsent();
        assertThat(causeOf(outcome.failure()).errno()).isEqualTo(outcome.fault().errno());
      }
      if (outcome.fault() != null) {
        assertThat(outcome.succeeded()).as("survived").isEqualTo(survives(outcome.fault()));
      }
    }

    private static ErrnoException causeOf(Throwable failure) {
      assertThat(failure).isInstanceOf(IOException.class);
      assertThat(failure.getCause()).isInstanceOf(ErrnoException.class);
      return (ErrnoException) failure.getCause();
    }

    /** A plainer way is left. */
    private static boolean survives(Fault fault) {
      return switch (fault.call()) {
        case "ficlone" -> !FINAL_FOR_REFLINK.contains(fault.errno());
        case "copyFileRange", "sendfile", "lseek" -> !FINAL.contains(fault.errno());
        case "close" -> false;
        default -> fault.errno() == Errno.EINTR;
      };
    }

    @Override
    public void close() throws IOException {
      java.nio.file.Files.deleteIfExists(target);
    }
  }

  private static final class LeakChecks {
    private LeakCheckingSyscalls checking = new LeakCheckingSyscalls(Syscalls.system());

    Syscalls over(Syscalls calls) {
      checking = new LeakCheckingSyscalls(calls);
      return checking.syscalls();
    }

    void check() {
      checking.assertNoLeaks();
    }
  }
}
