// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.util.Random;

/** How long the files of a generated tree are. */
enum FileSizes {
  /** As in packages: 60 % have 1–4 KiB, 30 % 4–32 KiB, 10 % 32–256 KiB. */
  MIXED {
    @Override
    int next(Random random) {
      int percent = random.nextInt(100);
      if (percent < 60) {
        return 1024 + random.nextInt(3 * 1024);
      }
      if (percent < 90) {
        return 4096 + random.nextInt(28 * 1024);
      }
      return 32_768 + random.nextInt(224 * 1024);
    }
  },
  /** All of up to 1 KiB: a million of them fit into memory. */
  SMALL {
    @Override
    int next(Random random) {
      return 1 + random.nextInt(1024);
    }
  };

  /** The length of one file, in bytes. */
  abstract int next(Random random);
}
