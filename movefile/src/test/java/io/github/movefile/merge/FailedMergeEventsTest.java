// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is in place when a merge fails is told, also what was done before its turn. */
class FailedMergeEventsTest {
  private static void fill(MergeFixture fixture) throws IOException {
    write(fixture.image("d/a"), "a");
    write(fixture.image("d/e/file"), "of a directory where the root has a file");
    write(fixture.root("d/e"), "that file");
    write(fixture.image("d/f"), "comes later");
    write(fixture.image("x1"), "x1");
    write(fixture.image("x2"), "x2");
  }

  @OnEveryLayout
  void filesMergedBeforeTheirTurn_areTold(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      fill(fixture);

      assertThatThrownBy(fixture::merge).isInstanceOf(MoveException.class);

      assertThat(fixture.root("x2")).hasContent("x2");
      assertThat(fixture.heard()).containsExactly("d/ was there", "d/a", "x1", "x2");
    }
  }

  @OnEveryLayout
  void linksMergedBeforeOneFails_areTold(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      write(fixture.image("d/a"), "a");
      for (String link : List.of("l1", "l2", "l3")) {
        Files.createSymbolicLink(fixture.image(link), Path.of("d/a"));
      }
      Files.createDirectory(fixture.root("l2"));

      assertThatThrownBy(fixture::merge).isInstanceOf(MoveException.class);

      assertThat(fixture.root("l1")).isSymbolicLink();
      assertThat(fixture.heard()).containsExactly("d/", "d/a", "l1");
    }
  }

  @OnEveryLayout
  void listenerThatHasThrown_hearsNoMore(Layout layout) throws IOException {
    try (MergeFixture fixture = new MergeFixture(layout)) {
      fill(fixture);
      List<String> heard = new ArrayList<>();
      MergeListener listener =
          new MergeListener() {
            @Override
            public void merged(MergedEntry entry) throws IOException {
              heard.add(entry.planned().path().toString());
              throw new IOException("a full disk");
            }
          };

      assertThatThrownBy(() -> fixture.merge(MergeOptions.builder().listener(listener)))
          .isInstanceOf(MoveException.class);

      assertThat(heard).containsExactly("d");
    }
  }
}
