// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** One run of {@link Arguments#parse}. Written for a fast start: picocli's classes take 100 ms. */
final class ArgumentParser {
  private final List<Option> known;
  private final Map<String, List<String>> options;
  private final List<String> operands;

  ArgumentParser(List<Option> known, Map<String, List<String>> options, List<String> operands) {
    this.known = known;
    this.options = options;
    this.operands = operands;
  }

  void parse(List<String> words) throws UsageException {
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (word.equals("--")) {
        rest.forEachRemaining(operands::add);
      } else if (word.startsWith("--")) {
        longOption(word.substring(2), rest);
      } else if (word.length() > 1 && word.charAt(0) == '-') {
        shortOptions(word, rest);
      } else {
        operands.add(word);
      }
    }
  }

  private void longOption(String word, Iterator<String> rest) throws UsageException {
    int equals = word.indexOf('=');
    Option option = find(equals < 0 ? word : word.substring(0, equals));
    if (equals < 0) {
      add(option, option.takesArgument() ? next(option, rest) : "");
    } else if (option.takesArgument()) {
      add(option, word.substring(equals + 1));
    } else {
      throw new UsageException("option '--" + option.longName() + "' doesn't allow an argument");
    }
  }

  private Option find(String name) throws UsageException {
    List<Option> candidates = new ArrayList<>();
    for (Option option : known) {
      if (option.longName().equals(name)) {
        return option;
      }
      if (option.longName().startsWith(name)) {
        candidates.add(option);
      }
    }
    if (candidates.isEmpty() || name.isEmpty()) {
      throw new UsageException("unrecognized option " + Arguments.quoted("--" + name));
    }
    if (candidates.size() > 1) {
      StringBuilder text =
          new StringBuilder("option '--").append(name).append("' is ambiguous; possibilities:");
      candidates.forEach(c -> text.append(" '--").append(c.longName()).append('\''));
      throw new UsageException(text.toString());
    }
    return candidates.get(0);
  }

  private void shortOptions(String word, Iterator<String> rest) throws UsageException {
    for (int i = 1; i < word.length(); i++) {
      String letter = word.substring(i, i + 1);
      Option option = findShort(letter);
      if (option.takesArgument()) {
        String joined = word.substring(i + 1);
        add(option, joined.isEmpty() ? next(option, rest) : joined);
        return;
      }
      add(option, "");
    }
  }

  private Option findShort(String letter) throws UsageException {
    for (Option option : known) {
      if (option.shortName().equals(letter)) {
        return option;
      }
    }
    throw new UsageException("invalid option -- " + Arguments.quoted(letter));
  }

  private static String next(Option option, Iterator<String> rest) throws UsageException {
    if (!rest.hasNext()) {
      throw new UsageException("option '--" + option.longName() + "' requires an argument");
    }
    return rest.next();
  }

  private void add(Option option, String argument) throws UsageException {
    if (!option.choices().isEmpty() && !option.choices().contains(argument)) {
      throw new UsageException(
          "invalid argument "
              + Arguments.quoted(argument)
              + " for '--"
              + option.longName()
              + "', which takes "
              + String.join(", ", option.choices()));
    }
    options.computeIfAbsent(option.longName(), name -> new ArrayList<>()).add(argument);
  }
}
