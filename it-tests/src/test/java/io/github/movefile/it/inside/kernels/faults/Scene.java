// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels.faults;

import io.github.movefile.it.inside.kernels.Contents;
import io.github.movefile.it.inside.kernels.Ends;
import io.github.movefile.syscalls.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A file, where it goes, by which words, and the calls on the way that are of interest. */
public enum Scene {
  /** Every call of a small file with an ACL and setuid. */
  SMALL("a small file moved", "ext4→xfs", file(Contents.SMALL), "move"),
  /** A file with holes. */
  SPARSE("a sparse file moved", "ext4→xfs", file(Contents.SPARSE), "move") {
    @Override
    Set<String> calls() {
      return Set.of("ioctl", "copy_file_range", "lseek", "ftruncate", "pread64", "pwrite64");
    }
  },
  /** More than one read and one write. */
  LARGE("a large file moved", "ext4→xfs", file(Contents.A_MIB), "move"),
  /** With fsync of the file and of both directories. */
  SYNCED(
      "a file moved with fsync", "ext4→xfs", file(Contents.SMALL), "move", "--durability=fsync") {
    @Override
    Set<String> calls() {
      return Set.of("fsync", "openat", "close", "statx");
    }
  },
  /** A whole file as a reflink. */
  CLONED("a file cloned", "xfs→xfs", file(Contents.A_MIB), "copy") {
    @Override
    Set<String> calls() {
      return Set.of("ioctl");
    }
  },
  /** By copy_file_range. */
  WHOLE("a file copied in the kernel", "ext4→ext4", file(Contents.A_MIB), "copy"),
  /** By copy_file_range, twice. */
  RANGES("a sparse file copied in the kernel", "ext4→ext4", file(Contents.SPARSE), "copy") {
    @Override
    Set<String> calls() {
      return Set.of("ioctl", "copy_file_range");
    }
  },
  /** Within one file system. */
  RENAMED("a file renamed", "ext4→ext4", file(Contents.SMALL), "move"),
  /** The like, with fsync. */
  RENAMED_SYNCED(
      "a file renamed with fsync", "ext4→ext4", file(Contents.SMALL), "move", "--durability=fsync"),
  /** To another file system. */
  SYMLINK(
      "a symbolic link moved",
      "ext4→xfs",
      file -> Files.createSymbolicLink(file, Path.of("some/where else")),
      "move"),
  /** To another file system. */
  FIFO(
      "a FIFO moved",
      "ext4→xfs",
      file -> Command.of("mkfifo", file.toString()).run().requireSuccess(),
      "move"),
  /** Into a hard link of a file beside the target. */
  LINKED("a file linked", "ext4→xfs", file(Contents.SMALL), "move", "--link-candidate=") {
    @Override
    Set<String> calls() {
      return Set.of("linkat", "renameat", "unlinkat", "statx");
    }
  };

  /** The system property with the names of those that are played in this run, joined by commas. */
  public static final String PROPERTY = "movefile.it.scenes";

  private final String label;
  private final String ends;

  @SuppressWarnings("ImmutableEnumChecker") // without a state
  private final Maker maker;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> words;

  /** Makes the source. */
  private interface Maker {
    void make(Path file) throws IOException;
  }

  Scene(String label, String ends, Maker maker, String... words) {
    this.label = label;
    this.ends = ends;
    this.maker = maker;
    this.words = List.of(words);
  }

  private static Maker file(Contents contents) {
    return contents::writeTo;
  }

  /** Those of this run. */
  static Stream<Scene> ofThisRun() {
    return Arrays.stream(System.getProperty(PROPERTY).split(",", -1)).map(Scene::valueOf);
  }

  /** The system calls that are of interest, none for all. */
  Set<String> calls() {
    return Set.of();
  }

  boolean isOfInterest(TracedCall call) {
    return calls().isEmpty() || calls().contains(call.name());
  }

  /** Whether the source stays. */
  boolean isCopy() {
    return words.get(0).equals("copy");
  }

  Ends ends() {
    return Ends.named(ends);
  }

  /** The command and its options. */
  List<String> words() {
    return words;
  }

  void makeSource(Path file) throws IOException {
    maker.make(file);
  }

  @Override
  public String toString() {
    return ends + ": " + label;
  }
}
