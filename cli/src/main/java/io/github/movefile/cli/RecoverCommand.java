// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Command;
import io.github.movefile.cli.shared.CommandSyntax;
import io.github.movefile.cli.shared.Json;
import io.github.movefile.cli.shared.MoveJson;
import io.github.movefile.cli.shared.Option;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.merge.RecoveryReport;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code movefile recover}. */
final class RecoverCommand implements Command {
  @Override
  public CommandSyntax syntax() {
    return new CommandSyntax(
        "recover",
        List.of("[--] ROOT"),
        "Complete or take back a transaction in the directory ROOT that was cut off",
        List.of(
            Option.flag("q", "quiet", "no messages but errors"),
            Option.flag("", "json", "print one JSON object, and no messages"),
            Option.flag("h", "help", "show this text")),
        List.of(
            "After 'movefile merge --transaction IMAGE ROOT' was killed, or the machine has lost"
                + " its power: if all new files were there the merge is completed, and what is"
                + " left of IMAGE goes; else ROOT becomes exactly what it was. Until then ROOT"
                + " takes no further merge. What is cut off again is recovered again.",
            "JSON: outcome (nothing_to_do, rolled_back, completed), image, kept (files of the image"
                + " that were changed meanwhile, may not be removed, or are not in the root, since"
                + " their directory there is gone or another one, or others have changed them),"
                + " image_not_found (whether there is no image at its path any more, or another"
                + " directory, from which nothing was removed); or"
                + " source, failure, step, call, errno, state, message.",
            "Exit status: 0 there is nothing to recover any more; 1 it could not be recovered; 2"
                + " wrong usage."));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws UsageException {
    RawPath root = arguments.operands("root").get(0);
    try {
      RecoveryReport report = TreeMerge.create().recover(root);
      if (arguments.has("json")) {
        terminal.printJson(Json.text(json(report)));
      } else if (!arguments.has("quiet")) {
        terminal.print(text(root, report));
        if (report.imageNotFound()) {
          terminal.complain(
              "warning: "
                  + report.image().map(RawPath::quoted).orElse("the image")
                  + ": the image was not found there, and nothing was removed from it; its files"
                  + " and those of "
                  + root.quoted()
                  + " may be one: a change to one is in both");
        }
        for (RawPath kept : report.kept()) {
          terminal.complain(
              "warning: "
                  + kept.quoted()
                  + ": left in the image: changed meanwhile, not to be removed, or not in the root,"
                  + " where its directory is gone or another one, or others have changed it");
        }
      }
      return DONE;
    } catch (MoveException e) {
      if (arguments.has("json")) {
        terminal.printJson(Json.text(MoveJson.failed(e)));
      } else {
        terminal.complain("cannot recover " + root.quoted() + ": " + e.getReason());
      }
      return FAILED;
    }
  }

  private static String text(RawPath root, RecoveryReport report) {
    String image = report.image().map(RawPath::quoted).orElse("an image");
    return switch (report.outcome()) {
      case NOTHING_TO_DO -> root.quoted() + ": nothing to recover";
      case ROLLED_BACK -> root.quoted() + ": the merge of " + image + " was taken back";
      case COMPLETED -> root.quoted() + ": the merge of " + image + " was completed";
    };
  }

  private static Map<String, Object> json(RecoveryReport report) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("outcome", Json.word(report.outcome()));
    report.image().ifPresent(image -> Json.putName(members, "image", image));
    List<Object> kept = new ArrayList<>();
    for (RawPath path : report.kept()) {
      Map<String, Object> one = new LinkedHashMap<>();
      Json.putName(one, "path", path);
      kept.add(one);
    }
    members.put("kept", kept);
    members.put("image_not_found", report.imageNotFound());
    return members;
  }
}
