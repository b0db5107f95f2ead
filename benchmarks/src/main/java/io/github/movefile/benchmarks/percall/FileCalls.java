// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks.percall;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveResult;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Whence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Calls on files of 4 KiB in two directories, whose paths are in system properties. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FileCalls {
  /** The property with a directory of ext4. */
  static final String EXT4 = "movefile.benchmarks.ext4";

  /** The property with a directory of tmpfs. */
  static final String TMPFS = "movefile.benchmarks.tmpfs";

  private static final int LENGTH = 4096;
  private static final RawPath STILL = RawPath.of("still");
  private static final RawPath[] RENAMED = {RawPath.of("renamed-0"), RawPath.of("renamed-1")};

  private final PathCalls paths = Syscalls.system().paths();
  private final DataCalls data = Syscalls.system().data();
  private final MoveFile mover = MoveFile.create();
  private final Path[] moved;
  private final Fd directory;
  private final Fd source;
  private final Fd target;
  private int renames;
  private int moves;

  /** Makes the files. */
  public FileCalls() {
    try {
      Path disk = Files.createTempDirectory(Path.of(System.getProperty(EXT4, "")), "calls");
      Path memory = Files.createTempDirectory(Path.of(System.getProperty(TMPFS, "")), "calls");
      moved = new Path[] {disk.resolve("moved-0"), disk.resolve("moved-1")};
      for (String name : new String[] {"still", "renamed-0", "moved-0"}) {
        Files.write(disk.resolve(name), new byte[LENGTH]);
      }
      Files.write(memory.resolve("source"), new byte[LENGTH]);
      Files.write(memory.resolve("target"), new byte[LENGTH]);
      directory = open(disk, OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY));
      source = open(memory.resolve("source"), OpenFlags.READ_ONLY);
      target = open(memory.resolve("target"), OpenFlags.WRITE_ONLY);
    } catch (IOException e) { // what JMH derives from this class has a constructor without it
      throw new UncheckedIOException(e);
    }
  }

  private Fd open(Path path, OpenFlags flags) throws ErrnoException {
    return paths.openat(Fd.CWD, RawPath.of(path), flags, 0);
  }

  /**
   * One statx(2) of a name in an open directory.
   *
   * @return what it tells
   * @throws ErrnoException if it fails
   */
  @Benchmark
  public FileStat statx() throws ErrnoException {
    return paths.statx(directory, STILL, AtFlags.SYMLINK_NOFOLLOW);
  }

  /**
   * One openat(2) and one close(2).
   *
   * @return the number that the descriptor had
   * @throws ErrnoException if one fails
   */
  @Benchmark
  public int openAndClose() throws ErrnoException {
    try (Fd file = paths.openat(directory, STILL, OpenFlags.READ_ONLY, 0)) {
      return file.number();
    }
  }

  /**
   * One renameat2(2) within a directory, forth and the next time back.
   *
   * @throws ErrnoException if it fails
   */
  @Benchmark
  public void rename() throws ErrnoException {
    RawPath from = RENAMED[renames & 1];
    renames++;
    paths.renameat2(directory, from, directory, RENAMED[renames & 1], RenameFlags.NONE);
  }

  /**
   * One sendfile(2) of 4 KiB, over the same bytes each time: an lseek(2) is in it.
   *
   * @return how many bytes
   * @throws ErrnoException if it fails
   */
  @Benchmark
  public long sendfile() throws ErrnoException {
    data.lseek(target, 0, Whence.SET);
    return data.sendfile(target, source, 0, LENGTH);
  }

  /**
   * One move within a directory, forth and the next time back.
   *
   * @return how it was done
   * @throws MoveException if it fails
   */
  @Benchmark
  public MoveResult move() throws MoveException {
    Path from = moved[moves & 1];
    moves++;
    return mover.move(from, moved[moves & 1]);
  }
}
