// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Command;
import io.github.movefile.cli.shared.CommandSyntax;
import io.github.movefile.cli.shared.Option;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.syscalls.RawPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help and shell completion, made by picocli of what the commands say they take. */
final class Help {
  /** Of the program. */
  static final String USAGE = "Usage: movefile COMMAND [OPTION]... [OPERAND]...";

  private static final int WIDTH = 80;
  private static final int DELETE = 0x7f;
  private static final int LETTERS = 0x100;

  private final CommandLine commandLine;

  private Help(CommandSpec spec) {
    this.commandLine = new CommandLine(spec);
  }

  static Help of(Command command) {
    CommandSpec program = CommandSpec.create().name("movefile");
    CommandSpec spec = spec(command.syntax());
    program.addSubcommand(command.syntax().name(), spec);
    return new Help(spec);
  }

  static Help all(List<Command> commands) {
    CommandSpec program = CommandSpec.create().name("movefile");
    program
        .usageMessage()
        .width(WIDTH)
        .customSynopsis(USAGE.substring("Usage: ".length()))
        .description("%nMoves files and trees without losing what belongs to them.%n")
        .commandListHeading("%nCommands:%n")
        .footer("%n'movefile COMMAND --help' tells more of each.");
    program.addOption(flag("show this text", "-h", "--help"));
    program.addOption(flag("show the version", "-V", "--version"));
    for (Command command : commands) {
      program.addSubcommand(command.syntax().name(), spec(command.syntax()));
    }
    program.addSubcommand(
        "help", simple("[COMMAND]", "Show the help of the program or of a command"));
    program.addSubcommand(
        "generate-completion",
        simple("", "Print a script for bash: source <(movefile generate-completion)"));
    return new Help(program);
  }

  void print(Terminal terminal) {
    String text = asWritten(commandLine.getUsageMessage(Ansi.OFF));
    for (String line : text.stripTrailing().split("\n", -1)) {
      terminal.print(line.stripTrailing());
    }
  }

  void printCompletion(Terminal terminal) {
    terminal.print(AutoComplete.bash("movefile", commandLine).stripTrailing());
  }

  static String version() {
    String version = Help.class.getPackage().getImplementationVersion();
    return version == null ? "(unreleased)" : version;
  }

  /** A byte string or a text of the user, on one line. */
  static String printable(String word) {
    return RawPath.of(word.getBytes(StandardCharsets.ISO_8859_1)).toString();
  }

  private static CommandSpec spec(CommandSyntax syntax) {
    CommandSpec spec = CommandSpec.create();
    List<String> synopses = new ArrayList<>();
    for (String operands : syntax.operands()) {
      String indent = synopses.isEmpty() ? "" : " ".repeat("Usage: ".length());
      synopses.add(indent + syntax.invocation() + " [OPTION]... " + operands);
    }
    List<String> footer = new ArrayList<>();
    for (String note : syntax.notes()) {
      footer.add("");
      footer.add(escaped(note));
    }
    spec.usageMessage()
        .width(WIDTH)
        .customSynopsis(synopses.toArray(String[]::new))
        .description(escaped(syntax.summary() + "."))
        .optionListHeading("%n")
        .sortOptions(false)
        .footer(footer.toArray(String[]::new));
    syntax.options().forEach(option -> spec.addOption(spec(option)));
    return spec;
  }

  private static OptionSpec spec(Option option) {
    List<String> names = new ArrayList<>();
    if (!option.shortName().isEmpty()) {
      names.add("-" + option.shortName());
    }
    names.add("--" + option.longName());
    OptionSpec.Builder spec =
        OptionSpec.builder(names.get(0), names.subList(1, names.size()).toArray(String[]::new))
            .description(escaped(option.description()));
    if (!option.takesArgument()) {
      return spec.arity("0").type(boolean.class).build();
    }
    spec.arity("1").type(String.class).paramLabel(option.parameter());
    if (!option.choices().isEmpty()) {
      spec.completionCandidates(option.choices());
    }
    return spec.build();
  }

  private static OptionSpec flag(String description, String shortName, String longName) {
    return OptionSpec.builder(shortName, longName)
        .arity("0")
        .type(boolean.class)
        .description(description)
        .build();
  }

  private static CommandSpec simple(String operands, String description) {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().customSynopsis("movefile " + operands).description(description);
    return spec;
  }

  /**
   * picocli takes percent signs for formats, and breaks lines also behind points and hyphens,
   * within the glob or option that has them. It does neither with letters: so each ASCII character
   * but the space becomes the one of Latin Extended-A in its place, until {@link #asWritten}.
   */
  private static String escaped(String text) {
    StringBuilder letters = new StringBuilder(text.length());
    text.chars().forEach(c -> letters.append((char) (c > ' ' && c < DELETE ? c + LETTERS : c)));
    return letters.toString();
  }

  private static String asWritten(String escaped) {
    StringBuilder text = new StringBuilder(escaped.length());
    escaped
        .chars()
        .forEach(
            c -> text.append((char) (c > LETTERS + ' ' && c < LETTERS + DELETE ? c - LETTERS : c)));
    return text.toString();
  }
}
