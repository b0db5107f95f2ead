// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a move said of itself, and its form as a line of text. Not thread-safe. */
final class Told {
  private static final String FIELD = "\t";
  private static final String PART = "|";

  /**
   * A loss that was told.
   *
   * @param loss the kind
   * @param detail for people
   * @param cause the call and the errno; empty if no call was refused
   */
  record Warning(String loss, String detail, String cause) {
    @Override
    public String toString() {
      return loss + " (" + detail + (cause.isEmpty() ? "" : ", " + cause) + ")";
    }
  }

  /**
   * A move that was not done.
   *
   * @param failure what
   * @param step where
   * @param state what is left
   * @param call the system call; empty if none was refused
   * @param errno its name; empty if no call was refused
   */
  record Refusal(String failure, String step, String state, String call, String errno) {}

  private final String method;
  private final List<Refusal> refusal = new ArrayList<>();
  private final Set<String> methods = new TreeSet<>();
  private final Map<String, String> methodRefusals = new TreeMap<>();
  private final List<Warning> warnings = new ArrayList<>();

  private Told(String method) {
    this.method = method;
  }

  static Told moved(String method) {
    return new Told(method);
  }

  static Told refused(Refusal refusal) {
    Told told = new Told("");
    told.refusal.add(refusal);
    return told;
  }

  void method(String copyMethod) {
    methods.add(copyMethod);
  }

  void refusal(String copyMethod, String errno) {
    methodRefusals.put(copyMethod, errno);
  }

  void warning(String loss, String detail, String cause) {
    warnings.add(new Warning(loss, detail, cause));
  }

  /** The name of a {@code MoveMethod}; "MERGED" for a tree, empty for a refusal. */
  String method() {
    return method;
  }

  /** Empty or one. */
  List<Refusal> refusals() {
    return refusal;
  }

  /** Names of the copy methods that moved bytes. */
  Set<String> methods() {
    return methods;
  }

  /** Errnos by the names of the copy methods that the kernel refused. */
  Map<String, String> methodRefusals() {
    return methodRefusals;
  }

  List<Warning> warnings() {
    return warnings;
  }

  /** As {@link #read} takes it. */
  String line(String key) {
    List<String> fields = new ArrayList<>(List.of(key, method));
    refusal.forEach(
        r -> fields.add(part("refused", r.failure(), r.step(), r.state(), r.call(), r.errno())));
    methods.forEach(m -> fields.add(part("method", m)));
    methodRefusals.forEach((m, errno) -> fields.add(part("not", m, errno)));
    warnings.forEach(w -> fields.add(part("lost", w.loss(), w.detail(), w.cause())));
    return String.join(FIELD, fields);
  }

  private static String part(String... words) {
    return String.join(PART, words);
  }

  /** Reads lines, by their keys. */
  static Map<String, Told> read(String lines) {
    Map<String, Told> all = new HashMap<>();
    for (String line : lines.lines().toList()) {
      String[] fields = line.split(FIELD, -1);
      Told told = new Told(fields[1]);
      for (String field : List.of(fields).subList(2, fields.length)) {
        told.add(field.split(Pattern.quote(PART), -1));
      }
      all.put(fields[0], told);
    }
    return all;
  }

  private void add(String[] part) {
    switch (part[0]) {
      case "refused" -> refusal.add(new Refusal(part[1], part[2], part[3], part[4], part[5]));
      case "method" -> method(part[1]);
      case "not" -> refusal(part[1], part[2]);
      case "lost" -> warning(part[1], part[2], part[3]);
      default -> throw new AssertionError(part[0]);
    }
  }

  @Override
  public String toString() {
    return line("");
  }
}
