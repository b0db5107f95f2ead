// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import static io.github.movefile.filecopy.FileAssert.assertFile;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sharing of blocks on file systems that can, and what is answered by one that can't. */
class ReflinkTest {
  private static final CopyOptions ALWAYS = CopyOptions.builder().reflink(Reflink.ALWAYS).build();

  /** xfs: blocks are shared, also by copy_file_range(2). */
  @Nested
  class OnXfs extends Sharing {
    OnXfs() {
      super("xfs");
    }
  }

  /** btrfs: as xfs, and small files are kept inside the metadata. */
  @Nested
  class OnBtrfs extends Sharing {
    OnBtrfs() {
      super("btrfs");
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class Sharing {
    private final String type;
    private final List<LoopFileSystem> mounted = new ArrayList<>();
    private Path root;

    Sharing(String type) {
      this.type = type;
    }

    @BeforeAll
    void mount() throws IOException {
      LoopFileSystem fileSystem = LoopFileSystem.mount(type);
      mounted.add(fileSystem);
      root = fileSystem.root();
    }

    @AfterAll
    void unmount() {
      mounted.forEach(LoopFileSystem::close);
    }

    @AfterEach
    void removeFiles() throws IOException {
      try (Stream<Path> files = Files.list(root)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }

    @Test
    void largeFile_sharesItsBlocks() throws IOException {
      Path source = random(root, 4 << 20);
      RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());

      CopyResult result =
          FileCopy.using(recording.syscalls())
              .copy(source, root.resolve("target"), CopyOptions.defaults());

      assertThat(result.methods()).isEqualTo(Map.of(CopyMethod.REFLINK, 4L << 20));
      assertThat(result.refusals()).isEmpty();
      recording.assertNever("copyFileRange");
      recording.assertNever("pread");
      recording.assertNever("ftruncate");
      assertFile(root.resolve("target")).hasContentsOf(source);
      assertShared(root.resolve("target"));
    }

    @Test
    void smallFile_isReadAndWritten_unlessSharingIsRequired() throws IOException {
      Path source = random(root, 32 << 10);

      CopyResult copied =
          FileCopy.create().copy(source, root.resolve("target"), CopyOptions.defaults());
      CopyResult shared = FileCopy.create().copy(source, root.resolve("shared"), ALWAYS);

      assertThat(copied.methods()).containsOnlyKeys(CopyMethod.READ_WRITE);
      assertThat(shared.methods()).containsOnlyKeys(CopyMethod.REFLINK);
      assertFile(root.resolve("shared")).hasContentsOf(source);
      assertShared(root.resolve("shared"));
    }

    @Test
    void sharingThatIsOff_isLeftByCopyFileRangeToo() throws IOException {
      Path source = random(root, 4 << 20);
      CopyOptions options = CopyOptions.builder().reflink(Reflink.NEVER).build();

      CopyResult result = FileCopy.create().copy(source, root.resolve("target"), options);

      assertThat(result.methods()).isEqualTo(Map.of(CopyMethod.READ_WRITE, 4L << 20));
      assertThat(result.refusals())
          .extracting(MethodRefusal::toString)
          .containsExactly(
              "REFLINK: switched off", "COPY_FILE_RANGE: may share blocks, which is switched off");
      assertFile(root.resolve("target")).hasContentsOf(source);
      assertNotShared(root.resolve("target"));
    }

    @Test
    void copyFileRange_isReachable() throws IOException {
      Path source = random(root, 4 << 20);
      CopyOptions options =
          CopyOptions.builder().methods(Set.of(CopyMethod.COPY_FILE_RANGE)).build();

      CopyResult result = FileCopy.create().copy(source, root.resolve("target"), options);

      assertThat(result.methods()).isEqualTo(Map.of(CopyMethod.COPY_FILE_RANGE, 4L << 20));
      assertFile(root.resolve("target")).hasContentsOf(source);
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "ONE_BYTE", "BUFFER_AND_ONE", "MANY_EXTENTS", "BEYOND_2_GIB"})
    void everyKindOfFile_canBeShared(SampleFile sample) throws IOException {
      Path source = sample.in(root);

      CopyResult result = FileCopy.create().copy(source, root.resolve("target"), ALWAYS);

      assertThat(result.length()).isEqualTo(sample.length());
      assertThat(result.methods()).containsOnlyKeys(CopyMethod.REFLINK);
      assertFile(root.resolve("target")).hasContentsOf(source).hasNoMoreBlocksThan(source);
    }

    @ParameterizedTest
    @EnumSource(names = {"COPY_FILE_RANGE", "SENDFILE", "READ_WRITE"})
    void otherMethods_keepHoles(CopyMethod method) throws IOException {
      CopyOptions options = CopyOptions.builder().methods(Set.of(method)).build();
      for (SampleFile sample :
          EnumSet.of(
              SampleFile.MIDDLE_HOLE,
              SampleFile.TRAILING_HOLE,
              SampleFile.MANY_EXTENTS,
              SampleFile.BEYOND_2_GIB)) {
        Path source = sample.in(root);
        Path target = root.resolve(sample + ".target");

        CopyResult result = FileCopy.create().copy(source, target, options);

        assertFile(target).hasContentsOf(source).hasNoMoreBlocksThan(source);
        assertThat(result.methods()).containsOnlyKeys(method);
        assertThat(result.holeBytes()).isPositive();
      }
    }

    @Test
    void never_writesBlocksForHoles() throws IOException {
      Path source = SampleFile.MIDDLE_HOLE.in(root);
      CopyOptions options = CopyOptions.builder().sparse(Sparse.NEVER).build();

      FileCopy.create().copy(source, root.resolve("target"), options);
      Command.of("sync", "-f", root.toString()).run().requireSuccess();

      assertFile(root.resolve("target")).hasContentsOf(source).hasNoHole();
    }

    @Test
    void growthBeforeTheClone_isInTheLength() throws IOException {
      Path source = random(root, 1 << 20);
      FaultInjectingSyscalls hooked = new FaultInjectingSyscalls(Syscalls.system());
      hooked.onCall("ficlone", 1, () -> append(source));

      CopyResult result =
          FileCopy.using(hooked.syscalls())
              .copy(source, root.resolve("target"), CopyOptions.defaults());

      assertThat(result.source()).isEqualTo(SourceState.CHANGED);
      assertThat(result.length()).isEqualTo((1 << 20) + 5);
      assertThat(result.methods()).isEqualTo(Map.of(CopyMethod.REFLINK, (1L << 20) + 5));
      assertFile(root.resolve("target")).hasContentsOf(source);
    }

    private static void append(Path file) {
      try {
        Files.writeString(file, "grown", StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void assertShared(Path file) {
      assertThat(extentsOf(file)).contains("shared");
    }

    private static void assertNotShared(Path file) {
      assertThat(extentsOf(file)).contains("eof").doesNotContain("shared");
    }

    private static String extentsOf(Path file) {
      Requirements.command("filefrag");
      Command.of("sync", "-f", file.toString()).run().requireSuccess();
      return Command.of("filefrag", "-v", file.toString()).run().requireSuccess().text();
    }
  }

  private static Path random(Path directory, int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return Files.write(directory.resolve("source"), bytes);
  }
}
