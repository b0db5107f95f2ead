// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is not the same in two worlds.
 *
 * @param path the entry; empty for {@link #STATUS}
 * @param key the fact; {@link #EXISTENCE} if only one of the worlds has the entry
 * @param gnu what GNU has made of it, or null
 * @param ours what MoveFile has made of it, or null
 */
record Divergence(String path, String key, @Nullable String gnu, @Nullable String ours) {
  /** Whether there is such an entry. The values are its types. */
  static final String EXISTENCE = "existence";

  /** Whether the operation succeeded. */
  static final String STATUS = "status";

  static final String DONE = "done";
  static final String FAILED = "failed";

  /** What may differ by how a file system allocates, in units of 512 bytes. */
  private static final long SLACK_BLOCKS = 256;

  /** All divergences of two worlds. */
  static List<Divergence> between(World gnu, World ours) {
    List<Divergence> all = new ArrayList<>();
    for (String path : gnu.pathsWith(ours)) {
      Entry a = gnu.get(path);
      Entry b = ours.get(path);
      String typeOfA = a == null ? null : a.get(Entry.TYPE);
      String typeOfB = b == null ? null : b.get(Entry.TYPE);
      if (a == null || b == null) {
        all.add(new Divergence(path, EXISTENCE, typeOfA, typeOfB));
      } else if (!Objects.equals(typeOfA, typeOfB)) {
        all.add(new Divergence(path, Entry.TYPE, typeOfA, typeOfB));
      } else {
        addFacts(path, a, b, all);
      }
    }
    Set<String> moved =
        all.stream()
            .filter(each -> each.isOf(EXISTENCE) || each.isOf(Entry.TYPE))
            .map(Divergence::path)
            .collect(Collectors.toSet());
    all.removeIf(each -> each.isOf(Entry.NAMES) && each.isFollowing(moved));
    return all;
  }

  /** Names of one inode that differ by those only of which the one or the other isn't there. */
  private boolean isFollowing(Set<String> moved) {
    Set<String> differing = new HashSet<>(names(gnu));
    Set<String> others = names(ours);
    for (String name : others) {
      if (!differing.add(name)) {
        differing.remove(name);
      }
    }
    return moved.containsAll(differing);
  }

  private static Set<String> names(@Nullable String value) {
    return value == null ? Set.of() : Set.of(value.split(Entry.NAME_SEPARATOR, -1));
  }

  private static void addFacts(String path, Entry a, Entry b, List<Divergence> all) {
    SortedSet<String> keys = new TreeSet<>(a.facts().keySet());
    keys.addAll(b.facts().keySet());
    for (String key : keys) {
      if (!isAlike(key, a.get(key), b.get(key))) {
        all.add(new Divergence(path, key, a.get(key), b.get(key)));
      }
    }
  }

  private static boolean isAlike(String key, @Nullable String a, @Nullable String b) {
    return Objects.equals(a, b)
        || (key.equals(Entry.BLOCKS)
            && a != null
            && b != null
            && Math.abs(Long.parseLong(a) - Long.parseLong(b)) <= SLACK_BLOCKS);
  }

  boolean isOf(String fact) {
    return key.equals(fact);
  }

  @Override
  public String toString() {
    return text("GNU", "MoveFile");
  }

  /** In words, with names for the two worlds. */
  String text(String first, String second) {
    return Latin.shown(path)
        + " "
        + Latin.shown(key)
        + ": "
        + first
        + " "
        + shown(gnu)
        + ", "
        + second
        + " "
        + shown(ours);
  }

  private static String shown(@Nullable String value) {
    return value == null ? "none" : Latin.shown(value);
  }
}
