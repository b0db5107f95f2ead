// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.it.inside.kernels.Contents;
import io.github.movefile.it.inside.kernels.Ends;
import io.github.movefile.it.inside.kernels.Scratch;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.Temps;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An image with a file of each kind, and a root on another file system that has one of them. */
final class TreeStage implements AutoCloseable {
  private static final String FIRST = "d/e/first";
  private static final String SECOND = "second";
  private static final String OLD = "old/file";
  private static final String NOT_IN_IMAGE = "old/mine";

  private final Scratch from;
  private final Scratch to;
  private final TempTree log = TempTree.create();
  private final Map<String, FileRecord> image = new TreeMap<>();
  private final FileRecord oldBefore;
  private final FileRecord mineBefore;

  TreeStage() throws IOException {
    Ends ends = Ends.named("ext4→xfs");
    from = Scratch.in(ends.source());
    to = Scratch.in(ends.target());
    Files.createDirectories(image("d/e"));
    Contents.SMALL.writeTo(image(FIRST));
    Files.createLink(image(SECOND), image(FIRST));
    Files.createSymbolicLink(image("d/link"), Path.of("e"));
    Files.createDirectory(image("old"));
    Files.writeString(image(OLD), "new");
    from.stampAll();
    Files.createDirectories(root("old"));
    Files.writeString(root(OLD), "old");
    Files.writeString(root(NOT_IN_IMAGE), "mine");
    to.stampAll();
    for (String path : List.of(FIRST, SECOND, "d/link", OLD)) {
      image.put(path, FileRecord.of(image(path)));
    }
    oldBefore = FileRecord.of(root(OLD));
    mineBefore = FileRecord.of(root(NOT_IN_IMAGE));
  }

  private Path image() {
    return from.path("image");
  }

  private Path image(String path) {
    return image().resolve(path);
  }

  private Path root() {
    return to.path("root");
  }

  private Path root(String path) {
    return root().resolve(path);
  }

  CommandResult mergeTraced(List<String> options) {
    List<String> runner = new ArrayList<>(Trace.into(log.path()));
    runner.addAll(options);
    return merge(runner);
  }

  CommandResult merge(List<String> runner) {
    // One worker: so that the n-th call is the same one in every run, and on a line of its own.
    List<String> words = List.of("merge", "--workers=1", image().toString(), root().toString());
    return RealCommand.of(runner, words).run();
  }

  Trace trace() throws IOException {
    return Trace.in(log.path());
  }

  List<TracedCall> calls() throws IOException {
    return trace().callsOn(image(), root());
  }

  boolean concerns(String line) {
    return Trace.isBeside(line, image()) || Trace.isBeside(line, root());
  }

  /** The file here that plays the part of one of another stage. */
  Path sameNameAs(Path file) {
    return file.getFileName().equals(image().getFileName()) ? image() : root();
  }

  /**
   * Each file is in the root, or it is in the image as it was, and the root has what it had.
   *
   * @param tolerated what may differ in the root
   */
  void assertNothingLost(Set<String> tolerated) throws IOException {
    for (Map.Entry<String, FileRecord> each : image.entrySet()) {
      String path = each.getKey();
      Optional<FileRecord> inImage = FileRecord.find(image(path));
      Optional<FileRecord> inRoot = FileRecord.find(root(path));
      if (inImage.isPresent()) {
        assertThat(inImage.get().isUntouchedSince(each.getValue())).as(path).isTrue();
        if (path.equals(OLD) && inRoot.orElseThrow().isUntouchedSince(oldBefore)) {
          continue;
        }
      }
      if (inRoot.isPresent()) {
        assertThat(inRoot.get().differencesTo(each.getValue())).as(path).isSubsetOf(tolerated);
      }
      assertThat(inImage.isPresent() || inRoot.isPresent()).as("%s is somewhere", path).isTrue();
    }
    assertNoTemps();
  }

  /** Whether both names of the file that has two are in the image, or none is. */
  boolean sourceLinksAreTogether() {
    return Files.exists(image(FIRST)) == Files.exists(image(SECOND));
  }

  /**
   * Each file is in the root, and none in the image.
   *
   * @param tolerated what may differ in the root
   * @param linked whether one merge saw both names of the file that has two
   */
  void assertDone(Set<String> tolerated, boolean linked) throws IOException {
    for (Map.Entry<String, FileRecord> each : image.entrySet()) {
      assertThat(FileRecord.of(root(each.getKey())).differencesTo(each.getValue()))
          .as(each.getKey())
          .isSubsetOf(tolerated);
    }
    FileRecord first = FileRecord.of(root(FIRST));
    assertThat(FileRecord.of(root(SECOND)).isSameInode(first)).as("hard link").isEqualTo(linked);
    assertThat(image()).isEmptyDirectory();
    assertNoTemps();
  }

  private void assertNoTemps() throws IOException {
    assertThat(Temps.below(to.path())).as("temps").isEmpty();
    assertThat(FileRecord.of(root(NOT_IN_IMAGE)).isUntouchedSince(mineBefore)).isTrue();
  }

  @Override
  public void close() {
    try (from;
        to;
        log) {
      // All three, whatever becomes of one.
    }
  }
}
