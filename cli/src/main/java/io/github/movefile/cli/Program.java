// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.batch.BatchCommand;
import io.github.movefile.cli.demo.DemoCommand;
import io.github.movefile.cli.doctor.DoctorCommand;
import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Command;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.syscalls.NativeAbsentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the command and runs it. Only the classes of that command are loaded. */
final class Program {
  private static final List<String> COMMANDS =
      List.of("move", "copy", "merge", "plan", "recover", "verify", "batch", "doctor", "demo");

  /** What the help of the program tells of. */
  private static final Set<String> OF_THE_PROGRAM =
      Set.of("help", "--help", "-h", "--version", "-V", "generate-completion");

  private Program() {}

  /**
   * Runs a command.
   *
   * @param words byte strings: the command and what it takes
   * @param terminal where to print
   * @return the exit code
   */
  static int run(List<String> words, Terminal terminal) {
    int status;
    try {
      status = dispatch(words, terminal);
    } catch (NativeAbsentException e) {
      terminal.complain("no system calls can be made: " + e.getMessage());
      status = Command.FAILED;
    }
    Optional<IOException> unwritten = terminal.finish();
    if (unwritten.isPresent()) {
      terminal.complain("write error on standard output: " + unwritten.get().getMessage());
      status = Math.max(status, Command.FAILED);
    }
    return status;
  }

  private static int dispatch(List<String> words, Terminal terminal) {
    String name = words.isEmpty() ? "" : words.get(0);
    Command command = find(name);
    if (command != null) {
      return run(command, words.subList(1, words.size()), terminal);
    }
    return switch (name) {
      case "help", "--help", "-h" -> help(words.subList(1, words.size()), terminal);
      case "--version", "-V" -> {
        terminal.print("movefile " + Help.version());
        yield Command.DONE;
      }
      case "generate-completion" -> {
        Help.all(commands()).printCompletion(terminal);
        yield Command.DONE;
      }
      case "" -> wrongUsage("missing command", Help.USAGE, "movefile", terminal);
      default -> noCommand(name, terminal);
    };
  }

  private static int run(Command command, List<String> words, Terminal terminal) {
    try {
      Arguments arguments = Arguments.parse(command.syntax(), words);
      if (arguments.has("help")) {
        Help.of(command).print(terminal);
        return Command.DONE;
      }
      return command.run(arguments, terminal);
    } catch (UsageException e) {
      return wrongUsage(
          e.text(), command.syntax().usage(), command.syntax().invocation(), terminal);
    }
  }

  private static int help(List<String> topic, Terminal terminal) {
    String name = topic.isEmpty() ? "help" : topic.get(0);
    Command command = find(name);
    if (command != null) {
      Help.of(command).print(terminal);
    } else if (OF_THE_PROGRAM.contains(name)) {
      Help.all(commands()).print(terminal);
    } else {
      return noCommand(name, terminal);
    }
    return Command.DONE;
  }

  private static int noCommand(String name, Terminal terminal) {
    return wrongUsage(
        "there is no command '" + Help.printable(name) + "'", Help.USAGE, "movefile", terminal);
  }

  private static int wrongUsage(String what, String usage, String invocation, Terminal terminal) {
    terminal.complain(what);
    terminal.explain(usage);
    terminal.explain("Try '" + invocation + " --help' for more information.");
    return Command.WRONG_USAGE;
  }

  private static @Nullable Command find(String name) {
    return switch (name) {
      case "move" -> new MoveCommand(Verb.MOVE);
      case "copy" -> new MoveCommand(Verb.COPY);
      case "merge" -> new MergeCommand();
      case "plan" -> new PlanCommand();
      case "recover" -> new RecoverCommand();
      case "verify" -> new VerifyCommand();
      case "batch" -> new BatchCommand();
      case "doctor" -> new DoctorCommand();
      case "demo" -> new DemoCommand();
      default -> null;
    };
  }

  private static List<Command> commands() {
    List<Command> commands = new ArrayList<>();
    for (String name : COMMANDS) {
      Command command = find(name);
      if (command != null) {
        commands.add(command);
      }
    }
    return commands;
  }
}
