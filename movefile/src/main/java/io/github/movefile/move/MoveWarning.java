// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import io.github.movefile.syscalls.ErrnoException;
import java.util.Optional;

/**
 * Something of the source that the target doesn't have.
 *
 * @param loss what kind of thing
 * @param detail one line for people that names it
 * @param cause the call that was refused, if one was
 */
public record MoveWarning(Loss loss, String detail, Optional<ErrnoException> cause) {
  /** What can be lost. */
  public enum Loss {
    /** Owner or group. */
    OWNER,
    /** Permission bits, setuid and setgid among them. */
    MODE,
    /** An extended attribute or ACL. */
    XATTR,
    /** Inode flags of chattr(1). */
    INODE_FLAGS,
    /**
     * Times. A loss of precision alone is told only where the time of access or of change is before
     * 1980-01-02, where FAT begins, or after 2038-01-19T03:14:07Z.
     */
    TIMES,
    /** A security label. */
    LABEL,
    /** A candidate for a hard link was none. */
    HARD_LINK,
    /**
     * A file of an image stays there though a transaction has merged it: it was changed since, or
     * may not be removed. If it is on the root's file system, both may be one file by a hard link,
     * which the detail says: whoever changes one changes the other.
     */
    SOURCE_KEPT
  }

  @Override
  public String toString() {
    return cause.map(e -> detail + ": " + e.getMessage()).orElse(detail);
  }
}
