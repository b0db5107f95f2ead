// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Json;
import io.github.movefile.merge.ExpectedMethod;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.syscalls.FileType;
import java.util.LinkedHashMap;
import java.util.Map;

/** One entry of a plan, for people and for programs. */
final class PlanLine {
  private PlanLine() {}

  /** Such as {@code replace 'etc/motd' (differs; copy, 5 bytes)}. */
  static String of(PlannedEntry entry) {
    StringBuilder text = new StringBuilder(80);
    text.append(action(entry)).append(' ').append(entry.path().quoted());
    if (!entry.target().equals(entry.path())) {
      text.append(" as ").append(entry.target().quoted());
    }
    text.append(" (").append(reason(entry));
    if (entry.method() != ExpectedMethod.NONE) {
      text.append("; ").append(method(entry.method()));
    }
    if (entry.bytes() > 0) {
      text.append(", ").append(entry.bytes()).append(entry.bytes() == 1 ? " byte" : " bytes");
    }
    return text.append(')').toString();
  }

  private static String action(PlannedEntry entry) {
    return switch (entry.action()) {
      case MAKE_DIRECTORY -> "make directory";
      case ENTER_DIRECTORY -> "enter directory";
      case UPDATE_DIRECTORY -> "update directory";
      case FOLLOW_LINK -> "enter through link";
      case PLACE -> "place";
      case REPLACE -> "replace";
      case LEAVE -> "leave";
      case PROTECT -> "protect";
      case LEAVE_PENDING -> "leave pending";
      case BACK_UP -> "back up and replace";
      case SKIP -> "skip";
      case REFUSE -> "REFUSE";
    };
  }

  private static String reason(PlannedEntry entry) {
    return switch (entry.reason()) {
      case NAME_IS_FREE -> "new";
      case DIRECTORY_IS_THERE -> "is there";
      case LINK_TO_DIRECTORY -> "a link to a directory is there";
      case DIFFERS -> "differs";
      case NOT_COMPARED -> "not compared";
      case SAME -> "same";
      case SAME_BUT_TIME -> "same but for the time";
      case PROTECTED -> "belongs to the admin";
      case REMOVED_BY_ADMIN -> "was removed by the admin";
      case COLLISION -> "a directory meets something else";
      case LINK_LEADS_NOWHERE -> "a link that leads to no directory inside the root is there";
      case IS_THE_IMAGE ->
          entry.type() == FileType.DIRECTORY
              ? "is the image's own directory"
              : "is the image's own directory, or one that the image is in";
    };
  }

  private static String method(ExpectedMethod method) {
    return switch (method) {
      case RENAME -> "rename";
      case COPY -> "copy";
      case RECREATE -> "recreate";
      case COPY_OR_LINK -> "copy or link";
      case NONE -> "";
    };
  }

  /** The members of one entry. */
  static Map<String, Object> json(PlannedEntry entry) {
    Map<String, Object> members = new LinkedHashMap<>();
    Json.putName(members, "path", entry.path());
    if (!entry.target().equals(entry.path())) {
      Json.putName(members, "target", entry.target());
    }
    members.put("type", Json.word(entry.type()));
    members.put("action", Json.word(entry.action()));
    members.put("reason", Json.word(entry.reason()));
    members.put("method", Json.word(entry.method()));
    members.put("bytes", entry.bytes());
    return members;
  }
}
