// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.JavaProcess;
import io.github.movefile.syscalls.testing.Requirements;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are bytes, whatever they look like, and paths mean what they mean to the kernel. */
class NamesTest {
  private static final Route WITHIN = Route.WITHIN_DISK;

  private static final List<byte[]> NAMES =
      List.of(
          utf8("plain"),
          utf8("-rf"),
          utf8("--"),
          utf8(" "),
          utf8("a\nb"),
          utf8("tab\tquote'\"\\"),
          utf8("*?[a]"),
          utf8("näme 名前"),
          new byte[] {'x', (byte) 0xff, (byte) 0xfe, 'y'},
          new byte[] {(byte) 0xe9},
          new byte[] {(byte) 0xc3, '%', 'e', '9'},
          utf8("\ufffd"),
          utf8("n".repeat(255)),
          utf8("ä".repeat(127)),
          utf8(".mvf-"),
          utf8(".mvf0000"),
          utf8(".mvf-00000000-00001-0000001-abcdef"),
          utf8(".hidden"));

  @AutoClose private final Workplace place = new Workplace();

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Stream<Arguments> names() {
    return NAMES.stream()
        .flatMap(
            name ->
                Route.all().stream()
                    .map(route -> Arguments.of(RawPath.of(name).quoted(), name, route)));
  }

  private static RawPath in(Path directory, byte[] name) {
    return RawPath.of(directory).resolve(RawPath.of(name));
  }

  @ParameterizedTest(name = "{0}, {2}")
  @MethodSource("names")
  void name_isOnlyBytes(String shown, byte[] name, Route route) throws Exception {
    RawPath source = in(place.sourceDirectory(route), name);
    RawPath target = in(place.targetDirectory(route), name);
    Files.writeString(source.toPath(), shown);

    place.mover().move(source, target, MoveOptions.defaults());

    assertThat(Files.readString(target.toPath())).isEqualTo(shown);
    assertThat(place.sourceDirectory(route)).isEmptyDirectory();
    assertThat(onlyNameIn(place.targetDirectory(route))).isEqualTo(RawPath.of(name));
  }

