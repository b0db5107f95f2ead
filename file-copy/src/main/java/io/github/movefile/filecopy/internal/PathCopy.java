// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.CopyResult;
import java.io.IOException;
import java.nio.file.Path;

/** Copies from name to name. */
public interface PathCopy {
  /** Copies to a new file, which is removed again if that fails. */
  CopyResult copy(Path source, Path target, CopyOptions options) throws IOException;
}
