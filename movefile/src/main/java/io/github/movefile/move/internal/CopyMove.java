// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.filecopy.CopyCancelledException;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.FileCopy;
import io.github.movefile.filecopy.FileCopyException;
import io.github.movefile.filecopy.SourceState;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.xattr.XattrFile;
import java.io.IOException;
import java.util.Optional;

/**
 * A new regular file, complete before it gets the target's name: contents, owner, attributes, mode,
 * flags, times, all on the open temp.
 */
final class CopyMove implements MoveStrategy {
  /** A source that changes this often while it is copied is being written to: better to say so. */
  private static final int MOST_TRIES = 3;

  /** Bytes from which on it may take a while from the look at the source to the target's name. */
  private static final int LARGE = 64 * 1024;

  private final FileCopy fileCopy;
  private final Metadata metadata;

  CopyMove(FileCopy fileCopy, Metadata metadata) {
    this.fileCopy = fileCopy;
    this.metadata = metadata;
  }

  @Override
  public Attempt attempt(MoveContext move, FileFacts facts) throws IOException {
    FileStat source = facts.source();
    int warningsBefore = move.warnings().size();
    for (int tries = 1; source.isRegular() && tries <= MOST_TRIES; tries++) {
      move.forgetWarningsSince(warningsBefore);
      Optional<Moved> moved = copyOnce(move, source);
      if (moved.isPresent()) {
        finish(move, facts.target() != null, source);
        return moved.get();
      }
      source = SourceCheck.look(move);
    }
    if (facts.source().isRegular()) {
      throw SourceCheck.changed();
    }
    return NotApplicable.IN_THIS_CASE; // no regular file
  }

  /**
   * Before the source goes it is looked at once more: since the last look others may have put
   * another file in its place, of which a move must not take the only name. In a merge that is left
   * out for a small file: the image is the merge's own, from that look to here are some 20 µs, and
   * who writes to a file that is moved away may lose the write in any case. But a sync takes long,
   * and to close a large file, where a network stores it then. And if the target was there, it may
   * have been the source, by a file system that shows another one's files as a device of its own
   * (bindfs, a mount of what this machine exports): the source's name leads to the copy then.
   */
  private static void finish(MoveContext move, boolean hadTarget, FileStat source)
      throws IOException {
    boolean isOfMany = move.pair().learns();
    if (!isOfMany || Syncing.isAskedFor(move) || hadTarget || source.size() >= LARGE) {
      SourceRemoval.finishIfUnchanged(move, source);
    } else {
      SourceRemoval.finish(move);
    }
  }

  /** Copies and publishes; empty, with nothing published, if the source changed meanwhile. */
  private Optional<Moved> copyOnce(MoveContext move, FileStat facts) throws IOException {
    move.enter(MoveStep.OPEN_SOURCE);
    try (Fd source = QuietOpen.file(move.calls().paths(), move.source());
        PendingTarget temp = PendingTarget.file(move)) {
      InodeFlagCopy flags = InodeFlagCopy.between(move, source, temp.fd());
      flags.beforeContents();
      Optional<CopyResult> copied = copyContents(move, source, facts, temp.fd());
      if (copied.isEmpty()) {
        return Optional.empty();
      }
      InodeHandle inode = new InodeHandle.OpenFile(move.calls(), temp.fd(), move.target());
      XattrFile attributes = XattrFile.open(source, move.source().shown());
      metadata.applyToNewFile(move, inode, facts, attributes);
      flags.afterContents();
      Timespec mtime = metadata.setTimes(move, inode, facts);
      Syncing.file(move, temp.fd());
      temp.publish();
      return Optional.of(new Moved(MoveMethod.COPIED, facts, mtime, copied.get().length(), copied));
    }
  }

  /**
   * Copies to the temp that nobody else may read; empty if what was read isn't the file that was
   * looked at: a name may lead elsewhere for a moment, and what it leads to may be secret.
   */
  private Optional<CopyResult> copyContents(MoveContext move, Fd source, FileStat facts, Fd target)
      throws IOException {
    move.enter(MoveStep.COPY);
    CopyResult copied;
    try {
      copied = fileCopy.copy(source, facts, target, move.options().copy());
    } catch (CopyCancelledException e) {
      throw new Refusal(MoveFailure.CANCELLED, "cancelled", e);
    } catch (FileCopyException e) {
      if (move.calls().data().fstat(source).isUnchangedSince(facts)) {
        throw e;
      }
      return Optional.empty();
    }
    move.enter(MoveStep.CHECK_SOURCE);
    boolean isWhole =
        copied.source() == SourceState.UNCHANGED
            && move.calls().data().fstat(source).isUnchangedSince(facts);
    return isWhole ? Optional.of(copied) : Optional.empty();
  }
}