  private static RawPath onlyNameIn(Path directory) throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return RawPath.of(all.get(0)).fileName();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "C.UTF-8"})
  void names_areBytesInEveryLocale(String locale) throws Exception {
    List<Route> routes = List.of(Route.MEMORY_TO_DISK, Route.DISK_TO_MEMORY);
    List<String> words = new ArrayList<>(List.of("all"));
    for (Route route : routes) {
      for (byte[] name : NAMES) {
        Files.writeString(
            in(place.sourceDirectory(route), name).toPath(), RawPath.of(name).quoted());
      }
      words.add(place.sourceDirectory(route).toString());
      words.add(place.targetDirectory(route).toString());
    }
    words.add(place.targetDirectory(WITHIN).toString());
    words.add(place.sourceDirectory(WITHIN).toString());

    CommandResult moved =
        JavaProcess.of(MoveProgram.class, words.toArray(String[]::new))
            .env("LANG", locale)
            .env("LC_ALL", locale)
            .run()
            .requireSuccess();

    List<String> methods = new ArrayList<>();
    for (String method : new String[] {across(), across(), "RENAMED"}) {
      methods.addAll(Collections.nCopies(NAMES.size(), method));
    }
    assertThat(moved.text().lines()).containsExactlyElementsOf(methods);
    assertAllAreIn(place.targetDirectory(Route.DISK_TO_MEMORY));
    assertAllAreIn(place.sourceDirectory(WITHIN));
    assertThat(place.sourceDirectory(Route.MEMORY_TO_DISK)).isEmptyDirectory();
    assertThat(place.targetDirectory(WITHIN)).isEmptyDirectory();
  }

  private static String across() {
    return Route.DISK_TO_MEMORY.isAcross() ? "COPIED" : "RENAMED";
  }

  private static void assertAllAreIn(Path directory) throws Exception {
    for (byte[] name : NAMES) {
      assertThat(Files.readString(in(directory, name).toPath()))
          .isEqualTo(RawPath.of(name).quoted());
    }
  }

  @Test
  void relativePaths_startAtTheWorkingDirectory() {
    Requirements.command("env");
    Path directory = place.sourceDirectory(WITHIN);
    String elsewhere = place.target(Route.DISK_TO_MEMORY, "f").toString();
    List<String> moves =
        List.of(
            "a",
            "b",
            "./b",
            "c",
            "c",
            "../to/d",
            "../to/d",
            "-e",
            "-e",
            elsewhere,
            elsewhere,
            "g",
            "g",
            "./../from/./h",
            "h",
            "./h");
    Workplace.write(directory.resolve("a"), "x");

    List<String> words = new ArrayList<>(List.of("move"));
    words.addAll(moves);
    List<String> said =
        JavaProcess.of(MoveProgram.class, words.toArray(String[]::new))
            .through("env", "-C", directory.toString())
            .run()
            .requireSuccess()
            .text()
            .lines()
            .toList();

    String renamed = "RENAMED";
    assertThat(said.subList(0, 7))
        .containsExactly(renamed, renamed, renamed, renamed, across(), across(), renamed);
    assertThat(said.get(7)).startsWith("SAME_FILE");
    assertThat(Workplace.namesIn(directory)).containsExactly("h");
    assertThat(Workplace.read(directory.resolve("h"))).isEqualTo("x");
  }

  private MoveResult moveRaw(String source, String target) throws MoveException {
    return place.mover().move(RawPath.of(source), RawPath.of(target), MoveOptions.defaults());
  }

  @OnEveryRoute
  void slashAfterAFile_isRefused(Route route) throws Exception {
    Path source = place.sourceFile(route, "new");
    Path target = place.target(route, "target");

    for (String[] pair :
        new String[][] {{source + "/", target + ""}, {source + "", target + "/"}}) {
      assertThat(catchFailure(pair[0], pair[1]).failure()).isEqualTo(MoveFailure.NOT_A_DIRECTORY);
      assertThat(Workplace.read(source)).isEqualTo("new");
      assertThat(target.getParent()).isEmptyDirectory();
    }
  }

  private MoveException catchFailure(String source, String target) {
    return catchThrowableOfType(MoveException.class, () -> moveRaw(source, target));
  }

  @Test
  void slashAfterADirectory_meansNothing() throws Exception {
    Path source = place.source(WITHIN, "source");
    Path target = place.target(WITHIN, "target");
    Workplace.shell("mkdir \"$1\"; touch \"$1\"/child", source);

    moveRaw(source + "/", target + "//");

    assertThat(Workplace.namesIn(target)).containsExactly("child");
    assertThat(source).doesNotExist();
  }

  @Test
  void slashAfterALinkToADirectory_isRefused() throws Exception {
    Path source = place.source(WITHIN, "source");
    Workplace.shell("mkdir \"$1\".d; ln -s source.d \"$1\"", source);

    assertThat(catchFailure(source + "/", place.target(WITHIN, "target") + "").failure())
        .isEqualTo(MoveFailure.NOT_A_DIRECTORY);
    assertThat(Workplace.namesIn(source.getParent())).containsExactly("source", "source.d");
  }

  @OnEveryRoute
  void slashesAndDotsWithinAPath_meanNothing(Route route) throws Exception {
    place.sourceFile(route, "new");

    moveRaw(
        place.sourceDirectory(route) + "///.//source",
        place.targetDirectory(route) + "/./..///to//./target");

    assertThat(Workplace.namesIn(place.targetDirectory(route))).containsExactly("target");
  }

  @Test
  void dotAndRoot_areRefused() throws Exception {
    String directory = place.sourceDirectory(WITHIN).toString();
    String target = place.target(WITHIN, "target").toString();
    for (String source : new String[] {directory + "/.", directory + "/.."}) {
      assertThat(catchFailure(source, target).failure()).isEqualTo(MoveFailure.BUSY);
    }
    boolean isOfTheRoot =
        Files.getFileStore(Path.of("/")).equals(Files.getFileStore(place.disk().path()));
    assertThat(catchFailure("/", target).failure())
        .isEqualTo(isOfTheRoot ? MoveFailure.BUSY : MoveFailure.DIRECTORY_ACROSS_FILE_SYSTEMS);
    assertThat(place.targetDirectory(WITHIN)).isEmptyDirectory();
  }

  @OnEveryRoute
  void emptyPath_isRefused(Route route) throws Exception {
    Path source = place.sourceFile(route, "new");

    assertThat(catchFailure("", source + "").failure()).isEqualTo(MoveFailure.SOURCE_MISSING);
    assertThat(catchFailure(source + "", "").failure())
        .isEqualTo(MoveFailure.TARGET_PARENT_MISSING);
    assertThat(Workplace.read(source)).isEqualTo("new");
  }

  @Test
  void messages_showEveryNameOnOneLine() {
    MoveException failure = catchFailure("/no/a\nb\u0007", "/no/\u00e4 'c'");

    assertThat(failure.getMessage().lines()).hasSize(1);
    assertThat(failure.source()).isEqualTo(RawPath.of("/no/a\nb\u0007"));
  }
}
