// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Several names of one inode of the image, which tell of each other by its time of change. */
class SharedInodesTest {
  private static final MergeListener HEARING =
      new MergeListener() {
        @Override
        public void merged(MergedEntry entry) {
          // it makes a merge tell of each entry
        }
      };

  /** As {@code cp -al} makes them, of which each one that goes changes the others. */
  @OnEveryLayout
  void symbolicLinksWithTwoNames_areMerged(Layout layout) throws IOException {
    for (Atomicity atomicity : Atomicity.values()) {
      for (MergeListener listener : List.of(MergeListener.NONE, HEARING)) {
        for (int workers : new int[] {1, 4}) {
          try (MergeFixture fixture = new MergeFixture(layout)) {
            write(fixture.root("old/there"), "there"); // so that not all moves at once
            for (String text : List.of("x", "../x")) {
              String name = text.replace('.', 'p').replace('/', 's');
              Path first = fixture.image("old/a" + name);
              Files.createDirectories(first.getParent());
              Files.createSymbolicLink(first, Path.of(text));
              for (String other : List.of("old/b", "new/c", "newer/d")) {
                Path link = fixture.image(other + name);
                Files.createDirectories(link.getParent());
                Files.createLink(link, first);
              }
            }
            MergeOptions options =
                MergeOptions.builder()
                    .atomicity(atomicity)
                    .listener(listener)
                    .workers(workers)
                    .build();

            TreeMerge.create().merge(fixture.image(), fixture.root(), options);

            fixture.assertImageIsEmpty();
            for (String name : List.of("old/a", "old/b", "new/c", "newer/d")) {
              assertThat(Files.readSymbolicLink(fixture.root(name + "x"))).hasToString("x");
              assertThat(Files.readSymbolicLink(fixture.root(name + "ppsx"))).hasToString("../x");
            }
          }
        }
      }
    }
  }

  /** A link to the new file would be one to what the other name no longer has. */
  @OnEveryLayout
  void fileThatIsWrittenToAfterItsFirstNameWent_isNotLost(Layout layout) throws IOException {
    if (!layout.isAcross()) {
      return; // it is the same inode before and afterwards
    }
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("a"), "old");
      Files.createDirectory(fixture.image("z"));
      Files.createLink(fixture.image("z/b"), fixture.image("a"));
      fixture.stamp();
      FaultInjectingSyscalls calls =
          new FaultInjectingSyscalls(Syscalls.system())
              .onCall("mkdirat", 1, () -> append(fixture.image("z/b")));

      fixture.merge(ImageDisposal.CONSUME, calls.syscalls());

      assertThat(fixture.root("a")).hasContent("old");
      assertThat(fixture.root("z/b")).hasContent("old and new");
      fixture.assertImageIsEmpty();
    }
  }

  @OnEveryLayout
  void fileThatIsWrittenToWhileItsFirstNameIsCopied_keepsItsNames(Layout layout)
      throws IOException {
    if (!layout.isAcross()) {
      return; // nothing is copied
    }
    for (Atomicity atomicity : Atomicity.values()) {
      try (MergeFixture fixture = new MergeFixture(layout)) {
        write(fixture.image("a"), "old");
        Files.createDirectory(fixture.image("z"));
        Files.createLink(fixture.image("z/b"), fixture.image("a"));
        fixture.stamp();
        FaultInjectingSyscalls calls =
            new FaultInjectingSyscalls(Syscalls.system())
                .onCall("sendfile", 1, () -> overwrite(fixture.image("a")));
        MergeOptions options = MergeOptions.builder().atomicity(atomicity).workers(1).build();

        TreeMerge.using(calls.syscalls()).merge(fixture.image(), fixture.root(), options);

        assertThat(fixture.root("a")).hasContent("old and new");
        assertThat(Files.isSameFile(fixture.root("a"), fixture.root("z/b"))).isTrue();
        fixture.assertImageIsEmpty();
      }
    }
  }

  private static void append(Path file) {
    try {
      assertThat(Files.getAttribute(file, "unix:nlink")).isEqualTo(1); // the first is merged
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    overwrite(file);
  }

  private static void overwrite(Path file) {
    try {
      Files.writeString(file, "old and new");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** More than there are digits: what is kept of one must not have the staged name of another. */
  @OnEveryLayout
  void manyFilesThatAreReplaced_whereNothingCanBeExchanged(Layout layout) throws IOException {
    Syscalls withLinks = ChangedPathCalls.withoutRenameFlags(Syscalls.system());
    replaceMany(layout, withLinks);
    FaultInjectingSyscalls withoutLinks = new FaultInjectingSyscalls(withLinks);
    withoutLinks.arm(Fault.always("linkat", Errno.EPERM));
    replaceMany(layout, withoutLinks.syscalls());
  }

  private static void replaceMany(Layout layout, Syscalls calls) throws IOException {
    int files = 100;
    try (MergeFixture fixture = new MergeFixture(layout)) {
      for (int i = 0; i < files; i++) {
        write(fixture.image("d/" + i), "new " + i);
        write(fixture.root("d/" + i), "old " + i);
      }
      MergeOptions options =
          MergeOptions.builder().atomicity(Atomicity.TRANSACTION).workers(1).build();

      TreeMerge.using(calls).merge(fixture.image(), fixture.root(), options);

      for (int i = 0; i < files; i++) {
        assertThat(fixture.root("d/" + i)).hasContent("new " + i);
      }
      fixture.assertImageIsEmpty();
      fixture.assertNoTemps();
    }
  }
}
