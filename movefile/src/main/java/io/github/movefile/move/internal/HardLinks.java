// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.List;

/** Knows which files a target may become a hard link of. */
public interface HardLinks {
  /**
   * Files with the contents of a source.
   *
   * @param source a regular file
   * @return in the order in which they are to be tried
   */
  List<Place> candidatesFor(FileStat source);

  /**
   * Candidates that a caller names by their paths.
   *
   * @param candidates files of the caller
   * @return always these
   */
  static HardLinks at(List<RawPath> candidates) {
    List<Place> places = new ArrayList<>(candidates.size());
    for (RawPath candidate : candidates) {
      places.add(Place.of(candidate));
    }
    return of(places);
  }

  /**
   * Candidates that a caller names.
   *
   * @param candidates files of the caller
   * @return always these
   */
  static HardLinks of(List<Place> candidates) {
    return source -> candidates;
  }
}
