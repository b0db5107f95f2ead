// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import io.github.movefile.syscalls.testing.Command;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that is below a directory, as programs tell it that use none of the calls that may be refused
 * here: stat(1) and ls(1) would ask statx(2).
 */
final class Seen {
  /**
   * Three parts: metadata, digests, attributes. The length of a directory is up to its file system,
   * as is the second form in which xfs shows ACLs to root.
   */
  private static final String SCRIPT =
      """
      cd "$1"
      find . -mindepth 1 -printf '%P\\t%D:%i\\t%b\\t%y %m %U:%G %A@ %T@ %l' \
          '(' -type d -printf '\\n' -o -printf ' %s bytes\\n' ')'
      printf '\\0'
      find . -type f -exec sha256sum {} +
      printf '\\0'
      getfattr -R -h -P -d -m - -e hex . | grep -v '^trusted\\.SGI_ACL_FILE=' || :
      """;

  private final Map<String, Facts> entries;

  private Seen(Map<String, Facts> entries) {
    this.entries = entries;
  }

  /**
   * What is known of one.
   *
   * @param inode device and number
   * @param blocks of 512 bytes
   * @param metadata type, mode, owner, times, text of a link, length
   * @param contents a digest; empty for what isn't a regular file
   * @param attributes ACLs among them
   */
  record Facts(String inode, long blocks, String metadata, String contents, String attributes) {
    /** What a copy has to have, too. */
    String faithful() {
      return metadata + "\n" + contents + "\n" + attributes;
    }
  }

  static Seen below(Path directory) {
    String[] parts =
        Command.of("sh", "-ec", SCRIPT, "sh", directory.toString())
            .run()
            .requireSuccess()
            .text()
            .split("\0", 3);
    Map<String, String> digests = new HashMap<>();
    parts[1].lines().forEach(line -> digests.put(line.substring(68), line.substring(0, 64)));
    Map<String, String> attributes = new HashMap<>();
    for (String file : parts[2].split("# file: ", -1)) {
      String[] lines = file.split("\n", 2);
      attributes.put(lines[0], lines.length == 1 ? "" : lines[1].strip());
    }
    Map<String, Facts> entries = new TreeMap<>();
    for (String line : parts[0].lines().toList()) {
      String[] columns = line.split("\t", 4);
      String path = columns[0];
      entries.put(
          path,
          new Facts(
              columns[1],
              Long.parseLong(columns[2]),
              columns[3],
              digests.getOrDefault(path, ""),
              attributes.getOrDefault(path, "")));
    }
    return new Seen(entries);
  }

  /** All entries by their path from the directory. */
  Map<String, Facts> entries() {
    return entries;
  }

  Facts get(String path) {
    Facts facts = entries.get(path);
    if (facts == null) {
      throw new AssertionError("no " + path + " among " + entries.keySet());
    }
    return facts;
  }
}
