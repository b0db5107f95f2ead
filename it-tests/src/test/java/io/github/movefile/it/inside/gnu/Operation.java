// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is done to a world, by the one and by the other.
 *
 * @param verb what
 * @param source a path
 * @param target a path
 * @param entries for a merge, the paths of what the source has
 */
record Operation(Verb verb, String source, String target, List<String> entries) {

  /** How long a program gets that waits for somebody to read from a FIFO, in seconds. */
  private static final String PATIENCE = "1";

  /** What can be done. */
  enum Verb {
    /** One file, or a directory where a rename does it. */
    MOVE("mv -T", "move"),
    /** One file. */
    COPY("cp -a -T", "copy"),
    /** One file; the target is unlinked first. */
    COPY_REPLACING("cp -a -T --remove-destination", "copy"),
    /** A tree into another. */
    MERGE("cp -a --remove-destination", "merge --workers=1"),
    /** A tree into another; the image stays. */
    MERGE_COPY("cp -a -T", "merge --keep --workers=1"),
    /** As {@link #MERGE_COPY}; targets are unlinked first. */
    MERGE_REPLACING("cp -a --remove-destination", "merge --keep --workers=1"),
    /** A directory to another file system. */
    MOVE_TREE("mv -T", "merge --workers=1");

    private final String gnu;
    private final String command;

    Verb(String gnu, String command) {
      this.gnu = gnu;
      this.command = command;
    }

    /** The words of our command, without operands. */
    List<String> command() {
      return List.of(command.split(" "));
    }

    boolean isMerge() {
      return this == MERGE || this == MERGE_COPY || this == MERGE_REPLACING;
    }

    /** Whether the source goes. */
    boolean isMove() {
      return this == MOVE || this == MERGE || this == MOVE_TREE;
    }

    /** Whether an existing target is opened and written to. */
    boolean isInPlace() {
      return this == COPY || this == MERGE_COPY;
    }

    /** The words of GNU. */
    @Override
    public String toString() {
      return switch (this) {
        case MERGE -> gnu + " -t ROOT IMAGE/*; rm -r IMAGE/*";
        case MERGE_REPLACING -> gnu + " -t ROOT IMAGE/*";
        case MERGE_COPY -> gnu + " IMAGE/. ROOT";
        default -> gnu;
      };
    }
  }

  /** The command of GNU, for a shell. */
  String gnu(boolean mayWaitForEver) {
    String limit = mayWaitForEver ? "timeout -s KILL " + PATIENCE + " " : "";
    return limit + verb.gnu + " " + gnuOperands();
  }

  private String gnuOperands() {
    String from = Latin.quoted(source);
    String to = Latin.quoted(target);
    String all = entries.stream().map(Latin::quoted).collect(Collectors.joining(" "));
    return switch (verb) {
      case MERGE -> "-t " + to + " -- " + all + " && rm -rf -- " + all;
      case MERGE_REPLACING -> "-t " + to + " -- " + all;
      case MERGE_COPY -> "-- " + from + "/. " + to;
      default -> "-- " + from + " " + to;
    };
  }

  /** Our command, for a shell, without the program. */
  String ours() {
    return String.join(" ", verb.command()) + " -- " + ourOperands();
  }

  private String ourOperands() {
    return verb == Verb.MOVE_TREE
        ? Latin.quoted(Latin.parent(source)) + " " + Latin.quoted(Latin.parent(target))
        : Latin.quoted(source) + " " + Latin.quoted(target);
  }
}
