// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.filecopy.FileCopy;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.move.internal.MoveStrategy.Attempt;
import io.github.movefile.move.internal.MoveStrategy.Moved;
import io.github.movefile.move.internal.MoveStrategy.NotApplicable;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.xattr.Xattrs;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves one file by the first strategy that applies. Thread-safe. */
public final class MoveEngine {
  private final Syscalls calls;
  private final TempNaming temps;
  private final MoveStrategy[] strategies;

  /**
   * An engine over system calls.
   *
   * @param calls how files are reached
   */
  public MoveEngine(Syscalls calls) {
    this(calls, TempNaming.OF_PROCESS);
  }

  /**
   * An engine that makes new files where the caller wants them.
   *
   * @param calls how files are reached
   * @param temps where they are until they have their names
   */
  public MoveEngine(Syscalls calls, TempNaming temps) {
    this.calls = calls;
    this.temps = temps;
    Xattrs xattrs = Xattrs.using(calls.xattrs());
    Metadata metadata = new Metadata(xattrs);
    this.strategies =
        new MoveStrategy[] {
          new SameFile(),
          new HardLinkMove(),
          new RenameMove(xattrs),
          new PinnedSource(),
          new SymlinkMove(metadata),
          new NodeMove(metadata),
          new CopyMove(FileCopy.using(calls), metadata)
        };
  }

  /**
   * Moves or copies one file.
   *
   * @param source the file itself, not what a link points to
   * @param target its new name
   * @param hardLinks which files the target may become a hard link of
   * @param options how
   * @param disposal what becomes of the source
   * @return how it was done
   * @throws MoveException if it wasn't; the target is whole in any case
   */
  public MoveResult move(
      Place source, Place target, HardLinks hardLinks, MoveOptions options, Disposal disposal)
      throws MoveException {
    MoveContext move = context(source, target, hardLinks, options, disposal, DirectoryPair.ofOne());
    try {
      return run(move, FileFacts.look(move)).result();
    } catch (IOException e) {
      throw Failures.of(move, e);
    }
  }

  /**
   * Moves or copies one file that was looked at already.
   *
   * @param source the file itself, not what a link points to
   * @param target its new name
   * @param facts what both were a moment ago
   * @param hardLinks which files the target may become a hard link of
   * @param options how
   * @param disposal what becomes of the source
   * @param pair what is known of both directories; learns more
   * @return how it was done, and from what
   * @throws MoveException if it wasn't; the target is whole in any case
   */
  public Made move(
      Place source,
      Place target,
      FileFacts facts,
      HardLinks hardLinks,
      MoveOptions options,
      Disposal disposal,
      DirectoryPair pair)
      throws MoveException {
    MoveContext move = context(source, target, hardLinks, options, disposal, pair);
    try {
      return run(move, facts);
    } catch (IOException e) {
      throw Failures.of(move, e);
    }
  }

  /**
   * Removes the source of a move that has kept it, once the target has its name. It is for the
   * caller to store what was done, before and after.
   *
   * @param source the file itself
   * @param target its new name
   * @param facts what was moved; anything else of that name stays
   * @param options of the move
   * @throws MoveException if it wasn't removed
   */
  public void removeKept(Place source, Place target, FileStat facts, MoveOptions options)
      throws MoveException {
    MoveContext move =
        context(
            source,
            target,
            HardLinks.of(List.of()),
            options,
            Disposal.REMOVE,
            DirectoryPair.ofOne());
    move.reached(MoveState.SOURCE_LEFT);
    try {
      SourceRemoval.removeIfUnchanged(move, facts);
    } catch (IOException e) {
      throw Failures.of(move, e);
    }
  }

  /**
   * Stores what the target's name leads to, and the name, where the options ask for durability:
   * whoever made it need not have done so. It is for a target that equals the source, before that
   * is removed.
   *
   * @param source the file itself
   * @param target its like
   * @param facts of the source; the target has the same type
   * @param options of the move
   * @throws MoveException if it isn't known to be stored
   */
  public void store(Place source, Place target, FileStat facts, MoveOptions options)
      throws MoveException {
    if (options.durability() == Durability.NONE) {
      return;
    }
    MoveContext move =
        context(
            source, target, HardLinks.of(List.of()), options, Disposal.KEEP, DirectoryPair.ofOne());
    try {
      if (facts.isRegular()) {
        Syncing.file(move, target);
      }
      Syncing.directoryOf(move, target);
    } catch (IOException e) {
      throw Failures.of(move, e);
    }
  }

  private MoveContext context(
      Place source,
      Place target,
      HardLinks hardLinks,
      MoveOptions options,
      Disposal disposal,
      DirectoryPair pair) {
    return new MoveContext(calls, source, target, hardLinks, options, disposal, temps, pair);
  }

  private Made run(MoveContext move, FileFacts facts) throws IOException {
    Moved moved = firstThatApplies(move, facts);
    List<MoveWarning> warnings = List.copyOf(move.warnings());
    MoveResult result =
        new MoveResult(moved.method(), moved.mtime(), moved.bytes(), moved.copy(), warnings);
    return new Made(result, moved.source());
  }

  private Moved firstThatApplies(MoveContext move, FileFacts facts) throws IOException {
    requireFileOverNoDirectory(facts);
    OwnerChange.requireMapped(move, facts.source());
    ErrnoException lastRefusal = null;
    for (MoveStrategy strategy : strategies) {
      Attempt attempt = strategy.attempt(move, facts);
      if (attempt instanceof Moved moved) {
        return moved;
      }
      if (attempt instanceof NotApplicable not && not.cause() != null) {
        lastRefusal = not.cause();
      }
    }
    throw noWayLeft(move, lastRefusal);
  }

  /** As {@code mv -T}; rename(2) would say the same, but a copy should not be made in vain. */
  private static void requireFileOverNoDirectory(FileFacts facts) throws ErrnoException {
    FileStat target = facts.target();
    if (target != null && target.isDirectory() && !facts.source().isDirectory()) {
      throw new ErrnoException("renameat", Errno.EISDIR);
    }
  }

  private static Refusal noWayLeft(MoveContext move, @Nullable ErrnoException lastRefusal) {
    if (move.keepsSource() || lastRefusal == null) {
      String reason = move.source().shown().quoted() + " is a directory; that takes a merge";
      return new Refusal(MoveFailure.SOURCE_IS_DIRECTORY, reason, lastRefusal);
    }
    String reason = lastRefusal.getMessage() + "; a directory crosses file systems by a merge";
    return new Refusal(MoveFailure.DIRECTORY_ACROSS_FILE_SYSTEMS, reason, lastRefusal);
  }
}
