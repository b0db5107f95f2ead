// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.faults.Temps;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An image and a root, in one file system or in two, and what a listener heard. */
final class MergeFixture implements AutoCloseable {
  private final TempTree from;
  private final TempTree to;
  private final Path image;
  private final Path root;
  private final List<String> heard = new ArrayList<>();
  private int workers = 1; // then a failing case can be told by the number of a call
  private MoveOptions move = MoveOptions.defaults();
  private LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(Syscalls.system());

  enum Layout {
    ONE_FILE_SYSTEM,
    TWO_FILE_SYSTEMS;

    /** Those of this run: both, or of a run that is about one pair of directories its own. */
    static List<Layout> all() {
      return Stream.of(values()).filter(Layout::isOfThisRun).toList();
    }

    private boolean isOfThisRun() {
      return !TempTree.isRunOfOnePair()
          || (this == TWO_FILE_SYSTEMS) == TempTree.otherIsAnotherMount();
    }

    /** Whether rename(2) has to answer EXDEV. */
    boolean isAcross() {
      return this == TWO_FILE_SYSTEMS && TempTree.otherIsAnotherMount();
    }
  }

  MergeFixture(Layout layout) {
    to = TempTree.create();
    from = layout == Layout.ONE_FILE_SYSTEM ? to : TempTree.onOtherFileSystem();
    image = from.directory("image");
    root = to.directory("root");
  }

  Path image() {
    return image;
  }

  Path image(String name) {
    return image.resolve(name);
  }

  Path root() {
    return root;
  }

  Path root(String name) {
    return root.resolve(name);
  }

  /** Writes a file of the image, or of the root. */
  static Path write(Path file, String contents) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, contents);
  }

  /** Gives image and root times that reading doesn't change. */
  void stamp() throws IOException {
    RichImage.stampAll(image);
    RichImage.stampAll(root);
  }

  /** With so many workers. */
  MergeFixture workers(int count) {
    workers = count;
    return this;
  }

  /** With files moved so. */
  MergeFixture moving(MoveOptions options) {
    move = options;
    return this;
  }

  MergeReport merge() throws IOException {
    return merge(ImageDisposal.CONSUME);
  }

  MergeReport merge(ImageDisposal disposal) throws IOException {
    return merge(disposal, Syscalls.system());
  }

  MergeReport merge(ImageDisposal disposal, Syscalls syscalls) throws IOException {
    heard.clear();
    leaks = new LeakCheckingSyscalls(syscalls);
    MergeOptions options =
        MergeOptions.builder()
            .move(move)
            .disposal(disposal)
            .listener(new Listener())
            .workers(workers)
            .build();
    try {
      return TreeMerge.using(leaks.syscalls()).merge(image, root, options);
    } finally {
      leaks.assertNoLeaks();
    }
  }

  /** As the options say, and they alone. */
  MergeReport merge(MergeOptions.Builder options) throws MoveException {
    return TreeMerge.create().merge(image, root, options.build());
  }

  /** What the listener heard: paths, those of new directories with a slash behind. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  private final class Listener implements MergeListener {
    @Override
    public void merged(MergedEntry entry) {
      String path = entry.planned().path().toString();
      heard.add(
          switch (entry.planned().action()) {
            case MAKE_DIRECTORY -> path + "/";
            case ENTER_DIRECTORY -> path + "/ was there";
            default -> path;
          });
    }
  }

  void assertNoTemps() throws IOException {
    assertThat(Temps.below(root)).isEmpty();
    assertThat(Temps.below(image)).isEmpty();
  }

  void assertImageIsEmpty() throws IOException {
    try (Stream<Path> left = Files.list(image)) {
      assertThat(left).isEmpty();
    }
  }

  @Override
  public void close() {
    from.close();
    to.close();
  }
}
