// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.move.MoveWarning;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.RawPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory of the image that stays there though a transaction has merged it.
 *
 * @param path from the top of the image
 * @param target from the top of the root: the same, or that of the pending update that it came as
 * @param reason why it stays
 * @param cause the call that was refused, if one was
 * @param isShared whether the root's file is the very same, by a hard link
 */
record KeptSource(
    RawPath path, RawPath target, Reason reason, @Nullable ErrnoException cause, boolean isShared) {
  /** Why one stays. */
  enum Reason {
    /** It isn't what was merged any more. */
    CHANGED("it stays in the image, where it was changed after it was merged"),
    /** Its directory, its mount or the file itself doesn't let it go. */
    NOT_REMOVABLE("it is merged, and stays in the image, where it can't be removed"),
    /** It isn't in the root: its directory is gone or another one, or others have changed it. */
    NOT_MERGED("it stays in the image, for it isn't in the root, which others have changed");

    private final String detail;

    Reason(String detail) {
      this.detail = detail;
    }
  }

  MoveWarning warning() {
    String detail =
        isShared
            ? reason.detail + "; image and root have one file there: a change to one is in both"
            : reason.detail;
    return new MoveWarning(MoveWarning.Loss.SOURCE_KEPT, detail, Optional.ofNullable(cause));
  }
}
