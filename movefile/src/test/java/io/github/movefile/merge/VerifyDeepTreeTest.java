// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** 5,000 directories, one in the other, are compared with a handful of descriptors. */
class VerifyDeepTreeTest {
  private static final int DEPTH = 5_000;

  /** How many of them are in the manifest: those that are the farthest to go to. */
  private static final int LOWEST = 100;

  private static final int MOST_OPEN = 8;
  private static final RawPath NAME = RawPath.of("d");
  private static final RawPath FILE = RawPath.of("file");
  private static final PathCalls CALLS = Syscalls.system().paths();
  private static final OpenFlags DIRECTORY = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);

  @AutoClose private final VerifyFixture fixture = new VerifyFixture();

  private static void make(Path top, int mode) throws ErrnoException {
    Fd directory = CALLS.openat(Fd.CWD, RawPath.of(top), DIRECTORY, 0);
    for (int i = 0; i < DEPTH; i++) {
      try (Fd above = directory) {
        CALLS.mkdirat(above, NAME, 0755);
        directory = CALLS.openat(above, NAME, DIRECTORY, 0);
      }
    }
    try (Fd bottom = directory) {
      CALLS.openat(bottom, FILE, OpenFlags.WRITE_ONLY.with(OpenFlags.CREATE), 0600).close();
      CALLS.fchmodat(bottom, FILE, mode);
      CALLS.utimensat(bottom, FILE, Timespec.OMIT, new Timespec(1, 0), AtFlags.NONE);
    }
  }

  @Test
  void deepestEntry_isCompared() throws IOException {
    make(fixture.temp.directory("image"), 0600);
    make(fixture.temp.directory("root"), 0640);
    long openBefore = openDescriptors();
    List<Long> open = new ArrayList<>();
    VerifyOptions options =
        VerifyOptions.builder()
            .listener(
                difference -> {
                  assertThat(difference.path().length()).isEqualTo(2 * DEPTH + FILE.length());
                  assertThat(difference.attribute()).isEqualTo(Attribute.MODE);
                  open.add(openDescriptors() - openBefore);
                })
            .build();
    TreeVerify verify = TreeVerify.create();
    RawPath root = RawPath.of(fixture.root());

    VerifyReport image = verify.verify(root, RawPath.of(fixture.image()), options);
    assertThat(image).isEqualTo(new VerifyReport(DEPTH + 1, 1));
    try (ManifestReader manifest = ManifestOfTree.reader(ManifestWriter::jsonLines, manifest())) {
      assertThat(verify.verifyManifest(root, manifest, options))
          .isEqualTo(new VerifyReport(LOWEST + 1, 1));
    }
    assertThat(open).hasSize(2).allMatch(count -> count > 0 && count <= MOST_OPEN);
  }

  /** Of this process; that of the listing is one of them. */
  private static long openDescriptors() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.count();
    }
  }

  private static List<ManifestEntry> manifest() {
    List<ManifestEntry> entries = new ArrayList<>();
    RawPath path = RawPath.EMPTY;
    for (int i = 0; i < DEPTH; i++) {
      path = path.resolve(NAME);
      if (i >= DEPTH - LOWEST) {
        entries.add(entry(path, FileType.DIRECTORY, 0755));
      }
    }
    entries.add(entry(path.resolve(FILE), FileType.REGULAR, 0600));
    return entries;
  }

  private static ManifestEntry entry(RawPath path, FileType type, int mode) {
    return new ManifestEntry(
        path, type, mode, 0, 0, 0, new Timespec(1, 0), 0, Optional.empty(), Map.of());
  }
}
