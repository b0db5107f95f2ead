// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import java.util.List;

/** The paragraphs below the options of {@code move} and {@code copy}. */
final class MoveNotes {
  private MoveNotes() {}

  static List<String> of(Verb verb) {
    return List.of(
        "TARGET is the new name of the file, as with 'mv -T': it is never taken for a directory to"
            + " put SOURCE into. Use -t for that; of two SOURCEs of one name only the first goes there.",
        verb == Verb.MOVE
            ? "At every instant TARGET is the complete old or the complete new file, and SOURCE"
                + " exists until the new one is in place. A directory can be renamed; to another"
                + " file system it goes by 'movefile merge'."
            : "At every instant TARGET is the complete old or the complete new file. SOURCE may be"
                + " anything but a directory; a symbolic link is copied itself.",
        "Kept are contents, holes, owner, mode, times to the nanosecond, extended attributes, ACLs"
            + " and capabilities; SOURCEs of -t that are hard links of one file stay so. What can't"
            + " be kept is told by a warning.",
        "JSON: source, target, method, bytes, mtime_ns, copied (bytes by method), hole_bytes,"
            + " refusals (why a faster method was not used), warnings; or source, target, failure,"
            + " step, call, errno, state, message (and warnings, of a target that is complete all"
            + " the same). A name that isn't UTF-8 has its bytes, in"
            + " base64, in a member NAME_bytes. With -n: source, target, expected (the method),"
            + " bytes. Told as text on standard error alone are wrong usage and a DIR of -t that"
            + " is no directory.",
        "Ctrl-C and SIGTERM end a copy: nothing of it is left, SOURCE and TARGET are as they were,"
            + " and the files of -t behind it are not begun.",
        "Exit status: 0 done, perhaps with warnings; 1 a file could not be "
            + (verb == Verb.MOVE ? "moved" : "copied")
            + "; 2 wrong usage; 130 after Ctrl-C, 143 after SIGTERM.");
  }
}
