// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

/** Options with maps of owners. */
final class MappedOwners {
  private MappedOwners() {}

  /** The same ranges for users and for groups. */
  static OwnerMap both(String ranges) {
    return OwnerMap.of(OwnerMap.parse(ranges), OwnerMap.parse(ranges));
  }

  static MoveOptions mapped(OwnerMap map) {
    return MoveOptions.builder().owners(map).build();
  }
}
