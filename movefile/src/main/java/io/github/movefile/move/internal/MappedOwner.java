// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.OwnerMap;
import io.github.movefile.syscalls.RawPath;
import java.util.OptionalInt;

/**
 * The ids of one file through the map of owners; one that isn't mapped refuses the move.
 *
 * @param map of all files
 * @param file for messages
 */
record MappedOwner(OwnerMap map, RawPath file) {
  static MappedOwner of(MoveContext move) {
    return new MappedOwner(move.options().owners(), move.source().shown());
  }

  int uid(int id) throws Refusal {
    return require(map.uid(id), "user ", id);
  }

  int gid(int id) throws Refusal {
    return require(map.gid(id), "group ", id);
  }

  private int require(OptionalInt mapped, String kind, int id) throws Refusal {
    if (mapped.isEmpty()) {
      String what = kind + Integer.toUnsignedString(id) + " of " + file.quoted();
      throw new Refusal(MoveFailure.OWNER_NOT_MAPPED, what + " is in no range of the map", null);
    }
    return mapped.getAsInt();
  }
}
