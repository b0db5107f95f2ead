// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.merge.internal.MergeRun;
import io.github.movefile.merge.internal.PlanRun;
import io.github.movefile.merge.internal.RecoveryRun;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.NativeAbsentException;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.nio.file.Path;

/**
 * Merges an image into a root, each file with the guarantees of {@link
 * io.github.movefile.move.MoveFile}. Entries are taken in the order of their names' bytes, whatever
 * the file system lists.
 *
 * <p>The outcomes for an entry of the image:
 *
 * <ul>
 *   <li>A directory that the root lacks is made, with all metadata, or moves by one rename with all
 *       that is in it, where no option asks for more; one that is there keeps its own.
 *   <li>A file, link or node replaces what has its name, unless that is a directory: refused.
 *   <li>A directory over anything but a directory, a symbolic link to one included, is refused.
 *   <li>Further hard links of a file become hard links of its first target.
 * </ul>
 *
 * <p>The first failure ends the merge: what was merged stays, complete, and the rest is still in
 * the image, so that a second merge completes it; or, as {@link Atomicity#TRANSACTION}, all of it
 * is taken back. A merge locks its root, flock(2): transactions have it alone, other merges share
 * it. Thread-safe.
 */
public final class TreeMerge {
  private final Syscalls calls;

  private TreeMerge(Syscalls calls) {
    this.calls = calls;
  }

  /**
   * A merger over the system calls of this process.
   *
   * @return a new instance
   * @throws NativeAbsentException if this process can't make system calls
   */
  public static TreeMerge create() {
    return using(Syscalls.system());
  }

  /**
   * A merger over given system calls, such as wrapped ones.
   *
   * @param calls how files are reached
   * @return a new instance
   */
  public static TreeMerge using(Syscalls calls) {
    return new TreeMerge(calls);
  }

  /**
   * Merges a tree.
   *
   * @param image the directory whose contents are merged
   * @param root an existing directory
   * @param options how
   * @return what was done, and what could not be kept
   * @throws MoveException at the first entry that can't be merged; it names the entry
   */
  public MergeReport merge(Path image, Path root, MergeOptions options) throws MoveException {
    return merge(RawPath.of(image), RawPath.of(root), options);
  }

  /**
   * Merges a tree whose path is known in bytes.
   *
   * @param image the directory whose contents are merged
   * @param root an existing directory
   * @param options how
   * @return what was done, and what could not be kept
   * @throws MoveException at the first entry that can't be merged; it names the entry
   */
  public MergeReport merge(RawPath image, RawPath root, MergeOptions options) throws MoveException {
    return MergeRun.merge(calls, image, root, options);
  }

  /**
   * Tells what {@link #merge(RawPath, RawPath, MergeOptions)} would do, and changes nothing. A
   * merge of the same trees by the same options does just that, entry by entry.
   *
   * @param image the directory whose contents would be merged
   * @param root an existing directory
   * @param options how
   * @param listener hears of each entry
   * @return the sums, with the space that is needed
   * @throws MoveException if one of the trees can't be read
   */
  public MergePlan plan(RawPath image, RawPath root, MergeOptions options, PlanListener listener)
      throws MoveException {
    return PlanRun.plan(calls, image, root, options, listener);
  }

  /**
   * Completes or takes back a transaction in a root that was cut off, by a kill, a power cut or a
   * failure that left {@link io.github.movefile.move.MoveState#RECOVERY_NEEDED}. If all its new
   * files were there it is completed, else the root becomes what it was. A recovery that is itself
   * cut off is made again.
   *
   * @param root an existing directory, by whatever path
   * @return what was done; nothing if there was no such transaction
   * @throws MoveException if it can't be recovered: {@link
   *     io.github.movefile.move.MoveFailure#LOCKED} while a merge is at work there, {@link
   *     io.github.movefile.move.MoveFailure#JOURNAL_DAMAGED}, or as a call failed
   */
  public RecoveryReport recover(RawPath root) throws MoveException {
    return RecoveryRun.recover(calls, root);
  }
}
