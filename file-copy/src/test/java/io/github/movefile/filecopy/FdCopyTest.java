// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static io.github.movefile.filecopy.FileAssert.assertFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Whence;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Between open files. */
class FdCopyTest {
  @AutoClose private final TempTree temp = TempTree.create();

  @ParameterizedTest
  @EnumSource(names = {"COPY_FILE_RANGE", "SENDFILE", "READ_WRITE"})
  void positionsBefore_areIgnored(CopyMethod method) throws IOException {
    Path source = SampleFile.MIDDLE_HOLE.in(temp.path());
    Path target = Files.createFile(temp.path("target"));
    try (Fd in = OpenFiles.open(source, OpenFlags.READ_ONLY);
        Fd out = OpenFiles.open(target, OpenFlags.WRITE_ONLY)) {
      Syscalls.system().data().lseek(in, 777, Whence.SET);
      Syscalls.system().data().lseek(out, 999, Whence.SET);

      CopyResult result =
          FileCopy.create().copy(in, out, CopyOptions.builder().methods(Set.of(method)).build());

      assertThat(result.source()).isEqualTo(SourceState.UNCHANGED);
      assertThat(result.methods()).containsOnlyKeys(method);
    }
    assertFile(target).hasContentsOf(source);
  }

  /** As nearly all files of proc(5); this one has some MiB. */
  @ParameterizedTest
  @EnumSource
  void fileThatSaysItIsEmpty_isCopiedToItsEnd(Sparse sparse) throws IOException {
    Path source = Path.of("/proc/kallsyms");
    assertThat(source).isEmptyFile();
    CopyOptions options = CopyOptions.builder().sparse(sparse).digests(Set.of("SHA-256")).build();

    CopyResult result = FileCopy.create().copy(source, temp.path("target"), options);

    assertThat(result.source()).isEqualTo(SourceState.UNCHANGED);
    assertThat(result.length()).isGreaterThan(1 << 20);
    byte[] contents;
    try (InputStream in = Files.newInputStream(source)) {
      contents = in.readAllBytes();
    }
    assertThat(temp.path("target")).hasBinaryContent(contents);
  }

  @ParameterizedTest
  @EnumSource(names = {"COPY_FILE_RANGE", "SENDFILE"})
  void fileThatSaysItIsEmpty_isRead_whateverMethodIsChosen(CopyMethod method) throws IOException {
    CopyOptions options =
        CopyOptions.builder().methods(Set.of(method, CopyMethod.READ_WRITE)).build();

    CopyResult result =
        FileCopy.create().copy(Path.of("/proc/kallsyms"), temp.path("target"), options);

    assertThat(result.source()).isEqualTo(SourceState.UNCHANGED);
    assertThat(result.length()).isGreaterThan(1 << 20);
  }

  @Test
  void directory_isRefused() throws IOException {
    try (Fd in = OpenFiles.open(temp.path(), OpenFlags.READ_ONLY)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FileCopy.create().copy(in, in, CopyOptions.defaults()))
          .withMessage("not a regular file: DIRECTORY");
    }
  }

  @Test
  void portableService_hasNoOpenFiles() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> FileCopy.portable().copy(Fd.CWD, Fd.CWD, CopyOptions.defaults()));
  }

  @Test
  void failedLookAtTheSource_namesIt() throws IOException {
    FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
    faulty.arm(Fault.once("fstat", 1, Errno.ESTALE));

    assertThatExceptionOfType(FileCopyException.class)
        .isThrownBy(
            () -> FileCopy.using(faulty.syscalls()).copy(Fd.CWD, Fd.CWD, CopyOptions.defaults()))
        .withMessage("statx: ESTALE (Stale file handle) on the source at byte 0");
  }

  @Test
  void oneService_servesManyThreads() throws Exception {
    FileCopy copier = FileCopy.create();
    Path source = SampleFile.BUFFER_AND_ONE.in(temp.path());
    CopyOptions options = CopyOptions.builder().methods(Set.of()).build();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<CopyResult>> copies = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        Path target = temp.path("target" + i);
        copies.add(threads.submit(() -> copier.copy(source, target, options)));
      }
      for (int i = 0; i < 64; i++) {
        assertThat(copies.get(i).get().length()).isEqualTo(SampleFile.BUFFER_AND_ONE.length());
        assertFile(temp.path("target" + i)).hasContentsOf(source);
      }
    } finally {
      threads.shutdown();
    }
  }
}
