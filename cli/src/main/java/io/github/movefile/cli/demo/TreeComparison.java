// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.demo;

import io.github.movefile.merge.MergeWarning;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is different between two records.
 *
 * @param entries how many were compared
 * @param attributes how many were compared
 * @param announced differences that a warning told of
 * @param silent differences of which nobody said a word
 */
record TreeComparison(int entries, int attributes, List<String> announced, List<String> silent) {

  /**
   * Compares.
   *
   * @param before the source, before the merge
   * @param after the target, after it
   * @param image where absolute links of the source point into
   * @param warnings what the merge said
   */
  static TreeComparison of(
      TreeFacts before, TreeFacts after, RawPath image, List<MergeWarning> warnings) {
    Run run = new Run(image, warnings);
    before.entries().forEach((path, facts) -> run.entry(path, facts, after.entries().get(path)));
    for (RawPath path : after.entries().keySet()) {
      if (!before.entries().containsKey(path)) {
        run.silent.add(path.quoted() + " is new");
      }
    }
    return new TreeComparison(
        before.entries().size(),
        run.attributes,
        List.copyOf(run.announced),
        List.copyOf(run.silent));
  }

  private static final class Run {
    private final RawPath image;
    private final List<MergeWarning> warnings;
    private final List<String> announced = new ArrayList<>();
    private final List<String> silent = new ArrayList<>();
    private int attributes;

    Run(RawPath image, List<MergeWarning> warnings) {
      this.image = image;
      this.warnings = warnings;
    }

    void entry(
        RawPath path,
        Map<String, String> before,
        @org.jspecify.annotations.Nullable Map<String, String> after) {
      if (after == null) {
        silent.add(path.quoted() + " is missing");
        return;
      }
      Set<String> all = new TreeSet<>(before.keySet());
      all.addAll(after.keySet());
      for (String attribute : all) {
        attributes++;
        String wanted = wanted(attribute, before.get(attribute));
        if (!Objects.equals(wanted, after.get(attribute))) {
          List<String> list = isAnnounced(path, attribute) ? announced : silent;
          list.add(
              path.quoted() + ": " + attribute + ": " + wanted + " became " + after.get(attribute));
        }
      }
    }

    private @org.jspecify.annotations.Nullable String wanted(
        String attribute, @org.jspecify.annotations.Nullable String before) {
      String prefix = "'" + image + "/";
      return attribute.equals(TreeFacts.LINK_TEXT) && before != null && before.startsWith(prefix)
          ? "'/" + before.substring(prefix.length())
          : before;
    }

    private boolean isAnnounced(RawPath path, String attribute) {
      Optional<Loss> loss = lossOf(attribute);
      return loss.isPresent()
          && warnings.stream()
              .anyMatch(w -> w.path().equals(path) && w.warning().loss() == loss.get());
    }

    private static Optional<Loss> lossOf(String attribute) {
      return switch (attribute) {
        case "owner", "group" -> Optional.of(Loss.OWNER);
        case "mode" -> Optional.of(Loss.MODE);
        case "mtime" -> Optional.of(Loss.TIMES);
        case "links" -> Optional.of(Loss.HARD_LINK);
        default -> attribute.startsWith("attribute ") ? Optional.of(Loss.XATTR) : Optional.empty();
      };
    }
  }
}
