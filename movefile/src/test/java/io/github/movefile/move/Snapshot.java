// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.FileSystemKind;
import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * All that a file is, as the system's own programs tell it. Taking a second one changes nothing,
 * the time of access included; only that of a symbolic link may be set by looking at its text. The
 * first listing sets that of a new directory, and so would the second one if both times were of one
 * tick of the kernel's clock (mount(8), relatime): hence the pause.
 *
 * @param portable what a copy has to have too: type, mode, owner, length, times, device number,
 *     extended attributes with the ACL, contents or text
 * @param local what only the same inode has: its number, links, time of status change, flags
 */
public record Snapshot(String portable, String local) {
  private static final String PORTABLE =
      """
      if [ -d "$1" ] && [ ! -L "$1" ]; then sleep 0.02; ls -A -- "$1"; fi
      stat --printf='%F\\nmode %a\\nowner %u:%g\\nsize %s\\natime %x\\nmtime %y\\nrdev %t:%T\\n' \
          -- "$1"
      getfattr -h -d -m - -e hex --absolute-names -- "$1"
      if [ -L "$1" ]; then readlink -n -- "$1"; fi
      if [ -f "$1" ] && [ ! -L "$1" ]; then
        dd if="$1" iflag=noatime bs=1M status=none | sha256sum
      fi
      """;

  private static final String LOCAL =
      """
      printf '\\0'
      stat --printf='inode %d:%i\\nlinks %h\\nctime %z\\n' -- "$1"
      if [ -f "$1" ] && [ ! -L "$1" ]; then lsattr -d -- "$1"; fi
      """;

  /**
   * What xfs makes up from an ACL, for root. Elsewhere it would be a copy that must not be there,
   * and is not passed over.
   */
  private static final Pattern SECOND_ACL =
      Pattern.compile("^trusted\\.SGI_ACL_(FILE|DEFAULT)=.*\n?", Pattern.MULTILINE);

  /**
   * Looks at a file.
   *
   * @param file not followed
   * @return what it is now
   */
  public static Snapshot of(Path file) {
    String said = look(file, PORTABLE + LOCAL);
    int half = said.indexOf('\0');
    return new Snapshot(portable(said.substring(0, half), file), said.substring(half + 1));
  }

  /** What a copy of a file has to have too. */
  static String portableOf(Path file) {
    return portable(look(file, PORTABLE), file);
  }

  private static String look(Path file, String script) {
    Requirements.command("stat", "getfattr", "lsattr", "sha256sum");
    return Command.of("sh", "-ec", script, "sh", file.toString())
        .env("TZ", "UTC")
        .run()
        .requireSuccess()
        .text();
  }

  private static String portable(String said, Path file) {
    String portable = said.replace("# file: " + file + "\n", "");
    if (FileSystemKind.of(file.toAbsolutePath().getParent()).showsAclsTwice()) {
      portable = SECOND_ACL.matcher(portable).replaceAll("");
    }
    return portable.strip();
  }

  /**
   * Looks at a file that may be missing.
   *
   * @param file not followed
   * @return what it is now
   */
  public static Snapshot ofAny(Path file) {
    return Workplace.isThere(file) ? of(file) : new Snapshot("missing", "missing");
  }

  /**
   * The room that a file takes.
   *
   * @param file not followed
   * @return blocks of 512 bytes
   */
  public static long blocks(Path file) {
    return Long.parseLong(
        Command.of("stat", "-c", "%b", "--", file.toString()).run().requireSuccess().text());
  }

  /** Such as {@code mtime 2001-02-03 04:05:06.987654321 +0000}. */
  String line(String key) {
    return lineOf(portable, key);
  }

  /** The same of a file. */
  static String lineOf(Path file, String key) {
    return lineOf(portableOf(file), key);
  }

  private static String lineOf(String portable, String key) {
    return portable.lines().filter(line -> line.startsWith(key + " ")).findFirst().orElseThrow();
  }
}
