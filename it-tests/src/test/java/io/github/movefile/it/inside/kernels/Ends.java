// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Two directories on file systems whose kinds are known from the kernel.
 *
 * @param from the kind of the first
 * @param source where sources are made
 * @param to the kind of the second
 * @param target where targets go; on the very same file system if the kinds are the same
 */
public record Ends(String from, Path source, String to, Path target) {
  /** The system property with all pairs: "/source:/target,/source:/target". */
  public static final String PROPERTY = "movefile.it.ends";

  private static final Set<String> WITH_REFLINKS = Set.of("btrfs", "xfs");

  /**
   * Those of this run.
   *
   * @return in the order in which they are given
   */
  public static List<Ends> all() {
    return Arrays.stream(System.getProperty(PROPERTY).split(",", -1)).map(Ends::parse).toList();
  }

  /**
   * One of this run.
   *
   * @param name such as "ext4→xfs"
   * @return that pair
   */
  public static Ends named(String name) {
    return all().stream()
        .filter(ends -> ends.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in this run"));
  }

  private static Ends parse(String pair) {
    String[] directories = pair.split(":", 2);
    return new Ends(
        kindOf(directories[0]),
        Path.of(directories[0]),
        kindOf(directories[1]),
        Path.of(directories[1]));
  }

  /** By the number in {@code linux/magic.h}. */
  private static String kindOf(String directory) {
    OpenFlags flags = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);
    try (Fd fd = Syscalls.system().paths().openat(Fd.CWD, RawPath.of(directory), flags, 0)) {
      long magic = Syscalls.system().paths().fstatfs(fd).type() & 0xffff_ffffL;
      return switch ((int) magic) {
        case 0xef53 -> "ext4";
        case 0x9123683e -> "btrfs";
        case 0x58465342 -> "xfs";
        case 0x01021994 -> "tmpfs";
        default -> throw new AssertionError(directory + " has the magic " + magic);
      };
    } catch (ErrnoException e) {
      throw new AssertionError("can't look at " + directory, e);
    }
  }

  boolean isOneFileSystem() {
    return from.equals(to);
  }

  /** Whether files of the two may share blocks. */
  boolean share() {
    return isOneFileSystem() && WITH_REFLINKS.contains(from);
  }

  @Override
  public String toString() {
    return from + "→" + to;
  }
}
