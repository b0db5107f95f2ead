// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.FileSystemKind;
import io.github.movefile.syscalls.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A file with something that a move could lose.
 *
 * @param name for the report
 * @param script makes the file {@code "$1"}
 * @param programs what the script needs
 * @param limit empty for what every file system holds
 */
record Sample(String name, String script, List<String> programs, Optional<Limit> limit) {
  /** Late enough that nobody who reads a link sets its time of access (relatime, mount(8)). */
  private static final String TIMES =
      """
      touch -h -a -d '2037-03-04 05:06:07.123456789 UTC' -- "$1"
      touch -h -m -d '2001-02-03 04:05:06.987654321 UTC' -- "$1"
      """;

  private static final String FILE = "printf 'some contents' > \"$1\"; ";

  private static final String SOCKET = "socket node";

  /** What every user can make. */
  static List<Sample> ofEveryUser() {
    return List.of(
        file("empty file", "truncate -s 0 \"$1\""),
        file("small file", ""),
        file("file of a page and a byte", "head -c 4097 /dev/urandom > \"$1\""),
        file("file of 3 MB", "head -c 3000000 /dev/urandom > \"$1\""),
        file("mode 0444", "chmod 0444 \"$1\""),
        file("mode 0777", "chmod 0777 \"$1\""),
        file("setuid", "chmod 4755 \"$1\""),
        file("setgid", "chmod 2755 \"$1\""),
        file("sticky", "chmod 1644 \"$1\""),
        file("user attribute", "setfattr -n user.colour -v 0x00ff0a00 \"$1\"", "setfattr"),
        file("empty user attribute", "setfattr -n user.mark \"$1\"", "setfattr"),
        file(
            "user attribute of a read-only file",
            "setfattr -n user.colour -v red \"$1\"; chmod 0400 \"$1\"",
            "setfattr"),
        file("ACL", "setfacl -m u:12345:rw,g:23456:r,m::rw \"$1\"", "setfacl"),
        file("ACL that its mask cuts", "setfacl -m u:12345:rwx,m::r \"$1\"", "setfacl"),
        file("before 1970", "touch -d '1969-12-31 23:59:58.123456789 UTC' \"$1\""),
        file("1902", "touch -d '1902-02-03 04:05:06.000000001 UTC' \"$1\""),
        file("after 2038", "touch -d '2038-01-19 03:14:08.999999999 UTC' \"$1\""),
        sample("link to a file", "ln -s ../to/bystander \"$1\""),
        sample("dangling link", "ln -s nowhere/at/all \"$1\""),
        sample("absolute link", "ln -s /usr/share \"$1\""),
        link(1023),
        link(4095)
            .within(
                kind -> kind.longestLink() >= 4095, MoveFailure.NAME_TOO_LONG, Errno.ENAMETOOLONG),
        sample("link with a newline", "ln -s 'a\nb ' \"$1\""),
        sample("FIFO", "mkfifo -m 0620 \"$1\""),
        sample("FIFO with an ACL", "mkfifo \"$1\"; setfacl -m u:12345:rw \"$1\"", "setfacl"),
        sample(SOCKET, "chmod 0700 \"$1\""));
  }

  /** What every user can make, without details. */
  static List<Sample> oneOfEachType() {
    return List.of(
        file("file", ""),
        sample("link", "ln -s text \"$1\""),
        sample("FIFO", "mkfifo \"$1\""),
        sample(SOCKET, ""));
  }

  /** What only root can make. */
  static List<Sample> ofRoot() {
    return List.of(
        file("mode 0000", "chmod 0000 \"$1\""),
        file("owner", "chown 12345:23456 \"$1\""),
        file("owner with the highest number", "chown 4294967294:4294967294 \"$1\""),
        file("setuid of another", "chown 12345:23456 \"$1\"; chmod 6755 \"$1\""),
        file("trusted attribute", "setfattr -n trusted.colour -v 0x000a \"$1\"", "setfattr"),
        file("capability", "setcap cap_net_raw,cap_chown+ep \"$1\"", "setcap"),
        file("capability of another", "chown 1:1 \"$1\"; setcap cap_chown+ep \"$1\"", "setcap"),
        file(
            "all at once",
            "chown 12345:23456 \"$1\"; setfacl -m u:1:rwx,g:2:r \"$1\"; chmod u+s,g+s \"$1\";"
                + " setcap cap_chown+ep \"$1\"; setfattr -n user.a -v 1 \"$1\";"
                + " setfattr -n trusted.b -v 2 \"$1\"",
            "setfacl",
            "setcap",
            "setfattr"),
        sample("link of another", "ln -s text \"$1\"; chown -h 12345:23456 \"$1\""),
        sample(
            "link with an attribute",
            "ln -s text \"$1\"; setfattr -h -n trusted.colour -v red \"$1\"",
            "setfattr"),
        sample("FIFO of another", "mkfifo -m 0604 \"$1\"; chown 12345:23456 \"$1\""),
        sample(
            "FIFO with an attribute",
            "mkfifo \"$1\"; setfattr -n trusted.colour -v red \"$1\"",
            "setfattr"),
        sample("character device", "mknod -m 0640 \"$1\" c 1 3; chown 12345:23456 \"$1\""),
        device("b", 511, 262143),
        device("b", 4095, 1048575)
            .within(kind -> kind.takesDevice(4095, 1048575), MoveFailure.OTHER, Errno.EINVAL),
        device("c", 0, 0).within(FileSystemKind::takesWhiteouts, MoveFailure.DENIED, Errno.EPERM));
  }

  private static Sample link(int length) {
    return sample(
        "link of " + length + " bytes",
        "ln -s \"$(head -c " + length + " /dev/zero | tr '\\0' x)\" \"$1\"");
  }

  /** c 0:0 is a white-out to an overlay. */
  private static Sample device(String type, int major, int minor) {
    return sample(
        "device " + type + " " + major + ":" + minor,
        "mknod -m 0660 \"$1\" " + type + " " + major + " " + minor);
  }

  private static Sample file(String name, String script, String... programs) {
    // The times come last, unless they are what it is about.
    return script.startsWith("touch")
        ? new Sample(name, FILE + script, List.of(programs), Optional.empty())
        : sample(name, FILE + script, programs);
  }

  private static Sample sample(String name, String script, String... programs) {
    return new Sample(name, script + "\n" + TIMES, List.of(programs), Optional.empty());
  }

  private Sample within(Predicate<FileSystemKind> holders, MoveFailure failure, Errno errno) {
    return new Sample(name, script, programs, Optional.of(new Limit(holders, failure, errno)));
  }

  /**
   * What not every file system holds.
   *
   * @param holders those that do
   * @param failure of a move to another one
   * @param errno of the call that makes it there
   */
  record Limit(Predicate<FileSystemKind> holders, MoveFailure failure, Errno errno) {}

  boolean isHeldBy(FileSystemKind kind) {
    return limit.map(l -> l.holders().test(kind)).orElse(true);
  }

  /** No program can make it. */
  void requireThatItCannotBeMade(Path file) {
    CommandResult made = Command.of("sh", "-ec", script, "sh", file.toString()).run();
    assertThat(made.exitCode()).as("%s", made).isNotZero();
    assertThat(made.errorText()).contains(limit.orElseThrow().errno().words());
    assertThat(Workplace.isThere(file)).isFalse();
  }

  /** Makes the file. */
  Path make(Path file) {
    Requirements.command(programs.toArray(String[]::new));
    if (name.equals(SOCKET)) {
      makeSocket(file);
    }
    Workplace.shell(script, file);
    return file;
  }

  private static void makeSocket(Path file) {
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
