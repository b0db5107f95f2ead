// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a copy did. {@code length == bytesCopied + holeBytes}, and the bytes of all methods add up
 * to {@code bytesCopied}.
 *
 * @param length bytes of the target's contents, holes included
 * @param bytesCopied bytes moved or shared. A reflink shares holes without looking at them: they
 *     count here then
 * @param holeBytes bytes of the target that are in holes
 * @param holes number of holes
 * @param methods every method used, with the bytes it moved or shared; empty if there were none
 * @param refusals why faster methods were not used, or not to the end, in the order of events
 * @param source whether the source changed meanwhile
 * @param digests those that were asked for, of the {@code length} bytes of the target, by the names
 *     of their algorithms and ordered by them
 */
public record CopyResult(
    long length,
    long bytesCopied,
    long holeBytes,
    int holes,
    Map<CopyMethod, Long> methods,
    List<MethodRefusal> refusals,
    SourceState source,
    Map<String, byte[]> digests) {

  /** Copies the collections. */
  public CopyResult {
    methods = Map.copyOf(methods);
    refusals = List.copyOf(refusals);
    digests = cloned(digests);
  }

  /**
   * The digests.
   *
   * @return an unmodifiable copy; empty if none was asked for
   */
  @Override
  public Map<String, byte[]> digests() {
    return cloned(digests);
  }

  private static Map<String, byte[]> cloned(Map<String, byte[]> digests) {
    if (digests.isEmpty()) {
      return Map.of();
    }
    Map<String, byte[]> copy = new LinkedHashMap<>();
    digests.forEach((algorithm, value) -> copy.put(algorithm, value.clone()));
    return Collections.unmodifiableMap(copy);
  }
}
