// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.it.inside.kernels.Contents;
import io.github.movefile.it.inside.kernels.Ends;
import io.github.movefile.it.inside.kernels.Scratch;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file, and a file system in memory that is too small for it. */
final class FullDisk implements AutoCloseable {
  private final Scratch from;
  private final Scratch mountPoint;
  private final TempTree log = TempTree.create();
  private final Path source;
  private final FileRecord sourceBefore;

  private FullDisk(Scratch from, Scratch mountPoint) throws IOException {
    this.from = from;
    this.mountPoint = mountPoint;
    source = from.path("source");
    Contents.A_MIB.writeTo(source);
    from.stampAll();
    sourceBefore = FileRecord.of(source);
  }

  static FullDisk ofKibibytes(int size) throws IOException {
    Path directory = Ends.named("ext4→ext4").source();
    Scratch mountPoint = Scratch.in(directory);
    mount("mount", "-t", "tmpfs", "-o", "size=" + size + "k", "full", mountPoint.path().toString());
    return new FullDisk(Scratch.in(directory), mountPoint);
  }

  private static void mount(String... words) {
    Command.of(words).run().requireSuccess();
  }

  CommandResult playTraced(String calls) {
    List<String> runner = new ArrayList<>(Trace.into(log.path()));
    runner.addAll(List.of("-e", calls));
    Path target = mountPoint.path("target");
    return RealCommand.of(runner, List.of("move", source.toString(), target.toString())).run();
  }

  Trace trace() throws IOException {
    return Trace.in(log.path());
  }

  void assertUnchanged() throws IOException {
    assertThat(mountPoint.path()).isEmptyDirectory();
    assertThat(FileRecord.of(source).isUntouchedSince(sourceBefore)).isTrue();
  }

  @Override
  public void close() {
    try (mountPoint;
        from;
        log) {
      mount("umount", mountPoint.path().toString());
    }
  }
}
