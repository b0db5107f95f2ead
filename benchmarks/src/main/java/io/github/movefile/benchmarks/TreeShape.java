// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

/**
 * What a generated tree has.
 *
 * @param files names of files and links, directories not among them
 * @param directories beside the top
 * @param sizes of the files
 * @param seed the same one gives the same tree
 */
record TreeShape(int files, int directories, FileSizes sizes, long seed) {
  private static final long SEED = 20_260_101;

  /** A tree as W1 has it: 75 directories for 1,000 files. */
  static TreeShape ofFiles(int files) {
    return new TreeShape(files, directoriesFor(files), FileSizes.MIXED, SEED);
  }

  /** The same, as W6 has it: of small files. */
  static TreeShape ofSmallFiles(int files) {
    return new TreeShape(files, directoriesFor(files), FileSizes.SMALL, SEED);
  }

  private static int directoriesFor(int files) {
    return Math.max(1, files * 3 / 40);
  }
}
