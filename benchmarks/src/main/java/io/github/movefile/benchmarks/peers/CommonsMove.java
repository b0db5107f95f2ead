// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.peers;

import java.io.File;
import java.io.IOException;
import org.apache.commons.io.FileUtils;

/** Commons IO: moveDirectory for each directory of the image, moveFile for each file. */
final class CommonsMove {
  private CommonsMove() {}

  /**
   * Moves.
   *
   * @param args image and root
   * @throws IOException if it fails
   */
  public static void main(String[] args) throws IOException {
    File root = new File(args[1]);
    File[] entries = new File(args[0]).listFiles();
    if (entries == null) {
      throw new IOException("no directory: " + args[0]);
    }
    for (File entry : entries) {
      File target = new File(root, entry.getName());
      if (entry.isDirectory()) {
        FileUtils.moveDirectory(entry, target);
      } else {
        FileUtils.moveFile(entry, target);
      }
    }
  }
}
