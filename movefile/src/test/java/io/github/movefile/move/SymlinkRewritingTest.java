// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links into an image directory that come to point to where their files will be. */
class SymlinkRewritingTest {
  private static final Path IMAGE = Path.of("/var/tmp/image");

  @AutoClose private final Workplace place = new Workplace();

  private MoveResult move(Path source, Path target, Path image) throws MoveException {
    return place
        .mover()
        .move(source, target, MoveOptions.builder().rewriteSymlinksFrom(image).build());
  }

  private static Path link(Path file, String text) throws Exception {
    return Files.createSymbolicLink(file, Path.of(text));
  }

  private static void assertText(Path link, String text) throws Exception {
    assertThat(Files.readSymbolicLink(link)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "/var/tmp/image/usr/lib, /usr/lib",
    "/var/tmp/image/x, /x",
    "/var/tmp/image, /",
    "/var/tmp/image/var/tmp/image/x, /var/tmp/image/x",
  })
  void textInsideTheImage_losesThePrefix(String text, String rewritten) throws Exception {
    for (Route route : Route.all()) {
      Path source = link(place.source(route, "source"), text);
      Path target = place.target(route, "target");

      MoveResult result = move(source, target, IMAGE);

      assertThat(result.method()).isEqualTo(MoveMethod.SYMLINK_RECREATED);
      assertText(target, rewritten);
      assertThat(Workplace.isThere(source)).isFalse();
      assertThat(Workplace.namesIn(target.getParent())).containsExactly("target");
      Files.delete(target);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/tmp/image2/x",
        "/var/tmp/imag",
        "/var/tmp/other/x",
        "/",
        "relative",
        "var/tmp/image/x",
        "../image/x",
        "./var/tmp/image",
      })
  void otherText_staysAsItIs(String text) throws Exception {
    for (Route route : Route.all()) {
      Path source = link(place.source(route, "source"), text);
      Path target = place.target(route, "target");

      MoveResult result = move(source, target, IMAGE);

      assertThat(result.method())
          .isEqualTo(route.isAcross() ? MoveMethod.SYMLINK_RECREATED : MoveMethod.RENAMED);
      assertText(target, text);
      Files.delete(target);
    }
  }

  @Test
  void slashAfterTheImage_meansNothing() throws Exception {
    Path target = place.target(Route.WITHIN_DISK, "target");

    move(
        link(place.source(Route.WITHIN_DISK, "source"), "/var/tmp/image/x"),
        target,
        Path.of("/var/tmp/image/"));

    assertText(target, "/x");
  }

  @OnEveryRoute
  void rewrittenLink_keepsItsOwnerAndTimes(Route route) throws Exception {
    Path source = link(place.source(route, "source"), "/var/tmp/image/x");
    Workplace.shell(
        "touch -h -a -d 2037-03-04 \"$1\"; touch -h -m -d 2001-02-03T04:05:06.123456789 \"$1\"",
        source);
    Snapshot before = Snapshot.of(source);
    Path target = place.target(route, "target");

    move(source, target, IMAGE);

    for (String key : new String[] {"owner", "atime", "mtime"}) {
      assertThat(Snapshot.lineOf(target, key)).isEqualTo(before.line(key));
    }
  }

  @OnEveryRoute
  void rewrittenLink_replacesItsTarget(Route route) throws Exception {
    Path target = place.targetFile(route, "old");

    move(link(place.source(route, "source"), "/var/tmp/image/x"), target, IMAGE);

    assertText(target, "/x");
  }

  @Test
  void file_isRenamedAsEver() throws Exception {
    Path source = place.sourceFile(Route.WITHIN_DISK, "/var/tmp/image/x");

    MoveResult result = move(source, place.target(Route.WITHIN_DISK, "target"), IMAGE);

    assertThat(result.method()).isEqualTo(MoveMethod.RENAMED);
  }

  @Test
  void copy_rewritesTooAndLeavesTheSource() throws Exception {
    Path source = link(place.source(Route.WITHIN_DISK, "source"), "/var/tmp/image/x");
    Path target = place.target(Route.WITHIN_DISK, "target");

    place.mover().copy(source, target, MoveOptions.builder().rewriteSymlinksFrom(IMAGE).build());

    assertText(target, "/x");
    assertText(source, "/var/tmp/image/x");
  }
}
