// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.peers;

import io.github.movefile.benchmarks.warm.Work;
import io.github.movefile.benchmarks.warm.WorkLoop;
import io.github.movefile.merge.ManifestWriter;
import io.github.movefile.merge.MergeListener;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.TreeMerge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** MoveFile in a program that goes on running: a merge each time. */
final class WarmMerge {
  private static final TreeMerge MERGE = TreeMerge.create();

  private WarmMerge() {}

  /**
   * Merges for each request.
   *
   * @param args {@code --listener} to hear of each entry, or {@code --manifest FILE} to have it
   *     written as the command does; then image and root
   * @throws IOException if nobody asks any more
   */
  public static void main(String[] args) throws IOException {
    List<String> words = List.of(args);
    Path image = Path.of(words.get(words.size() - 2));
    Path root = Path.of(words.get(words.size() - 1));
    WorkLoop.serve(
        Work.timed(
            switch (words.get(0)) {
              case "--listener" -> () -> withListener(image, root);
              case "--manifest" -> () -> withManifest(image, root, Path.of(words.get(1)));
              default -> () -> MERGE.merge(image, root, MergeOptions.defaults());
            }));
  }

  private static void withListener(Path image, Path root) throws IOException {
    Hearing hearing = new Hearing();
    MERGE.merge(image, root, MergeOptions.builder().listener(hearing).build());
    if (hearing.entries == 0) {
      throw new IOException("nothing was heard");
    }
  }

  private static void withManifest(Path image, Path root, Path manifest) throws IOException {
    try (ManifestWriter writer = ManifestWriter.jsonLines(Files.newOutputStream(manifest))) {
      MergeOptions options =
          MergeOptions.builder().digests(Set.of("SHA-256")).listener(new Writing(writer)).build();
      MERGE.merge(image, root, options);
    }
  }

  /** Counts what it hears of. */
  private static final class Hearing implements MergeListener {
    private long entries;

    @Override
    public void merged(MergedEntry entry) {
      entries++;
    }

    @Override
    public boolean wantsManifest() {
      return false;
    }
  }

  /** Writes it down. */
  private record Writing(ManifestWriter writer) implements MergeListener {
    @Override
    public void merged(MergedEntry entry) throws IOException {
      if (entry.manifest().isPresent()) {
        writer.write(entry.manifest().get());
      }
    }
  }
}
