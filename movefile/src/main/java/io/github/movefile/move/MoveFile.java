// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import io.github.movefile.move.internal.Disposal;
import io.github.movefile.move.internal.HardLinks;
import io.github.movefile.move.internal.MoveEngine;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.NativeAbsentException;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.nio.file.Path;

/**
 * Moves one file: renames it if possible; otherwise copies it, applies its metadata, replaces the
 * target atomically and removes the source. At every instant the target name holds the complete old
 * or the complete new file, and the source exists until the new one is in place.
 *
 * <p>The outcomes of a move:
 *
 * <ul>
 *   <li>On one file system the file is renamed.
 *   <li>Across file systems a regular file is copied, a symbolic link, FIFO, socket node or device
 *       node is made anew: with contents, holes, owner, mode, extended attributes, ACLs and times
 *       exact to the ns. What the target's file system can't keep is a {@link MoveWarning}.
 *   <li>A target that is a symbolic link is replaced itself; what it points to is never touched.
 *   <li>A target that is another hard link of the source stays, and the source's name goes.
 *   <li>Source and target being one name, a file over a directory, and a directory to another file
 *       system are refused.
 * </ul>
 *
 * <p>Thread-safe; one instance serves a program. On Linux only: see {@link
 * io.github.movefile.syscalls.NativeLayer}. On virtual threads {@link SecurityLabel#PRESERVE} can't
 * be used, since the kernel knows the label by thread.
 */
public final class MoveFile {
  private final MoveEngine engine;

  private MoveFile(MoveEngine engine) {
    this.engine = engine;
  }

  /**
   * A mover over the system calls of this process.
   *
   * @return a new instance
   * @throws NativeAbsentException if this process can't make system calls
   */
  public static MoveFile create() {
    return using(Syscalls.system());
  }

  /**
   * A mover over given system calls, such as wrapped ones.
   *
   * @param calls how files are reached
   * @return a new instance
   */
  public static MoveFile using(Syscalls calls) {
    return new MoveFile(new MoveEngine(calls));
  }

  /**
   * Moves a file with {@link MoveOptions#defaults()}.
   *
   * @param source a file of any type
   * @param target its new name, not a directory to put it into
   * @return how it was done, and what could not be kept
   * @throws MoveException if it failed: see {@link MoveException#state()}
   */
  public MoveResult move(Path source, Path target) throws MoveException {
    return move(source, target, MoveOptions.defaults());
  }

  /**
   * Moves a file.
   *
   * @param source a file of any type
   * @param target its new name, not a directory to put it into
   * @param options how
   * @return how it was done, and what could not be kept
   * @throws MoveException if it failed: see {@link MoveException#state()}
   */
  public MoveResult move(Path source, Path target, MoveOptions options) throws MoveException {
    return move(RawPath.of(source), RawPath.of(target), options);
  }

  /**
   * Moves a file whose path is known in bytes.
   *
   * @param source a file of any type
   * @param target its new name, not a directory to put it into
   * @param options how
   * @return how it was done, and what could not be kept
   * @throws MoveException if it failed: see {@link MoveException#state()}
   */
  public MoveResult move(RawPath source, RawPath target, MoveOptions options) throws MoveException {
    return run(source, target, options, Disposal.REMOVE);
  }

  /**
   * Copies a file as {@link #move(Path, Path, MoveOptions)} does across file systems; the source
   * stays.
   *
   * @param source a file of any type but a directory
   * @param target the name of the copy
   * @param options how
   * @return how it was done, and what could not be kept
   * @throws MoveException if it failed: the target is as it was, unless it failed after the copy
   *     had got its name, as where that can't be stored ({@link Durability#FSYNC}): see {@link
   *     MoveException#state()}
   */
  public MoveResult copy(Path source, Path target, MoveOptions options) throws MoveException {
    return copy(RawPath.of(source), RawPath.of(target), options);
  }

  /**
   * Copies a file whose path is known in bytes.
   *
   * @param source a file of any type but a directory
   * @param target the name of the copy
   * @param options how
   * @return how it was done, and what could not be kept
   * @throws MoveException if it failed: the target is as it was, unless it failed after the copy
   *     had got its name, as where that can't be stored ({@link Durability#FSYNC}): see {@link
   *     MoveException#state()}
   */
  public MoveResult copy(RawPath source, RawPath target, MoveOptions options) throws MoveException {
    return run(source, target, options, Disposal.KEEP);
  }

  private MoveResult run(RawPath source, RawPath target, MoveOptions options, Disposal disposal)
      throws MoveException {
    HardLinks hardLinks = HardLinks.at(options.hardLinkCandidates());
    return engine.move(Place.of(source), Place.of(target), hardLinks, options, disposal);
  }
}
