// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import io.github.movefile.filecopy.CopyMethod;
import java.util.List;

/** Who copies, and which methods are asked in which order: see docs/adr/0005. */
enum Way {
  /** {@code FileCopy} from path to path. */
  FILE_COPY("FileCopy") {
    @Override
    List<CopyMethod> ofSmallFiles() {
      return List.of(CopyMethod.READ_WRITE);
    }

    @Override
    List<CopyMethod> ofLargeFiles() {
      return BUT_SENDFILE;
    }
  },

  /** {@code FileCopy} with all methods chosen: then the size doesn't count. */
  EVERY_METHOD("FileCopy with every method") {
    @Override
    List<CopyMethod> ofSmallFiles() {
      return ALL;
    }

    @Override
    List<CopyMethod> ofLargeFiles() {
      return ALL;
    }
  },

  /** {@code MoveFile}, which knows that its temp is at the start. */
  MOVE_FILE("MoveFile") {
    @Override
    List<CopyMethod> ofSmallFiles() {
      return List.of(CopyMethod.SENDFILE, CopyMethod.READ_WRITE);
    }

    @Override
    List<CopyMethod> ofLargeFiles() {
      return BUT_SENDFILE;
    }
  };

  /** The smallest file that is large, in bytes. */
  private static final long LARGE = 64 * 1024;

  private static final List<CopyMethod> ALL =
      List.of(
          CopyMethod.REFLINK,
          CopyMethod.COPY_FILE_RANGE,
          CopyMethod.SENDFILE,
          CopyMethod.READ_WRITE);

  private static final List<CopyMethod> BUT_SENDFILE =
      List.of(CopyMethod.REFLINK, CopyMethod.COPY_FILE_RANGE, CopyMethod.READ_WRITE);

  private final String label;

  Way(String label) {
    this.label = label;
  }

  abstract List<CopyMethod> ofSmallFiles();

  abstract List<CopyMethod> ofLargeFiles();

  /** The methods that are asked, the first one first. */
  List<CopyMethod> order(Contents contents) {
    return contents.length() < LARGE ? ofSmallFiles() : ofLargeFiles();
  }

  @Override
  public String toString() {
    return label;
  }
}
