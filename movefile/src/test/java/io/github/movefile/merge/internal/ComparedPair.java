// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.internal.EntryComparison.Equality;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Two entries of one name, in the image and in the root, as a merge compares them. */
final class ComparedPair {
  static final RawPath NAME = RawPath.of("it");

  private final MergeScene scene;
  private MoveOptions options = MoveOptions.defaults();

  ComparedPair(MergeScene scene) {
    this.scene = scene;
  }

  /** With files that are to be moved so. */
  void moving(MoveOptions chosen) {
    options = chosen;
  }

  Equality compare() throws Exception {
    return compare(NAME, Syscalls.system());
  }

  Equality compare(RawPath name, Syscalls calls) throws Exception {
    MergeOptions merge = MergeOptions.builder().move(options).build();
    FileStat source = MergeScene.stat(scene.image(name));
    FileStat target = MergeScene.stat(scene.root(name));
    return scene.with(
        calls,
        merge,
        (session, dirs) ->
            new EntryComparison(session, new LinkTexts(session))
                .compare(dirs, name, source, target));
  }

  List<Path> both() {
    return List.of(scene.image(NAME), scene.root(NAME));
  }

  /** Two files that are equal, the time too. */
  void files(byte[] contents) throws IOException {
    for (Path file : both()) {
      Files.write(file, contents);
      SampleFiles.chmod(file, 0640);
      SampleFiles.stamp(file);
    }
  }

  /** Gives it another time, by a nanosecond. */
  static void touch(Path file) throws ErrnoException {
    Timespec ns = new Timespec(1_111_111_111, 123_456_790); // one more than the stamp
    Syscalls.system()
        .paths()
        .utimensat(Fd.CWD, RawPath.of(file), Timespec.OMIT, ns, AtFlags.SYMLINK_NOFOLLOW);
  }
}
