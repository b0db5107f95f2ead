// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Command;
import io.github.movefile.cli.shared.CommandSyntax;
import io.github.movefile.cli.shared.Option;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.filecopy.Cancellation;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code movefile move} and {@code movefile copy}. */
final class MoveCommand implements Command {
  private static final String TARGET_DIRECTORY = "target-directory";

  private final Verb verb;

  MoveCommand(Verb verb) {
    this.verb = verb;
  }

  @Override
  public CommandSyntax syntax() {
    List<Option> options = new ArrayList<>();
    options.add(
        new Option(
            "t", TARGET_DIRECTORY, "DIR", List.of(), verb.word() + " every SOURCE into DIR"));
    options.add(Option.flag("v", "verbose", "say what was done, and how"));
    options.add(
        Option.flag("n", "dry-run", "say what would probably be done, by looking; change nothing"));
    options.add(Option.flag("q", "quiet", "no warnings and no progress bar"));
    options.add(
        Option.flag(
            "", "json", "print one JSON object a file to standard output, and no messages"));
    options.addAll(MoveSettings.OF_A_FILE);
    options.addAll(MoveSettings.ofFiles());
    options.add(Option.flag("h", "help", "show this text"));
    return new CommandSyntax(
        verb.word(),
        List.of("[--] SOURCE TARGET", "-t DIR [--] SOURCE..."),
        summary(),
        options,
        MoveNotes.of(verb));
  }

  private String summary() {
    return verb == Verb.MOVE
        ? "Move a file: by renaming it, or else by a complete copy that replaces the target at once"
        : "Copy a file with all that belongs to it, replacing the target at once";
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws UsageException {
    MoveReporter reporter = MoveReporter.of(verb, arguments, terminal);
    try (Interruption interruption = Interruption.begin();
        CopyBar bar = CopyBar.of(arguments, terminal)) {
      MoveOptions options = cancelled(MoveSettings.of(arguments, bar.progress()), interruption);
      List<FilePair> files =
          arguments.has(TARGET_DIRECTORY) ? intoDirectory(arguments, terminal) : one(arguments);
      int status = files.isEmpty() ? FAILED : DONE;
      Set<RawPath> made = new HashSet<>();
      LinkedSources linked = new LinkedSources(Syscalls.system().paths());
      for (int i = 0; i < files.size(); i++) {
        if (interruption.isCancelled()) {
          reporter.cancelled(files.subList(i, files.size()));
          return FAILED;
        }
        FilePair file = files.get(i);
        if (made.contains(file.target())) {
          reporter.failed(overJustMade(file));
          status = FAILED;
        } else {
          boolean isAlone = files.size() == 1;
          MoveOptions own = isAlone ? options : linked.optionsFor(file.source(), options);
          if (!one(arguments, file, own, reporter, made)) {
            status = FAILED;
          } else if (!isAlone && !arguments.has("dry-run")) {
            linked.came(file.target());
          }
        }
      }
      return status;
    }
  }

  private static MoveOptions cancelled(MoveOptions options, Cancellation by) {
    return options.toBuilder().copy(options.copy().toBuilder().cancellation(by).build()).build();
  }

  private static List<FilePair> one(Arguments arguments) throws UsageException {
    List<RawPath> operands = arguments.operands("source", "target");
    return List.of(new FilePair(operands.get(0), operands.get(1)));
  }

  /** What goes into the directory; empty, and said, if it is none. */
  private static List<FilePair> intoDirectory(Arguments arguments, Terminal terminal)
      throws UsageException {
    List<RawPath> directories = arguments.paths(TARGET_DIRECTORY);
    if (directories.size() > 1) {
      throw new UsageException("more than one target directory");
    }
    if (arguments.operands().isEmpty()) {
      throw new UsageException("missing source operand");
    }
    RawPath directory = directories.get(0);
    try {
      requireDirectory(directory);
    } catch (ErrnoException e) {
      terminal.complain("target directory " + directory.quoted() + ": " + e.getMessage());
      return List.of();
    }
    List<FilePair> files = new ArrayList<>();
    for (RawPath source : arguments.operands()) {
      files.add(new FilePair(source, directory.resolve(source.fileName())));
    }
    return files;
  }

  private static void requireDirectory(RawPath directory) throws ErrnoException {
    if (!Syscalls.system().paths().statx(Fd.CWD, directory, AtFlags.NONE).isDirectory()) {
      throw new ErrnoException("statx", Errno.ENOTDIR);
    }
  }

  /** As mv(1) and cp(1) do: else the first of two sources of one name would be lost. */
  private static MoveException overJustMade(FilePair file) {
    return new MoveException(
        file.source(),
        file.target(),
        MoveFailure.SAME_TARGET,
        MoveStep.LOOK,
        MoveState.UNCHANGED,
        "another source of this command has just come there",
        null);
  }

  /** Whether it is done; a target that is new is noted, also if what came after it failed. */
  private boolean one(
      Arguments arguments,
      FilePair file,
      MoveOptions options,
      MoveReporter reporter,
      Set<RawPath> made) {
    RawPath source = file.source();
    RawPath target = file.target();
    try {
      if (arguments.has("dry-run")) {
        reporter.expected(
            source, target, new DryRun(Syscalls.system(), verb, options).look(source, target));
      } else {
        reporter.done(source, target, verb.run(MoveFile.create(), source, target, options));
      }
      made.add(target);
      return true;
    } catch (MoveException e) {
      reporter.failed(e);
      if (e.state() == MoveState.SOURCE_LEFT || e.state() == MoveState.MOVED) {
        made.add(target);
      }
      return false;
    }
  }
}
