// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import static io.github.movefile.merge.PlannedAction.MAKE_DIRECTORY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.it.inside.kernels.Seen.Facts;
import io.github.movefile.merge.ImageDisposal;
import io.github.movefile.merge.MergeListener;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveResult;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A merged tree has all that the image had: files of all contents, a directory, links, a FIFO. */
class MergeCheck {
  @TestFactory
  Stream<DynamicTest> merges() {
    return Ends.all().stream()
        .flatMap(
            ends ->
                Stream.of(ImageDisposal.values())
                    .map(
                        disposal ->
                            DynamicTest.dynamicTest(
                                ends + ": a tree merged, image " + disposal,
                                () -> merge(ends, disposal))));
  }

  private static void merge(Ends ends, ImageDisposal disposal) throws IOException {
    try (Scratch image = Scratch.in(ends.source());
        Scratch root = Scratch.in(ends.target())) {
      fill(image);
      Files.writeString(root.path(Contents.SMALL.name()), "to be replaced");
      Seen before = Seen.below(image.path());
      Results results = new Results();

      MergeReport report =
          TreeMerge.create()
              .merge(
                  image.path(),
                  root.path(),
                  MergeOptions.builder().disposal(disposal).listener(results).workers(1).build());

      assertThat(report.warnings()).isEmpty();
      Seen after = Seen.below(root.path());
      assertThat(after.entries().keySet()).isEqualTo(before.entries().keySet());
      before.entries().forEach((path, facts) -> assertKept(path, facts, after));
      assertThat(after.get("d/second").inode()).isEqualTo(after.get("d/first").inode());
      Seen left = Seen.below(image.path());
      if (disposal == ImageDisposal.KEEP) {
        assertThat(left.entries()).isEqualTo(before.entries());
      } else {
        assertThat(left.entries()).isEmpty();
      }
      results.assertAsExpected(ends, disposal);
    }
  }

  private static void fill(Scratch image) throws IOException {
    for (Contents contents : Contents.values()) {
      contents.writeTo(image.path(contents.name()));
    }
    Files.createDirectory(image.path("d"));
    Path first = Files.writeString(image.path("d/first"), "of two names");
    Files.createLink(image.path("d/second"), first);
    Files.createSymbolicLink(image.path("d/link"), Path.of("no/where"));
    Command.of("mkfifo", image.path("d/pipe").toString()).run().requireSuccess();
    image.stampAll();
  }

  private static void assertKept(String path, Facts before, Seen after) {
    assertThat(after.get(path).faithful()).as(path).isEqualTo(before.faithful());
  }

  /** What the merge says of each file. */
  private static final class Results implements MergeListener {
    private final Map<String, MoveResult> files = new HashMap<>();

    @Override
    public void merged(MergedEntry entry) {
      RawPath path = entry.planned().path();
      if (entry.planned().type() == FileType.DIRECTORY) {
        assertThat(entry.planned().action()).as("%s", path).isEqualTo(MAKE_DIRECTORY);
      } else {
        files.put(path.toString(), entry.result().orElseThrow());
      }
    }

    void assertAsExpected(Ends ends, ImageDisposal disposal) {
      boolean renamed = ends.isOneFileSystem() && disposal == ImageDisposal.CONSUME;
      assertMethod("d/first", renamed ? MoveMethod.RENAMED : MoveMethod.COPIED);
      assertMethod("d/second", renamed ? MoveMethod.RENAMED : MoveMethod.HARD_LINKED);
      assertMethod("d/link", renamed ? MoveMethod.RENAMED : MoveMethod.SYMLINK_RECREATED);
      assertMethod("d/pipe", renamed ? MoveMethod.RENAMED : MoveMethod.NODE_RECREATED);
      for (Contents contents : Contents.values()) {
        assertMethod(contents.name(), renamed ? MoveMethod.RENAMED : MoveMethod.COPIED);
        if (!renamed) {
          Expectation.of(Way.MOVE_FILE, contents, ends, Blocked.here())
              .assertToldBy(files.get(contents.name()).copy().orElseThrow());
        }
      }
    }

    private void assertMethod(String path, MoveMethod method) {
      assertThat(files.get(path).method()).as(path).isEqualTo(method);
    }
  }
}
