// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

import io.github.movefile.merge.CollisionPolicy;
import io.github.movefile.merge.ExistingDirectories;
import io.github.movefile.merge.ImageDisposal;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.LossPolicy;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.OwnerMap;
import io.github.movefile.syscalls.Timespec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * A step of an image builder: merges layers, one over the other, into a new root, with owners
 * shifted into a range of the builder's own and no time later than the source's epoch. The same
 * layers give the same root, byte by byte. The layers stay; where the file system can, their blocks
 * are shared.
 *
 * <pre>SOURCE_DATE_EPOCH=SECONDS  ImageBuilder ROOT OWNER-MAP LAYER...</pre>
 */
class ImageBuilder {
  public static void main(String[] args) throws IOException {
    long epoch = Long.parseLong(System.getenv("SOURCE_DATE_EPOCH"));
    OwnerMap owners = OwnerMap.of(OwnerMap.parse(args[1]), OwnerMap.parse(args[1]));
    Path root = Files.createDirectories(Path.of(args[0]));
    MergeOptions options =
        MergeOptions.builder()
            .disposal(ImageDisposal.KEEP)
            .existingDirectories(ExistingDirectories.UPDATE) // the upper layer's, times too
            .collisions(CollisionPolicy.FAIL)
            .move(
                MoveOptions.builder()
                    .owners(owners)
                    .latestMtime(new Timespec(epoch, 0))
                    .losses(LossPolicy.FAIL) // an image that lacks something is no image
                    .build())
            .build();
    for (int i = 2; i < args.length; i++) {
      MergeReport report = TreeMerge.create().merge(Path.of(args[i]), root, options);
      System.out.println(args[i] + ": " + report.fileCount() + " files, " + report.bytes() + " B");
    }
    // The root itself belongs to no layer.
    Files.setLastModifiedTime(root, FileTime.fromMillis(epoch * 1000));
  }
}
