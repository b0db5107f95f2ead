// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.testing.JavaProcess;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a {@link Path}, there and back, in every locale. */
class PathBytesTest extends KernelTest {
  private static final List<byte[]> NAMES =
      List.of(
          "ascii".getBytes(StandardCharsets.UTF_8),
          "sp ace%20%".getBytes(StandardCharsets.UTF_8),
          "-rf?#&+;=@:".getBytes(StandardCharsets.UTF_8),
          "new\nline\ttab\u007f".getBytes(StandardCharsets.UTF_8),
          "Ünïcödé €😀".getBytes(StandardCharsets.UTF_8),
          "replacement \uFFFD".getBytes(StandardCharsets.UTF_8),
          new byte[] {(byte) 0xff, (byte) 0xfe},
          new byte[] {'l', 'a', 't', 'i', 'n', '1', (byte) 0xe4},
          new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, // a surrogate
          "€".repeat(85).getBytes(StandardCharsets.UTF_8)); // 255 bytes

  private void makeAll(Path parent, boolean asDirectories) throws Exception {
    try (Fd dir = openDirectory(parent)) {
      for (byte[] name : NAMES) {
        if (asDirectories) {
          paths.mkdirat(dir, RawPath.of(name), 0700);
        } else {
          OpenFlags create = OpenFlags.WRITE_ONLY.with(OpenFlags.CREATE);
          paths.openat(dir, RawPath.of(name), create, 0600).close();
        }
      }
    }
  }

  /** Prints the names of a directory in hex; fails if one doesn't come back as the same path. */
  static final class Listing {
    private Listing() {}

    public static void main(String[] args) throws IOException {
      try (Stream<Path> files = Files.list(Path.of(args[0]))) {
        for (Path file : files.toList()) {
          RawPath raw = RawPath.of(file);
          Path back = raw.toPath();
          if (!back.equals(file) || !Files.exists(back)) {
            throw new AssertionError("not the same: " + raw.quoted());
          }
          System.out.println(HexFormat.of().formatHex(raw.fileName().bytes()));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8", "POSIX"})
  void everyName_survivesEveryLocale(String locale) throws Exception {
    makeAll(temp.directory("files"), false);
    makeAll(temp.directory("directories"), true);
    List<String> expected = NAMES.stream().map(HexFormat.of()::formatHex).sorted().toList();
    for (String kind : List.of("files", "directories")) {
      assertThat(list(locale, temp.path(), temp.path(kind).toString())).isEqualTo(expected);
      assertThat(list(locale, temp.path(), kind)).as("relative").isEqualTo(expected);
      assertThat(list(locale, temp.path(kind), "")).as("of one name").isEqualTo(expected);
    }
  }

  private static List<String> list(String locale, Path workingDirectory, String directory) {
    return JavaProcess.of(Listing.class, directory)
        .env("LC_ALL", locale)
        .env("LANG", locale)
        .in(workingDirectory)
        .run()
        .requireSuccess()
        .text()
        .lines()
        .sorted()
        .toList();
  }

  @Test
  void relativePaths_stayRelative() {
    for (byte[] name : NAMES) {
      for (RawPath raw : List.of(RawPath.of(name), RawPath.of("a").resolve(RawPath.of(name)))) {
        Path path = raw.toPath();
        assertThat(path.isAbsolute()).isFalse();
        assertThat(RawPath.of(path)).isEqualTo(raw);
      }
    }
  }

  @Test
  void redundantSlashes_meanTheSamePathToTheJdk() {
    for (String name : List.of("plain", "Ü", "\uFFFD")) {
      assertThat(RawPath.of("/a//" + name + "/").toPath())
          .isEqualTo(RawPath.of("/a/" + name).toPath());
      assertThat(RawPath.of("a//" + name + "//").toPath())
          .isEqualTo(RawPath.of("a/" + name).toPath());
      assertThat(RawPath.of("//" + name).toPath()).isEqualTo(RawPath.of("/" + name).toPath());
    }
  }

  @Test
  void rootAndEmptyPath_comeBack() {
    assertThat(RawPath.of(Path.of("/"))).isEqualTo(RawPath.of("/"));
    assertThat(RawPath.of("/").toPath()).isEqualTo(Path.of("/"));
    assertThat(RawPath.EMPTY.toPath()).isEqualTo(Path.of(""));
  }

  @Test
  void pathOfAnotherProvider_isRejected() throws Exception {
    try (TempTree zipDirectory = TempTree.create()) {
      URI zip = URI.create("jar:" + zipDirectory.path("z.zip").toUri());
      try (FileSystem other = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
        Path foreign = other.getPath("/a");
        assertThatThrownBy(() -> RawPath.of(foreign)).isInstanceOf(InvalidPathException.class);
      }
    }
  }

  @Test
  void pathsThatTheJdkLists_areTheKernels() throws Exception {
    makeAll(temp.path(), false);
    List<RawPath> listed = new ArrayList<>();
    try (Stream<Path> files = Files.list(temp.path())) {
      files.forEach(file -> listed.add(RawPath.of(file).fileName()));
    }
    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(NAMES.stream().map(RawPath::of).toList());
  }
}
