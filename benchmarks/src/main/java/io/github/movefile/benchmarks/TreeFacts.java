// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tree as find(1), sha256sum(1) and getfattr(1) see it: none of the code that is measured. For
 * names without line ends, as the generator makes them.
 */
final class TreeFacts {
  /** By path from the top: each attribute by its name. */
  private final Map<String, Map<String, String>> entries = new TreeMap<>();

  private TreeFacts() {}

  /**
   * Reads a tree.
   *
   * @param top a directory
   * @return what is in it; the top itself is left out
   * @throws IOException if a tool fails
   */
  static TreeFacts of(Path top) throws IOException {
    TreeFacts facts = withoutContents(top);
    facts.readContents(top);
    return facts;
  }

  /** All but the contents. */
  static TreeFacts withoutContents(Path top) throws IOException {
    TreeFacts facts = new TreeFacts();
    facts.readNames(top);
    facts.readXattrs(top);
    return facts;
  }

  Map<String, Map<String, String>> entries() {
    return entries;
  }

  private void readNames(Path top) throws IOException {
    Map<String, String> firstOfInode = new HashMap<>();
    String format = "%P\\t%y\\t%m\\t%U:%G\\t%T@\\t%l\\t%i\\t%n\\t%s\\t%b\\n";
    List<String> lines = run(top, "find . -mindepth 1 -printf '" + format + "' | sort");
    for (String line : lines) {
      String[] field = line.split("\t", -1);
      Map<String, String> entry = new HashMap<>();
      String type = field[1];
      entry.put("type", type);
      entry.put("mode", type.equals("l") ? "" : field[2]);
      entry.put("owner", field[3]);
      entry.put(type.equals("d") ? "directory mtime" : "mtime", field[4]);
      entry.put("link text", field[5]);
      if (type.equals("f")) {
        // Sorted, so that a group has the same first name in each tree.
        entry.put("hard links", firstOfInode.computeIfAbsent(field[6], i -> field[0]));
        entry.put("size", field[8]);
        entry.put("blocks", field[9]);
      }
      entries.put(field[0], entry);
    }
  }

  private void readContents(Path top) throws IOException {
    for (String line : run(top, "find . -type f -printf '%P\\0' | xargs -0r sha256sum -b")) {
      int star = line.indexOf('*');
      put(line.substring(star + 1), "contents", line.substring(0, star));
    }
  }

  private void readXattrs(Path top) throws IOException {
    String path = "";
    for (String line : run(top, "getfattr -Rhd -m - -e hex .")) {
      if (line.startsWith("# file: ")) {
        path = line.substring("# file: ".length());
      } else if (!line.isEmpty() && isKept(line)) {
        int equals = line.indexOf('=');
        put(path, "xattr " + line.substring(0, equals), line.substring(equals + 1));
      }
    }
  }

  /** What belongs to a file, not to its file system. */
  private static boolean isKept(String attribute) {
    return !attribute.startsWith("trusted.SGI_ACL_")
        && !attribute.startsWith("btrfs.")
        && !attribute.startsWith("security.selinux");
  }

  private void put(String path, String attribute, String value) {
    Map<String, String> entry = entries.get(path);
    if (entry != null) {
      entry.put(attribute, value);
    }
  }

  private static List<String> run(Path top, String script) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", "set -o pipefail; " + script)
            .directory(top.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    try (BufferedReader reader = process.inputReader()) {
      List<String> lines = reader.lines().toList();
      if (process.waitFor() != 0) {
        throw new IOException("failed: " + script);
      }
      return lines;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
