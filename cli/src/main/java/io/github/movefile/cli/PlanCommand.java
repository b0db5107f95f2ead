// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Command;
import io.github.movefile.cli.shared.CommandSyntax;
import io.github.movefile.cli.shared.Json;
import io.github.movefile.cli.shared.MoveMessages;
import io.github.movefile.cli.shared.Option;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergePlan;
import io.github.movefile.merge.PlanListener;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code movefile plan}: what a merge would do. */
final class PlanCommand implements Command {
  @Override
  public CommandSyntax syntax() {
    List<Option> options = new ArrayList<>();
    options.add(Option.flag("q", "quiet", "only the sums"));
    options.add(Option.flag("", "json", "print one JSON object a line"));
    options.addAll(MergeSettings.all());
    options.add(Option.flag("h", "help", "show this text"));
    return new CommandSyntax(
        "plan",
        List.of("[--] IMAGE ROOT"),
        "Tell what 'movefile merge' with the same options would do, and change nothing",
        options,
        List.of(
            "Each entry of IMAGE is told with what would be done, why, and how it is expected to"
                + " get to its place. Then follow the sums, what is needed of each file system"
                + " against what is free, and symbolic links that lead above ROOT or into IMAGE.",
            "JSON: a line each entry: path, target (if it is another), type, action, reason,"
                + " method, bytes; then one line with actions (entries by action), bytes,"
                + " files_to_copy, bytes_to_copy, space, unsafe_links, and refusal if the merge"
                + " would fail. Told as text on standard error alone are wrong usage and what can't"
                + " be read.",
            "Exit status: 0 the merge is expected to succeed, as far as types, names and space"
                + " tell: permissions, inode flags (chattr; but those of IMAGE's directories, with"
                + " --transaction and --fail-on-loss), what else can't be kept, owners that no"
                + " range of --map-uid or --map-gid holds, and locks of other merges aren't looked"
                + " at; 1 it would fail, for an entry or for want of space, or something can't be"
                + " read; 2 wrong usage."));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws UsageException {
    List<RawPath> operands = arguments.operands("image", "root");
    MergeOptions options = MergeSettings.of(arguments, Optional.empty()).build();
    return run(operands.get(0), operands.get(1), options, arguments, terminal);
  }

  /** Also for {@code movefile merge --dry-run}. */
  static int run(
      RawPath image, RawPath root, MergeOptions options, Arguments arguments, Terminal terminal) {
    try {
      MergePlan plan = TreeMerge.create().plan(image, root, options, listener(arguments, terminal));
      PlanSums sums = new PlanSums(plan);
      if (arguments.has("json")) {
        terminal.printJson(Json.text(sums.json()));
      } else {
        sums.print(terminal);
      }
      return plan.refusal().isEmpty() && plan.fits() ? DONE : FAILED;
    } catch (MoveException e) {
      terminal.complain(MoveMessages.failed("plan the merge of", e));
      return FAILED;
    }
  }

  private static PlanListener listener(Arguments arguments, Terminal terminal) {
    if (arguments.has("json")) {
      return entry -> terminal.printJson(Json.text(PlanLine.json(entry)));
    }
    return arguments.has("quiet") ? PlanListener.NONE : entry -> terminal.print(PlanLine.of(entry));
  }
}
