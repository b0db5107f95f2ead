// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside;

import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Path;

/** The system properties that tell a run in a container where its files are. */
public final class InsideProperties {
  /** Names the directory for sources: that of {@link TempTree#create}. */
  public static final String SOURCE = TempTree.BASE;

  /** Names the directory for targets: that of {@link TempTree#onOtherFileSystem}. */
  public static final String TARGET = "movefile.test.other.dir";

  private InsideProperties() {}

  static Path source() {
    return Path.of(System.getProperty(SOURCE));
  }

  static Path target() {
    return Path.of(System.getProperty(TARGET));
  }
}
