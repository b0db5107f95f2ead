// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random globs, judged by fnmatch(3) of the C library: find(1) calls it for {@code -name}. Names
 * with a slash, which find can't have, are judged by bash.
 */
class GlobOracleTest {
  private static final int GLOBS = 600;
  private static final String NAME_BYTES = "aabbc-]![^\\.*é";
  private static final List<String> GLOB_PIECES =
      List.of(
          "a",
          "b",
          "c",
          "-",
          ".",
          "*",
          "*",
          "?",
          "[",
          "]",
          "!",
          "^",
          "\\",
          "é",
          "[a",
          "[!",
          "[^a",
          "[a-b]",
          "[!a]",
          "[]",
          "[]a]",
          "[!]-b]",
          "[^-]",
          "[b-a]",
          "[a-",
          "[\\]",
          "[\\-a]",
          "[--b]",
          "[[:alpha:]]",
          "[![:punct:]]",
          "[[:alnum:]-]",
          "[[:",
          ":]",
          "[é]",
          "\\*",
          "\\[");

  @AutoClose private final TempTree temp = TempTree.create();

  private final List<String> globs = new ArrayList<>();
  private final Set<String> names = new TreeSet<>();

  private void generate(long seed, String nameBytes) {
    Random random = new Random(seed);
    while (globs.size() < GLOBS) {
      StringBuilder glob = new StringBuilder();
      for (int n = 1 + random.nextInt(5); n > 0; n--) {
        glob.append(GLOB_PIECES.get(random.nextInt(GLOB_PIECES.size())));
      }
      if (isSpecified(glob.toString())) {
        globs.add(glob.toString());
      }
    }
    while (names.size() < 250) {
      StringBuilder name = new StringBuilder();
      for (int n = 1 + random.nextInt(5); n > 0; n--) {
        name.append(nameBytes.charAt(random.nextInt(nameBytes.length())));
      }
      names.add(name.toString());
    }
    names.removeAll(Set.of(".", "..", "/"));
  }

  /** Not what {@link XattrFilter} says it doesn't know, nor a class of an unknown name. */
  private static boolean isSpecified(String glob) {
    return !glob.contains("[.") && !withoutClasses(glob).matches(".*\\[:[a-z]*:].*");
  }

  private static String withoutClasses(String glob) {
    return glob.replaceAll("\\[:(alpha|punct|alnum):]", "");
  }

  private List<String> verdicts() {
    List<String> matches = new ArrayList<>();
    for (int g = 0; g < globs.size(); g++) {
      Glob glob = Glob.of(globs.get(g));
      for (String name : names) {
        if (glob.matches(name.getBytes(UTF_8))) {
          matches.add(verdict(g, name));
        }
      }
    }
    return matches.stream().sorted().toList();
  }

  private String verdict(int glob, String name) {
    return globs.get(glob) + "  matches  " + name + "  #" + glob;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void glob_agreesWithTheCLibrary(long seed) throws Exception {
    Requirements.command("find");
    generate(seed, NAME_BYTES);
    for (String name : names) {
      Files.createFile(temp.path().resolve(name));
    }
    List<String> words = new ArrayList<>(List.of("find", "./", "-type", "f", "("));
    for (int g = 0; g < globs.size(); g++) {
      words.addAll(List.of("-name", globs.get(g), "-printf", g + " %f\\0", ","));
    }
    words.addAll(List.of("-false", ")"));

    String output =
        new String(
            Command.of(words).in(temp.path()).env("LC_ALL", "C").run().requireSuccess().output(),
            UTF_8);

    List<String> expected = new ArrayList<>();
    for (String line : List.of(output.split("\0"))) {
      int space = line.indexOf(' ');
      expected.add(verdict(Integer.parseInt(line.substring(0, space)), line.substring(space + 1)));
    }
    assertThat(expected).hasSizeGreaterThan(GLOBS);
    assertThat(verdicts()).containsExactlyElementsOf(expected.stream().sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7})
  void slash_isNothingSpecial(long seed) throws Exception {
    Requirements.command("bash");
    generate(seed, "aab/.-]");
    // What POSIX leaves open, bash decides otherwise: a lone backslash at the end, half a class.
    globs.removeIf(glob -> glob.contains("\\") || withoutClasses(glob).contains("[:"));
    temp.file("globs", String.join("\n", globs) + "\n");
    temp.file("names", String.join("\n", names) + "\n");
    String script =
        "mapfile -t globs < globs; mapfile -t names < names;"
            + " for g in \"${!globs[@]}\"; do for n in \"${names[@]}\"; do"
            + " [[ $n == ${globs[g]} ]] && printf '%s %s\\n' \"$g\" \"$n\"; done; done; true";

    List<String> lines =
        Command.of("bash", "-c", script)
            .in(temp.path())
            .env("LC_ALL", "C")
            .run()
            .requireSuccess()
            .text()
            .lines()
            .toList();

    List<String> expected = new ArrayList<>();
    for (String line : lines) {
      int space = line.indexOf(' ');
      expected.add(verdict(Integer.parseInt(line.substring(0, space)), line.substring(space + 1)));
    }
    assertThat(expected).hasSizeGreaterThan(globs.size());
    assertThat(verdicts()).containsExactlyElementsOf(expected.stream().sorted().toList());
  }
}
