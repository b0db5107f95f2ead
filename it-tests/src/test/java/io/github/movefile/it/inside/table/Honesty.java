// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.it.inside.table.Arrival.Presence;
import io.github.movefile.it.inside.table.Told.Warning;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds what a move said against what was seen: whatever is lost is told, and whatever is told is
 * lost; what was refused is as it was.
 */
final class Honesty {
  private static final Map<String, String> CALLS =
      Map.of(
          "REFLINK", CallTrace.FICLONE,
          "COPY_FILE_RANGE", CallTrace.COPY_FILE_RANGE,
          "SENDFILE", CallTrace.SENDFILE,
          "READ_WRITE", CallTrace.WRITE);

  private Honesty() {}

  /** Fails unless all that a move said is true, and all that it lost was said. */
  static void check(Arrival arrival) {
    if (arrival.refusal().isEmpty()) {
      checkMoved(arrival);
    } else {
      checkRefused(arrival);
    }
    boolean isKept = Cell.of(arrival).equals(Cell.KEPT);
    boolean isExplained = isKept || Samples.TIMES.contains(arrival.sample());
    assertThat(isExplained || !arrival.sample().why().isEmpty())
        .as("a reason is given in Samples for: %s", arrival.differences())
        .isTrue();
  }

  private static void checkMoved(Arrival arrival) {
    List<Warning> warnings = arrival.told().warnings();
    assertThat(arrival.source()).as("the source").isEqualTo(Presence.GONE);
    assertThat(silences(arrival)).as("lost without a word; told were %s", warnings).isEmpty();
    assertThat(warnings).as("told").doesNotHaveDuplicates();
    for (Warning warning : warnings) {
      assertThat(arrival.differences())
          .as("told to be lost: %s", warning)
          .anyMatch(difference -> isAbout(warning, difference));
    }
    assertThat(isSetIdForAnother(arrival)).as("setuid or setgid for another owner").isFalse();
    checkWay(arrival);
  }

  /** What was lost of the mode is told; here it has to be lost. */
  private static boolean isSetIdForAnother(Arrival arrival) {
    boolean hasSetId = (arrival.sample().inode().mode() & 06000) != 0;
    boolean isOfAnother = arrival.differences().stream().anyMatch(d -> d.about().equals("owner"));
    boolean isPlain =
        arrival.differences().stream()
            .filter(d -> d.about().equals("mode"))
            .anyMatch(d -> (Integer.parseInt(d.after(), 8) & 06000) == 0);
    return hasSetId && isOfAnother && !isPlain;
  }

  private static void checkRefused(Arrival arrival) {
    assertThat(arrival.source()).as("the source").isEqualTo(Presence.THERE);
    if (arrival.isSourceLeft()) {
      assertThat(silences(arrival)).as("lost without a word").isEmpty();
    } else {
      assertThat(arrival.target()).as("the target").isEqualTo(Presence.GONE);
    }
  }

  /** What differs without a warning, though it could have been told. */
  static List<Difference> silences(Arrival arrival) {
    return untold(arrival).stream().filter(difference -> !isExcused(arrival, difference)).toList();
  }

  /** What differs without a warning. */
  static List<Difference> untold(Arrival arrival) {
    return arrival.differences().stream()
        .filter(d -> arrival.told().warnings().stream().noneMatch(w -> isAbout(w, d)))
        .toList();
  }

  /**
   * The losses that nobody is told: those on purpose; {@code trusted.*}, which the kernel hides
   * from ordinary users, xattr(7); and the ns on a file system that stores seconds only, for the
   * look at each file that it would take, README.md ("Not promised").
   */
  private static boolean isExcused(Arrival arrival, Difference lost) {
    boolean isHidden =
        arrival.trip().user() == Trip.Mover.ORDINARY
            && lost.about().startsWith(FileState.XATTR + "trusted.")
            && lost.after().isEmpty();
    boolean isCut =
        arrival.trip().to().equals(Places.EXT4_OF_SECONDS)
            && isTime(lost)
            && lost.after().equals(lost.before().replaceFirst("\\.\\d{9}", ".000000000"));
    return isLeftOut(lost) || isHidden || isCut;
  }

  /** Whether it is one of the attributes that stay behind by default. */
  static boolean isLeftOut(Difference lost) {
    return lost.about().startsWith(FileState.XATTR + "user.xdg.") && lost.after().isEmpty();
  }

  /** Whether a warning is about a difference, such as {@code XATTR} about that very attribute. */
  static boolean isAbout(Warning warning, Difference difference) {
    String about = difference.about();
    return switch (warning.loss()) {
      case "OWNER" -> about.equals("owner");
      case "MODE" -> about.equals("mode");
      case "TIMES" -> isTime(difference);
      case "INODE_FLAGS" -> about.equals("flags");
      case "XATTR" ->
          about.startsWith(FileState.XATTR)
              && warning
                  .detail()
                  .equals("attribute " + about.substring(FileState.XATTR.length()) + " not kept");
      default -> false;
    };
  }

  static boolean isTime(Difference difference) {
    return difference.about().equals("atime") || difference.about().equals("mtime");
  }

  private static void checkWay(Arrival arrival) {
    if (arrival.sample().isTree()) {
      return;
    }
    Told told = arrival.told();
    assertThat(told.method()).as("the method").isEqualTo(method(arrival));
    if (told.method().equals("RENAMED")) {
      assertThat(arrival.ways()).containsExactly(CallTrace.RENAME);
      return;
    }
    assertThat(arrival.calls()).as("calls").containsEntry(CallTrace.RENAME, "EXDEV");
    if (told.method().equals("COPIED")) {
      assertThat(arrival.ways())
          .as("the calls that copied")
          .containsExactlyElementsOf(
              new TreeSet<>(told.methods().stream().map(CALLS::get).toList()));
      assertThat(refusedWays(arrival)).as("the calls that were refused").isEqualTo(refused(told));
    }
    if (Samples.CONTENTS.contains(arrival.sample())) {
      checkSharing(arrival);
    }
  }

  /** FICLONE shares, or it would be none; copy_file_range may, on xfs and btrfs. */
  private static void checkSharing(Arrival arrival) {
    List<String> ways = arrival.ways();
    if (arrival.isShared()) {
      assertThat(ways)
          .as("calls that share")
          .containsAnyOf(CallTrace.FICLONE, CallTrace.COPY_FILE_RANGE);
    } else {
      assertThat(ways).as("calls, and no extent is shared").doesNotContain(CallTrace.FICLONE);
    }
  }

  private static String method(Arrival arrival) {
    if (arrival.trip().way() == Trip.Way.WITHIN) {
      return "RENAMED";
    }
    return switch (arrival.sample().inode().type()) {
      case REGULAR -> "COPIED";
      case SYMLINK -> "SYMLINK_RECREATED";
      default -> "NODE_RECREATED";
    };
  }

  private static Map<String, String> refusedWays(Arrival arrival) {
    Map<String, String> refused = new TreeMap<>(arrival.calls());
    refused.values().removeIf(CallTrace.DONE::equals);
    refused.remove(CallTrace.RENAME);
    return refused;
  }

  private static Map<String, String> refused(Told told) {
    Map<String, String> refused = new TreeMap<>();
    told.methodRefusals().forEach((method, errno) -> refused.put(CALLS.get(method), errno));
    return refused;
  }
}
