// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.benchmarks.FidelityCheck.Kind;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * A short W1 from memory to the disk: MoveFile, in this process and after a merge to warm up, takes
 * no longer than {@code cp -a} and {@code rm -r}, in one of three tries. In this process, since the
 * start of a JVM would be most of the time for so few files; benchmarks/run measures whole
 * processes.
 */
class SpeedSmokeIT {
  private static final TreeShape SHAPE = TreeShape.ofFiles(2000);
  private static final int TRIES = 3;

  @AutoClose private final TempTree memory = TempTree.onOtherFileSystem();
  @AutoClose private final TempTree disk = TempTree.create();
  private final Path master = memory.path("master");
  private int count;

  @Test
  @AcrossFileSystems
  void mergeAcrossFileSystems_isNotSlowerThanCp() throws Exception {
    Requirements.root();
    Requirements.command("getfattr");
    TreeGenerator.generate(master, SHAPE);
    FidelityCheck check = new FidelityCheck(TreeFacts.of(master));
    secondsOfMerge(check);

    List<String> tries = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      double copying = secondsOfCopy();
      double merging = secondsOfMerge(check);
      if (merging <= copying) {
        return;
      }
      tries.add("%.3f s for %.3f s by cp and rm".formatted(merging, copying));
    }
    assertThat(tries).as("tries in which MoveFile was slower").isEmpty();
  }

  private double secondsOfMerge(FidelityCheck check) throws Exception {
    Path image = freshImage();
    Path root = disk.directory("merged-" + count);
    long begin = System.nanoTime();
    TreeMerge.create().merge(image, root, MergeOptions.defaults());
    double seconds = (System.nanoTime() - begin) / 1e9;
    assertThat(check.losses(Kind.TREE, image, root)).isEmpty();
    return seconds;
  }

  private double secondsOfCopy() {
    Path image = freshImage();
    Path root = disk.directory("copied-" + count);
    long begin = System.nanoTime();
    Command.of("cp", "-a", image + "/.", root.toString()).run().requireSuccess();
    Command.of("rm", "-r", image.toString()).run().requireSuccess();
    return (System.nanoTime() - begin) / 1e9;
  }

  private Path freshImage() {
    count++;
    Path image = memory.path("image-" + count);
    Command.of("cp", "-a", master.toString(), image.toString()).run().requireSuccess();
    Command.of("sync").run().requireSuccess();
    return image;
  }
}
