// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Command;
import io.github.movefile.cli.shared.CommandSyntax;
import io.github.movefile.cli.shared.Option;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.merge.ImageDisposal;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.List;

/** {@code movefile merge}. */
final class MergeCommand implements Command {
  @Override
  public CommandSyntax syntax() {
    List<Option> options = new ArrayList<>();
    options.add(Option.flag("", "keep", "keep the image; default: what is merged is gone from it"));
    options.add(Option.flag("v", "verbose", "say of each entry what was done, and how"));
    options.add(Option.flag("q", "quiet", "no warnings, no summary and no progress bar"));
    options.add(Option.flag("", "json", "print one JSON object at the end, and no messages"));
    options.addAll(MoveSettings.OF_FILES);
    options.add(Option.flag("h", "help", "show this text"));
    return new CommandSyntax(
        "merge",
        List.of("[--] IMAGE ROOT"),
        "Merge the contents of the directory IMAGE into the directory ROOT",
        options,
        List.of(
            "Each file is moved as by 'movefile move'. A directory that ROOT lacks is made with all"
                + " that belongs to it; one that is there keeps its own. Hard links within IMAGE"
                + " stay hard links.",
            "A file over a directory, and a directory over anything but a directory, is refused."
                + " The first failure ends the merge: what was merged stays, complete, and the rest"
                + " is still in IMAGE, so that the same command goes on where it ended.",
            "JSON: image, root, files, methods (files by method), directories_new,"
                + " directories_existing, bytes, copied (bytes by method), seconds, warnings; or"
                + " source, target, failure, step, call, errno, state, message, and merged (files"
                + " in place). A name that isn't UTF-8 has its bytes, in base64, in a member"
                + " NAME_bytes.",
            "Exit status: 0 done, perhaps with warnings; 1 the merge has ended early; 2 wrong"
                + " usage."));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws UsageException {
    List<RawPath> operands = arguments.operands("image", "root");
    MergeReporter reporter =
        new MergeReporter(operands.get(0), operands.get(1), arguments, terminal);
    try (CopyBar bar = CopyBar.of(arguments, terminal)) {
      MergeOptions options =
          MergeOptions.builder()
              .move(MoveSettings.of(arguments, bar.progress()))
              .disposal(arguments.has("keep") ? ImageDisposal.KEEP : ImageDisposal.CONSUME)
              .listener(reporter)
              .build();
      long start = System.nanoTime();
      MergeReport report = TreeMerge.create().merge(operands.get(0), operands.get(1), options);
      reporter.done(report, System.nanoTime() - start);
      return DONE;
    } catch (MoveException e) {
      reporter.failed(e);
      return FAILED;
    }
  }
}
