// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.ImageDisposal;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.internal.DirectoryMerge;
import io.github.movefile.move.internal.Disposal;
import io.github.movefile.move.internal.HardLinks;
import io.github.movefile.move.internal.MoveEngine;
import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;

/** Walks an image by directory handles and merges what it finds. Of one thread, for one merge. */
public final class TreeWalk {
  private final Syscalls calls;
  private final MoveEngine engine;
  private final MergeOptions options;
  private final Disposal disposal;
  private final Tally tally = new Tally();

  /**
   * A walk.
   *
   * @param calls how files are reached
   * @param options how
   */
  public TreeWalk(Syscalls calls, MergeOptions options) {
    this.calls = calls;
    this.engine = new MoveEngine(calls);
    this.options = options;
    this.disposal = options.disposal() == ImageDisposal.KEEP ? Disposal.KEEP : Disposal.REMOVE;
  }

  /**
   * Merges an image.
   *
   * @param image the directory whose contents are merged
   * @param root an existing directory
   * @return what was done
   * @throws MoveException at the first entry that can't be merged
   */
  public MergeReport merge(RawPath image, RawPath root) throws MoveException {
    try (DirectoryMerge roots =
        DirectoryMerge.roots(calls, Place.of(image), Place.of(root), options.move())) {
      mergeChildren(roots, RawPath.EMPTY, new HardLinkGroups(roots.target(), root));
    }
    return tally.report();
  }

  private void mergeChildren(DirectoryMerge directory, RawPath relative, HardLinks groups)
      throws MoveException {
    for (DirectoryEntry entry : directory.entries()) {
      Place from = directory.sourceOf(entry.name());
      Place to = directory.targetOf(entry.name());
      RawPath path = relative.resolve(entry.name());
      if (entry.type() == FileType.DIRECTORY) {
        mergeDirectory(from, to, path, groups);
      } else {
        MoveResult result = engine.move(from, to, groups, options.move(), disposal);
        tally.file(path, result);
        options.listener().file(path, result);
      }
    }
  }

  private void mergeDirectory(Place from, Place to, RawPath path, HardLinks groups)
      throws MoveException {
    try (DirectoryMerge directory =
        DirectoryMerge.begin(calls, from, to, options.move(), disposal)) {
      try {
        mergeChildren(directory, path, groups);
      } catch (MoveException e) {
        finishAfter(e, directory);
        throw e;
      }
      directory.applyMetadata();
      directory.removeSource();
      tally.directory(path, directory.isNew(), directory.warnings());
      options.listener().directory(path, directory.isNew());
    }
  }

  private static void finishAfter(MoveException failure, DirectoryMerge directory) {
    try {
      directory.applyMetadata();
    } catch (MoveException e) {
      failure.addSuppressed(e);
    }
  }
}
