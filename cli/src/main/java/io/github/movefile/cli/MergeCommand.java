// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Command;
import io.github.movefile.cli.shared.CommandSyntax;
import io.github.movefile.cli.shared.Option;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.PlanListener;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code movefile merge}. */
final class MergeCommand implements Command {
  private final Supplier<TreeMerge> merger;

  MergeCommand() {
    this(TreeMerge::create);
  }

  /** One that merges in some other way, such as over wrapped system calls. */
  MergeCommand(Supplier<TreeMerge> merger) {
    this.merger = merger;
  }

  @Override
  public CommandSyntax syntax() {
    List<Option> options = new ArrayList<>();
    options.add(
        Option.flag("n", "dry-run", "change nothing and tell what would be done, as 'plan' does"));
    options.add(Option.flag("v", "verbose", "say of each entry what was done, and how"));
    options.add(Option.flag("q", "quiet", "no warnings, no summary and no progress bar"));
    options.add(Option.flag("", "json", "print one JSON object at the end, and no messages"));
    options.addAll(ManifestFiles.OPTIONS);
    options.addAll(MergeSettings.all());
    options.add(Option.flag("h", "help", "show this text"));
    return new CommandSyntax(
        "merge",
        List.of("[--] IMAGE ROOT"),
        "Merge the contents of the directory IMAGE into the directory ROOT",
        options,
        List.of(
            "Each file is moved as by 'movefile move'. A directory that ROOT lacks is made with all"
                + " that belongs to it; one that is there keeps its own. Hard links within IMAGE"
                + " stay hard links. Nothing outside of ROOT is touched, whatever links are in it.",
            "Symbolic links that lead through other directories come last, and before them what"
                + " goes through links of ROOT. With -v each entry is told as 'movefile plan' tells"
                + " it.",
            "The first failure ends the merge: what was merged stays, complete, and the rest is"
                + " still in IMAGE, so that the same command goes on where it ended. So do Ctrl-C"
                + " and SIGTERM, between two files. With --transaction all of it is taken back.",
            "A new directory whose metadata can't be set whole gets what can be, and the failure"
                + " names it: the same command would keep it as it is, so then, too, repeat the"
                + " merge with --existing-directories=update.",
            "A kill (with --durability=fsync a power cut, too) leaves each file whole, perhaps in"
                + " both trees; temporary files .mvf-*; and, where files are copied, perhaps new"
                + " directories with mode 0700 and the user as their owner, since a directory gets"
                + " its metadata when all below it is done: then repeat the merge with"
                + " --existing-directories=update. What a --transaction leaves is for 'movefile"
                + " recover ROOT'.",
            "JSON: image, root, files, methods (files by method), actions (entries by action),"
                + " directories_new, directories_existing, bytes (of files merged one by one), copied (bytes by method), seconds, warnings; or"
                + " source, target, failure, step, call, errno, state, message, and merged (files"
                + " in place), and, if files of IMAGE could not be removed in the end, warnings,"
                + " one of each. A name that isn't UTF-8 has its bytes, in base64, in a member"
                + " NAME_bytes. With -n it is that of 'movefile plan'. Told as text on standard"
                + " error are wrong usage and a manifest that can't be opened, alone, and a"
                + " manifest that can't be written, or has no form for a name, behind the object"
                + " of a merge that is done.",
            "With --transaction and --fail-on-loss a merge fails, too, when all is in place and"
                + " something of IMAGE can't be removed: the manifest is written then, and nothing is"
                + " to be recovered.",
            "Exit status: 0 done, perhaps with warnings; 1 the merge has ended early, or could not"
                + " remove all of IMAGE, or a manifest lacks something; 2 wrong usage; 130 after Ctrl-C, 143 after SIGTERM."));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws UsageException {
    List<RawPath> operands = arguments.operands("image", "root");
    RawPath image = operands.get(0);
    RawPath root = operands.get(1);
    MergeOptions.Builder options = MergeSettings.of(arguments, Optional.empty());
    if (arguments.has("dry-run")) {
      return PlanCommand.run(image, root, options.build(), arguments, terminal);
    }
    ManifestFiles.requireApart(arguments, image, root);
    try {
      ManifestFiles manifests = ManifestFiles.of(arguments);
      int status = run(image, root, options, manifests, arguments, terminal);
      for (String untold : manifests.untold()) {
        terminal.complain(untold);
      }
      return manifests.untold().isEmpty() ? status : FAILED;
    } catch (IOException e) {
      terminal.complain("cannot write the manifest " + e.getMessage());
      return FAILED;
    }
  }

  private int run(
      RawPath image,
      RawPath root,
      MergeOptions.Builder options,
      ManifestFiles manifests,
      Arguments arguments,
      Terminal terminal)
      throws IOException {
    try (Interruption interruption = Interruption.begin();
        manifests;
        MergeBar bar = bar(image, root, options.build(), arguments, terminal)) {
      MergeReporter reporter = new MergeReporter(image, root, manifests, arguments, terminal);
      reporter.show(bar);
      options.cancellation(interruption).listener(reporter).digests(manifests.digests());
      int status = run(image, root, options.build(), reporter);
      if (reporter.isComplete()) {
        manifests.publish();
      }
      return status;
    }
  }

  private int run(RawPath image, RawPath root, MergeOptions options, MergeReporter reporter) {
    try {
      long start = System.nanoTime();
      MergeReport report = merger.get().merge(image, root, options);
      reporter.done(report, System.nanoTime() - start);
      return DONE;
    } catch (MoveException e) {
      reporter.failed(e);
      return FAILED;
    }
  }

  /** A bar has to know what there is to do; a plan is made for it only where somebody looks. */
  private static MergeBar bar(
      RawPath image, RawPath root, MergeOptions options, Arguments arguments, Terminal terminal) {
    if (arguments.has("quiet") || arguments.has("json")) {
      return MergeBar.NONE;
    }
    if (!terminal.isAttended()) {
      return MergeBar.lines(terminal);
    }
    try {
      return MergeBar.bar(TreeMerge.create().plan(image, root, options, PlanListener.NONE));
    } catch (MoveException e) {
      return MergeBar.NONE; // the merge will say it
    }
  }
}
