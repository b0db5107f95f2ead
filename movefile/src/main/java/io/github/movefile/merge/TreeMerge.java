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
 *       that is in it, where no option asks for more; one that is there keeps its own, or takes the
 *       image's: {@link ExistingDirectories}.
 *   <li>A directory over a symbolic link that leads to a directory inside the root is merged into
 *       that one, and the link stays: {@link DirectoryLinks}. Such directories come after the
 *       others.
 *   <li>A directory over anything else, and anything else over a directory, is a collision: {@link
 *       CollisionPolicy}, by default refused.
 *   <li>A file, link or node replaces what has its name; one that is equal in contents and metadata
 *       stays, but for its time: {@link UnchangedFiles}.
 *   <li>A file or link whose name is protected doesn't replace what differs in contents or link
 *       text, but comes beside it: {@link Protection}.
 *   <li>A symbolic link whose text has a slash comes last, when what it leads to is there, or when
 *       nothing else is left.
 *   <li>Further hard links of a file become hard links of its first target.
 * </ul>
 *
 * <p>The first failure ends the merge: what was merged stays, complete, and the rest is still in
 * the image, so that a second merge completes it; or, as {@link Atomicity#TRANSACTION}, all of it
 * is taken back. A merge locks its root, flock(2): transactions have it alone, other merges share
 * it. Thread-safe.
 *
 * <p>A new directory whose metadata can't be set whole gets what can be, and that is the failure. A
 * second merge finds it there, and gives it the rest only with {@link ExistingDirectories#UPDATE}.
 *
 * <p>A merge that is killed and is no transaction leaves each file whole, perhaps in both trees;
 * temps, for {@link io.github.movefile.move.TempSweeper}; and, where directories could not move
 * whole, as across file systems, new directories with mode 0700 and the user as their owner, since
 * a directory gets its metadata when all below it is done. A second merge finds these there, and
 * makes them as in the image only with {@link ExistingDirectories#UPDATE}. What a killed
 * transaction leaves is for {@link #recover} alone.
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
   * merge of the same trees by the same options does just that, entry by entry, unless it fails at
   * what a plan doesn't look at: whether the user may write there, inode flags (immutable,
   * append-only; but those of the image's directories, where a transaction wants no loss), what
   * else can't be kept ({@link io.github.movefile.move.LossPolicy#FAIL}), owners that no range of a
   * map holds, locks of other merges, and what the file system of the root refuses, such as a name
   * that is too long for it.
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
