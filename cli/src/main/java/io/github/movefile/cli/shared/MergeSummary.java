// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.PlannedAction;
import io.github.movefile.move.MoveMethod;

/** A merge in one line. */
public final class MergeSummary {
  private MergeSummary() {}

  /**
   * What was done, how, and how fast.
   *
   * @param report of a merge
   * @param nanos how long it took, in ns
   * @return one line
   */
  public static String of(MergeReport report, long nanos) {
    StringBuilder text = new StringBuilder("merged ");
    text.append(Sizes.count(report.fileCount(), "file", "files"));
    String separator = " (";
    for (MoveMethod method : MoveMethod.values()) {
      long count = report.files().getOrDefault(method, 0L);
      if (count > 0) {
        text.append(separator).append(plural(method, count));
        separator = ", ";
      }
    }
    text.append(report.fileCount() > 0 ? "), " : ", ");
    append(text, report.count(PlannedAction.LEAVE), "left as they are");
    append(
        text,
        report.count(PlannedAction.PROTECT) + report.count(PlannedAction.LEAVE_PENDING),
        "pending beside protected ones");
    append(text, report.count(PlannedAction.BACK_UP), "in place of a backup");
    append(text, report.count(PlannedAction.SKIP), "skipped");
    long directories = report.newDirectories() + report.existingDirectories();
    text.append(Sizes.count(directories, "directory", "directories"));
    text.append(" (").append(report.newDirectories()).append(" new), ");
    long shared = report.copied().getOrDefault(CopyMethod.REFLINK, 0L);
    long copied = -shared;
    for (long bytes : report.copied().values()) {
      copied += bytes;
    }
    text.append(shared > 0 ? Sizes.of(shared) + " shared, " : "");
    text.append(copied > 0 ? Sizes.of(copied) + " copied " : "");
    text.append("in ").append(Sizes.pace(copied, nanos));
    if (!report.warnings().isEmpty()) {
      text.append(", ").append(Sizes.count(report.warnings().size(), "warning", "warnings"));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(count).append(' ').append(what).append(", ");
    }
  }

  private static String plural(MoveMethod method, long count) {
    return switch (method) {
      case RENAMED -> count + " renamed";
      case HARD_LINKED -> count + " linked";
      case COPIED -> count + " copied";
      case SYMLINK_RECREATED -> Sizes.count(count, "link", "links") + " recreated";
      case NODE_RECREATED -> Sizes.count(count, "node", "nodes") + " recreated";
    };
  }
}
