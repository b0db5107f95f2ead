// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

/** What the target of a file is, or what is odd about its path. */
enum Scene {
  FREE(12),
  FILE(12),
  FILE_OF_TWO_NAMES(3),
  LINK_TO_FILE(4),
  LINK_TO_NOTHING(3),
  LINK_TO_DIRECTORY(3),
  LINK_TO_ITSELF(1),
  EMPTY_DIRECTORY(3),
  FULL_DIRECTORY(3),
  FIFO(1),
  SOCKET(1),
  DEVICE(1),
  ANOTHER_NAME_OF_SOURCE(5),
  SOURCE_ITSELF(2),
  SOURCE_BY_LINKED_PARENT(4),
  SOURCE_BY_DOT(1),
  SOURCE_BY_BIND_MOUNT(2),
  LINK_TO_SOURCE(2),
  POINTED_TO_BY_SOURCE(2),
  MISSING_PARENT(2),
  PARENT_IS_FILE(2),
  PARENT_IS_LOOP(1),
  PARENT_IS_LINK(3),
  PARENT_CLOSED(2),
  SLASH_BEHIND_FREE(2),
  SLASH_BEHIND_FILE(2),
  SLASH_BEHIND_DIRECTORY(2),
  SLASH_BEHIND_LINK(2),
  NAME_TOO_LONG(1),
  DOT(1),
  DOT_DOT(1),
  EMPTY_PATH(1),
  INSIDE_SOURCE(2),
  FILE_IMMUTABLE(2),
  FILE_APPEND_ONLY(1),
  DIRECTORY_APPEND_ONLY(2),
  SOURCE_MISSING(2),
  SOURCE_IMMUTABLE(2),
  SLASH_BEHIND_SOURCE(3),
  SOURCE_EMPTY_PATH(1);

  private static final int SUM;

  static {
    int sum = 0;
    for (Scene scene : values()) {
      sum += scene.weight;
    }
    SUM = sum;
  }

  private final int weight;

  Scene(int weight) {
    this.weight = weight;
  }

  static Scene random(Dice dice) {
    int left = dice.below(SUM);
    for (Scene scene : values()) {
      left -= scene.weight;
      if (left < 0) {
        return scene;
      }
    }
    throw new AssertionError(left);
  }
}
