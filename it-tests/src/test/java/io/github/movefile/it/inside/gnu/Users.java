// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import java.util.List;

/** Who runs an operation. */
enum Users {
  /** With the capabilities of the container. */
  ROOT("root"),
  /** Without any, in a group of its own and one more. */
  ORDINARY("uid 65534");

  static final int ORDINARY_ID = 65534;

  /** The group that the ordinary user is in beside its own. */
  static final int SECOND_GROUP = 2000;

  /** Of nobody who runs anything. */
  static final int OTHER_ID = 1000;

  private final String label;

  Users(String label) {
    this.label = label;
  }

  /** The words that run a program as this user; the command follows. */
  List<String> wrapper() {
    String id = Integer.toString(ORDINARY_ID);
    return this == ROOT
        ? List.of()
        : List.of("setpriv", "--reuid", id, "--regid", id, "--groups", id + "," + SECOND_GROUP);
  }

  @Override
  public String toString() {
    return label;
  }
}
