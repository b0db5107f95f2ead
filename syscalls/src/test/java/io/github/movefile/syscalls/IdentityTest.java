// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Command;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Users and groups, compared with id(1) and getent(1). */
class IdentityTest {
  @Test
  void effectiveIds_areThoseOfId() {
    assertThat(Identity.effectiveUser())
        .isEqualTo(Integer.parseInt(Command.of("id", "-u").run().text()));
    assertThat(Identity.effectiveGroup())
        .isEqualTo(Integer.parseInt(Command.of("id", "-g").run().text()));
  }

  @Test
  void names_areThoseOfGetent() {
    for (int id : new int[] {0, 1, 2, 3, 65534}) {
      assertThat(Identity.userName(id).orElse("")).isEqualTo(getent("passwd", id));
      assertThat(Identity.groupName(id).orElse("")).isEqualTo(getent("group", id));
    }
  }

  private static String getent(String database, int id) {
    String line = Command.of("getent", database, Integer.toString(id)).run().text();
    return line.isEmpty() ? "" : line.substring(0, line.indexOf(':'));
  }

  @Test
  void numbersWithoutAName_areEmpty() {
    assertThat(Identity.userName(1_999_999_999)).isEmpty();
    assertThat(Identity.groupName(1_999_999_999)).isEmpty();
  }

  @Test
  void names_areRightInManyThreads() {
    // getpwuid(3) keeps its answer in one place for all threads.
    List<Integer> ids = List.of(0, 1, 2, 3);
    List<String> expected = ids.stream().map(id -> getent("passwd", id)).toList();
    assertThat(
            IntStream.range(0, 20_000)
                .parallel()
                .mapToObj(i -> i % 4)
                .filter(i -> !Identity.userName(ids.get(i)).orElse("").equals(expected.get(i)))
                .toList())
        .isEmpty();
  }
}
