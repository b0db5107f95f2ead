// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.FileDigest;
import io.github.movefile.filecopy.Reflink;
import io.github.movefile.merge.Digest;
import io.github.movefile.merge.ManifestEntry;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.PlannedAction;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.internal.OwnerChange;
import io.github.movefile.move.internal.Place;
import io.github.movefile.move.internal.QuietOpen;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the manifest says of an entry: what the root has now. A digest is that of the bytes as
 * they were copied; only what was not copied is read for it. Thread-safe.
 */
final class ManifestFacts {
  private final Syscalls calls;
  private final Set<String> algorithms;
  private final int workers;
  private final FileDigest fileDigest;
  private final boolean isWanted;

  ManifestFacts(MergeSession session) {
    this.calls = session.calls();
    this.algorithms = session.options().digests();
    this.workers = session.options().workers();
    this.fileDigest = FileDigest.using(calls);
    this.isWanted = session.events().isHeard() && session.options().listener().wantsManifest();
  }

  /**
   * The options of a move in this merge: its bytes are digested as they are copied, if that is
   * asked for, and one worker alone gets no help.
   */
  MoveOptions inThisMerge(MoveOptions move) {
    CopyOptions.Builder copy = move.copy().toBuilder();
    if (workers == 1) {
      copy.parallel(false);
    }
    // What has to share its blocks isn't read by a copy: it is read after it.
    if (!algorithms.isEmpty() && move.copy().reflink() != Reflink.ALWAYS) {
      copy.digests(algorithms);
    }
    return move.toBuilder().copy(copy.build()).build();
  }

  /**
   * The event of a file, link or node that was dealt with, with what the root has now if somebody
   * wants to know.
   *
   * @param dirs where
   * @param planned what was done
   * @param result how a file came there, or null if it was there
   * @param target where it is now, which may be a temp name
   * @param reached what a failure leaves
   * @return the event
   * @throws MoveException if it can't be read
   */
  MergedEntry event(
      OpenDirectories dirs,
      PlannedEntry planned,
      @Nullable MoveResult result,
      Place target,
      MoveState reached)
      throws MoveException {
    Optional<ManifestEntry> now =
        isWanted ? of(dirs, planned, result, target, reached) : Optional.empty();
    return new MergedEntry(planned, Optional.ofNullable(result), now);
  }

  /** The event of a file that will get another time of change later. */
  static MergedEntry withTime(MergedEntry event, Timespec mtime) {
    if (event.manifest().isEmpty()) {
      return event;
    }
    ManifestEntry now = event.manifest().get();
    ManifestEntry later =
        new ManifestEntry(
            now.path(),
            now.type(),
            now.mode(),
            now.uid(),
            now.gid(),
            now.size(),
            mtime,
            now.rdev(),
            now.link(),
            now.digests());
    return new MergedEntry(event.planned(), event.result(), Optional.of(later));
  }

  /**
   * What the root has now.
   *
   * @param dirs where
   * @param planned what was done
   * @param result how a file came there, or null if it was there
   * @param target where it is now, which may be a temp name
   * @param reached what a failure leaves
   * @return empty for what was skipped
   * @throws MoveException if it can't be read
   */
  private Optional<ManifestEntry> of(
      OpenDirectories dirs,
      PlannedEntry planned,
      @Nullable MoveResult result,
      Place target,
      MoveState reached)
      throws MoveException {
    if (planned.action() == PlannedAction.SKIP) {
      return Optional.empty();
    }
    RawPath name = target.path();
    try {
      FileStat now = calls.paths().statx(target.dir(), name, AtFlags.SYMLINK_NOFOLLOW);
      Optional<RawPath> link =
          now.isSymlink()
              ? Optional.of(calls.paths().readlinkat(target.dir(), name))
              : Optional.empty();
      Map<String, Digest> digests = now.isRegular() ? digests(target, now, result) : Map.of();
      return Optional.of(entry(planned.path(), now, link, digests));
    } catch (IOException e) {
      Place source = dirs.sourceOf(planned.path().fileName());
      throw Failing.at(source, target, MoveStep.LOOK, reached, e);
    }
  }

  /** What a manifest says of a directory. */
  static ManifestEntry directory(RawPath path, FileStat now) {
    return entry(path, now, Optional.empty(), Map.of());
  }

  /** What a manifest says of a directory that takes the image's metadata when all in it is done. */
  static ManifestEntry directoryToBe(MergeSession session, RawPath path, FileStat source)
      throws MoveException {
    MoveOptions move = session.options().move();
    return new ManifestEntry(
        path,
        source.type(),
        source.permissions(),
        session.ownerToBe(source),
        OwnerChange.gid(move, source),
        0,
        move.mtimeOf(source.mtime()),
        0,
        Optional.empty(),
        Map.of());
  }

  private static ManifestEntry entry(
      RawPath path, FileStat now, Optional<RawPath> link, Map<String, Digest> digests) {
    FileType type = now.type();
    boolean isDevice = type == FileType.BLOCK_DEVICE || type == FileType.CHARACTER_DEVICE;
    return new ManifestEntry(
        path,
        type,
        now.permissions(),
        now.uid(),
        now.gid(),
        now.isRegular() ? now.size() : 0,
        now.mtime(),
        isDevice ? now.rdev() : 0,
        link,
        digests);
  }

  private Map<String, Digest> digests(Place target, FileStat now, @Nullable MoveResult result)
      throws IOException {
    if (algorithms.isEmpty()) {
      return Map.of();
    }
    Map<String, byte[]> found =
        result == null ? Map.of() : result.copy().map(CopyResult::digests).orElse(Map.of());
    if (found.isEmpty()) {
      found = read(target, now);
    }
    Map<String, Digest> digests = new TreeMap<>();
    found.forEach((algorithm, bytes) -> digests.put(algorithm, Digest.of(bytes)));
    return digests;
  }

  private Map<String, byte[]> read(Place target, FileStat now) throws IOException {
    try (Fd fd = QuietOpen.file(calls.paths(), target)) {
      if (!calls.data().fstat(fd).isSameFile(now)) {
        throw new ErrnoException("openat", Errno.ESTALE);
      }
      return fileDigest.of(fd, algorithms);
    }
  }
}
