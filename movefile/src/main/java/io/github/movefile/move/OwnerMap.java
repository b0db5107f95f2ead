// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Which owner and group a file has at its target, as the maps of a user namespace tell
 * (user_namespaces(7)): ranges of ids that are shifted. Ids are unsigned 32 bits. Immutable.
 */
public final class OwnerMap {
  /** Owners and groups stay. */
  public static final OwnerMap IDENTITY = new OwnerMap(List.of(Range.ALL), List.of(Range.ALL));

  private static final long NO_ID = 0xFFFF_FFFFL;
  private static final String SEPARATOR = ":";

  private final List<Range> uids;
  private final List<Range> gids;
  private final boolean isIdentity;

  private OwnerMap(List<Range> uids, List<Range> gids) {
    this.uids = uids;
    this.gids = gids;
    List<Range> all = List.of(Range.ALL);
    isIdentity = uids.equals(all) && gids.equals(all);
  }

  /**
   * Ids that are shifted together.
   *
   * @param from the first id of the source
   * @param to the first id of the target
   * @param count how many ids, at least 1; unsigned as well
   */
  public record Range(int from, int to, int count) {
    /** All ids, as they are; the last number, 4294967295, is no id but means "none". */
    public static final Range ALL = new Range(0, 0, -1);

    /** Requires a range of ids. */
    public Range {
      if (count == 0) {
        throw new IllegalArgumentException("a range of no ids");
      }
      requireIds(from, count);
      requireIds(to, count);
    }

    private static void requireIds(int first, int count) {
      if (Integer.toUnsignedLong(first) + Integer.toUnsignedLong(count) > NO_ID) {
        String start = Integer.toUnsignedString(first);
        String length = Integer.toUnsignedString(count);
        throw new IllegalArgumentException(
            length + " ids from " + start + " on go beyond 4294967294");
      }
    }

    private boolean holds(int id) {
      return Integer.compareUnsigned(id - from, count) < 0;
    }

    @Override
    public String toString() {
      return Integer.toUnsignedString(from)
          + SEPARATOR
          + Integer.toUnsignedString(to)
          + SEPARATOR
          + Integer.toUnsignedString(count);
    }
  }

  /**
   * A map.
   *
   * @param uids ranges of users; {@link Range#ALL} keeps them all
   * @param gids ranges of groups
   * @return a map of what the ranges hold
   * @throws IllegalArgumentException if two ranges of users, or two of groups, have an id in common
   *     on one side
   */
  public static OwnerMap of(List<Range> uids, List<Range> gids) {
    return new OwnerMap(requireDistinct(uids), requireDistinct(gids));
  }

  private static List<Range> requireDistinct(List<Range> ranges) {
    requireDistinct(ranges, Range::from);
    requireDistinct(ranges, Range::to);
    return List.copyOf(ranges);
  }

  private interface Side {
    int firstOf(Range range);
  }

  private static void requireDistinct(List<Range> ranges, Side side) {
    List<Range> sorted = new ArrayList<>(ranges);
    sorted.sort((a, b) -> Integer.compareUnsigned(side.firstOf(a), side.firstOf(b)));
    for (int i = 1; i < sorted.size(); i++) {
      Range before = sorted.get(i - 1);
      Range range = sorted.get(i);
      if (Integer.compareUnsigned(side.firstOf(range) - side.firstOf(before), before.count) < 0) {
        throw new IllegalArgumentException("ranges overlap: " + before + " and " + range);
      }
    }
  }

  /**
   * Reads ranges as a command line has them.
   *
   * @param text {@code FROM:TO:COUNT}, several separated by commas, such as {@code 0:100000:65536}
   * @return at least one range
   * @throws IllegalArgumentException if it isn't of that form
   */
  public static List<Range> parse(String text) {
    List<Range> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String[] numbers = part.split(SEPARATOR, -1);
      if (numbers.length != 3) {
        throw new IllegalArgumentException("not FROM:TO:COUNT: '" + part + "'");
      }
      ranges.add(new Range(number(numbers[0]), number(numbers[1]), number(numbers[2])));
    }
    return List.copyOf(ranges);
  }

  private static int number(String digits) {
    if (Pattern.matches("[0-9]+", digits)) { // no sign
      try {
        return Integer.parseUnsignedInt(digits);
      } catch (NumberFormatException tooLarge) {
        throw new IllegalArgumentException("no number of 32 bits: '" + digits + "'", tooLarge);
      }
    }
    throw new IllegalArgumentException("no number of 32 bits: '" + digits + "'");
  }

  /**
   * The user at the target.
   *
   * @param id the user of the source
   * @return empty if no range holds it
   */
  public OptionalInt uid(int id) {
    return mapped(uids, id);
  }

  /**
   * The group at the target.
   *
   * @param id the group of the source
   * @return empty if no range holds it
   */
  public OptionalInt gid(int id) {
    return mapped(gids, id);
  }

  private static OptionalInt mapped(List<Range> ranges, int id) {
    for (Range range : ranges) {
      if (range.holds(id)) {
        return OptionalInt.of(id - range.from + range.to);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Whether every user and group stays.
   *
   * @return false if one changes or isn't mapped
   */
  public boolean isIdentity() {
    return isIdentity;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OwnerMap map && uids.equals(map.uids) && gids.equals(map.gids);
  }

  @Override
  public int hashCode() {
    return 31 * uids.hashCode() + gids.hashCode();
  }

  @Override
  public String toString() {
    return "users " + uids + ", groups " + gids;
  }
}
