// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Json;
import io.github.movefile.cli.shared.MoveJson;
import io.github.movefile.cli.shared.MoveMessages;
import io.github.movefile.cli.shared.Sizes;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.merge.MergePlan;
import io.github.movefile.merge.PlannedAction;
import io.github.movefile.merge.SpaceNeed;
import io.github.movefile.merge.UnsafeLink;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sums of a plan, for people and for programs. */
final class PlanSums {
  private final MergePlan plan;

  PlanSums(MergePlan plan) {
    this.plan = plan;
  }

  void print(Terminal terminal) {
    terminal.print(summary());
    for (SpaceNeed need : plan.space()) {
      if (need.inodes() > 0) {
        terminal.print(space(need));
      }
    }
    for (UnsafeLink link : plan.unsafeLinks()) {
      terminal.complain("warning: " + unsafe(link));
    }
    plan.refusal()
        .ifPresent(e -> terminal.complain("would fail: " + MoveMessages.failed("merge", e)));
  }

  private String summary() {
    StringBuilder text = new StringBuilder("would merge ");
    text.append(Sizes.count(plan.entries(), "entry", "entries"));
    String separator = " (";
    for (PlannedAction action : PlannedAction.values()) {
      if (plan.count(action) > 0) {
        text.append(separator).append(plan.count(action)).append(' ').append(word(action));
        separator = ", ";
      }
    }
    text.append(plan.entries() > 0 ? "), " : ", ");
    text.append(Sizes.of(plan.bytes()));
    text.append("; to copy: ").append(Sizes.count(plan.filesToCopy(), "file", "files"));
    return text.append(", ").append(Sizes.of(plan.bytesToCopy())).toString();
  }

  private static String word(PlannedAction action) {
    return Json.word(action).replace('_', ' ');
  }

  private static String space(SpaceNeed need) {
    return "needs "
        + Sizes.of(need.bytes())
        + (need.bytesFree() == Long.MAX_VALUE ? "" : " of " + Sizes.of(need.bytesFree()) + " free")
        + " on the file system of "
        + shown(need.directory())
        + ", with temporary files, and "
        + Sizes.count(need.inodes(), "inode", "inodes")
        + (need.fits() ? "" : ": NOT ENOUGH")
        + (need.bytesFreed() > 0 ? "; then frees " + Sizes.of(need.bytesFreed()) : "");
  }

  private static String shown(RawPath directory) {
    return directory.length() == 0 ? "the root" : directory.quoted();
  }

  private static String unsafe(UnsafeLink link) {
    String what = link.path().quoted() + " -> " + link.text().quoted();
    return switch (link.danger()) {
      case ABOVE_ROOT -> what + " leads above the root";
      case INTO_IMAGE -> what + " leads into the image; see --rewrite-symlinks-from";
    };
  }

  Map<String, Object> json() {
    Map<String, Object> members = new LinkedHashMap<>();
    Map<String, Object> actions = new LinkedHashMap<>();
    for (PlannedAction action : PlannedAction.values()) {
      if (plan.count(action) > 0) {
        actions.put(Json.word(action), plan.count(action));
      }
    }
    members.put("actions", actions);
    members.put("bytes", plan.bytes());
    members.put("files_to_copy", plan.filesToCopy());
    members.put("bytes_to_copy", plan.bytesToCopy());
    List<Object> space = new ArrayList<>();
    plan.space().forEach(need -> space.add(json(need)));
    members.put("space", space);
    List<Object> links = new ArrayList<>();
    plan.unsafeLinks().forEach(link -> links.add(json(link)));
    members.put("unsafe_links", links);
    plan.refusal().ifPresent(e -> members.put("refusal", MoveJson.failed(e)));
    return members;
  }

  private static Map<String, Object> json(SpaceNeed need) {
    Map<String, Object> members = new LinkedHashMap<>();
    Json.putName(members, "directory", need.directory());
    members.put("bytes", need.bytes());
    members.put("inodes", need.inodes());
    members.put("bytes_freed", need.bytesFreed());
    if (need.bytesFree() != Long.MAX_VALUE) {
      members.put("bytes_free", need.bytesFree());
    }
    if (need.inodesFree() != Long.MAX_VALUE) {
      members.put("inodes_free", need.inodesFree());
    }
    members.put("fits", need.fits());
    return members;
  }

  private static Map<String, Object> json(UnsafeLink link) {
    Map<String, Object> members = new LinkedHashMap<>();
    Json.putName(members, "path", link.path());
    Json.putName(members, "text", link.text());
    members.put("danger", Json.word(link.danger()));
    return members;
  }
}
