// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.JavaProcess;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels and seccomp filters without statx(2), made by strace(1). */
class StatxFallbackTest extends KernelTest {
  /** Prints what lies at each path, without the attributes, which only statx knows. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] files) throws ErrnoException {
      PathCalls paths = Syscalls.system().paths();
      for (String file : files) {
        System.out.println(look(paths, RawPath.of(file), AtFlags.SYMLINK_NOFOLLOW));
        System.out.println(look(paths, RawPath.of(file), AtFlags.NONE));
      }
      try (Fd fd = paths.openat(Fd.CWD, RawPath.of(files[0]), OpenFlags.READ_ONLY, 0)) {
        System.out.println(withoutAttributes(Syscalls.system().data().fstat(fd)));
      }
    }

    private static String look(PathCalls paths, RawPath file, AtFlags flags) {
      try {
        return withoutAttributes(paths.statx(Fd.CWD, file, flags));
      } catch (ErrnoException e) {
        return e.errno().toString();
      }
    }

    private static String withoutAttributes(FileStat stat) {
      return stat.toString().replaceFirst("attributes=-?\\d+", "");
    }
  }

  private String[] files() {
    Path file = temp.file("file", "some bytes");
    shell("touch -d '1960-02-03 04:05:06.123456789' \"$1\"; chmod 6751 \"$1\"", file);
    List<String> files = new ArrayList<>(List.of(file.toString()));
    files.add(temp.symlink("link", "file").toString());
    files.add(temp.symlink("dangling", "nowhere").toString());
    // strace reads the links, which would change an access time in the past.
    String future = "touch -h -a -d 2100-01-01 \"$1\" \"$2\"";
    shell(future, temp.path("link"), temp.path("dangling"));
    files.add(temp.path("missing").toString());
    files.add(temp.path("file/below").toString());
    files.add(temp.path().toString());
    files.add("/dev/null");
    if (Requirements.isRoot()) {
      Path node = temp.path("node");
      shell("mknod \"$1\" b 259 70000", node);
      files.add(node.toString());
    }
    return files.toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENOSYS", "EPERM", "EOPNOTSUPP"})
  void withoutStatx_everyFieldAndErrorIsTheSame(String errno) throws Exception {
    Requirements.command("strace");
    boolean traceable = Command.of("strace", "-f", "-o", "/dev/null", "true").run().exitCode() == 0;
    Requirements.need(traceable, "the right to trace processes");
    String[] files = files();
    String expected = JavaProcess.of(Probe.class, files).run().requireSuccess().text();
    try (TempTree elsewhere = TempTree.create()) {
      Path log = elsewhere.path("strace.log");
      String actual =
          JavaProcess.of(Probe.class, files)
              .through(strace(errno, log, files))
              .run()
              .requireSuccess()
              .text();
      assertThat(actual).isEqualTo(expected);
      assertThat(expected.lines()).hasSize(2 * files.length + 1).contains("ENOENT", "ENOTDIR");
      try (Stream<String> lines = Files.lines(log)) {
        assertThat(lines.filter(line -> line.contains("INJECTED")).count())
            .as("system calls that strace refused")
            .isGreaterThan(2L * files.length);
      }
    }
  }

  /** For these files only: the JVM itself would not survive without statx everywhere. */
  private static String[] strace(String errno, Path log, String[] files) {
    List<String> words = new ArrayList<>(List.of("strace", "-f", "-o", log.toString()));
    words.addAll(List.of("-e", "trace=statx", "-e", "inject=statx:error=" + errno));
    for (String file : files) {
      words.addAll(List.of("-P", file));
    }
    return words.toArray(String[]::new);
  }
}
