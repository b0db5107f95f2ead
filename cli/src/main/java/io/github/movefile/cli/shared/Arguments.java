// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import io.github.movefile.syscalls.RawPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options and operands that a command was given. Immutable. */
public final class Arguments {
  private final Map<String, List<String>> options;
  private final List<String> operands;

  private Arguments(Map<String, List<String>> options, List<String> operands) {
    this.options = options;
    this.operands = operands;
  }

  /**
   * Sorts arguments into options and operands, as getopt_long(3) does: options may follow operands
   * until {@code --}, short ones may be joined, long ones may be abbreviated.
   *
   * @param syntax what the command takes
   * @param words byte strings, see {@link ByteArguments}
   * @return the arguments
   * @throws UsageException for an unknown option, or one whose argument is missing or not valid
   */
  public static Arguments parse(CommandSyntax syntax, List<String> words) throws UsageException {
    Map<String, List<String>> options = new HashMap<>();
    List<String> operands = new ArrayList<>();
    new ArgumentParser(syntax.options(), options, operands).parse(words);
    return new Arguments(options, operands);
  }

  /** Shows a byte string in a message. */
  static String quoted(String word) {
    return path(word).quoted();
  }

  private static RawPath path(String word) {
    return RawPath.of(word.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Whether an option was given.
   *
   * @param longName without dashes
   * @return true if it was, once or more
   */
  public boolean has(String longName) {
    return options.containsKey(longName);
  }

  /**
   * The argument of an option, the last one if there are several.
   *
   * @param longName without dashes
   * @return as text; empty if the option was not given
   */
  public Optional<String> text(String longName) {
    List<String> all = options.get(longName);
    return all == null
        ? Optional.empty()
        : Optional.of(
            new String(path(all.get(all.size() - 1)).unsafeBytes(), StandardCharsets.UTF_8));
  }

  /**
   * All arguments of an option that is repeated.
   *
   * @param longName without dashes
   * @return as paths, in their order
   */
  public List<RawPath> paths(String longName) {
    return paths(options.getOrDefault(longName, List.of()));
  }

  /**
   * What is no option.
   *
   * @return as paths, in their order
   */
  public List<RawPath> operands() {
    return paths(operands);
  }

  private static List<RawPath> paths(List<String> words) {
    List<RawPath> paths = new ArrayList<>(words.size());
    for (String word : words) {
      paths.add(path(word));
    }
    return paths;
  }

  /**
   * The operands, which must be of some number.
   *
   * @param names what each is called
   * @return as many paths
   * @throws UsageException if there are more or fewer
   */
  public List<RawPath> operands(String... names) throws UsageException {
    if (operands.size() < names.length) {
      String after =
          operands.isEmpty() ? "" : " after " + quoted(operands.get(operands.size() - 1));
      throw new UsageException("missing " + names[operands.size()] + " operand" + after);
    }
    if (operands.size() > names.length) {
      throw new UsageException("extra operand " + quoted(operands.get(names.length)));
    }
    return operands();
  }
}
