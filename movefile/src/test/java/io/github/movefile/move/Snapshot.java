// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import java.nio.file.Path;

/**
 * All that a file is, as the system's own programs tell it. Taking a second one changes nothing,
 * the time of access included; only that of a symbolic link may be set by looking at its text. The
 * first listing sets that of a new directory, and so would the second one if both times were of one
 * tick of the kernel's clock (mount(8), relatime): hence the pause.
 *
 * @param portable what a copy has to have too: type, mode, owner, length, times, device number,
 *     extended attributes, ACL, contents or text
 * @param local what only the same inode has: its number, links, time of status change, flags
 */
public record Snapshot(String portable, String local) {
  private static final String SCRIPT =
      """
      if [ -d "$1" ] && [ ! -L "$1" ]; then sleep 0.02; ls -A -- "$1"; fi
      stat --printf='%F\\nmode %a\\nowner %u:%g\\nsize %s\\natime %x\\nmtime %y\\nrdev %t:%T\\n' \
          -- "$1"
      getfattr -h -d -m - -e hex --absolute-names -- "$1"
      if [ -L "$1" ]; then readlink -n -- "$1"; else getfacl -n -c -p -- "$1"; fi
      if [ -f "$1" ] && [ ! -L "$1" ]; then
        dd if="$1" iflag=noatime bs=1M status=none | sha256sum
      fi
      printf '\\0'
      stat --printf='inode %d:%i\\nlinks %h\\nctime %z\\n' -- "$1"
      if [ -f "$1" ] && [ ! -L "$1" ]; then lsattr -d -- "$1"; fi
      """;

  /**
   * Looks at a file.
   *
   * @param file not followed
   * @return what it is now
   */
  public static Snapshot of(Path file) {
    Requirements.command("stat", "getfattr", "getfacl", "lsattr", "sha256sum");
    String text =
        Command.of("sh", "-ec", SCRIPT, "sh", file.toString())
            .env("TZ", "UTC")
            .run()
            .requireSuccess()
            .text()
            .replace("# file: " + file + "\n", "");
    int half = text.indexOf('\0');
    return new Snapshot(text.substring(0, half), text.substring(half + 1));
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
    return portable.lines().filter(line -> line.startsWith(key + " ")).findFirst().orElseThrow();
  }
}
