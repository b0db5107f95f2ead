// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.InvalidPathException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths as bytes: taking apart and putting together. */
class RawPathTest {
  private static RawPath raw(String text) {
    return RawPath.of(text);
  }

  @ParameterizedTest
  @CsvSource({
    "a, ., a", "a/, ., a", "a//, ., a", "a/b, a, b", "a/b/, a, b", "a//b, a, b", "a/b//, a, b",
    "/, /, /", "//, /, /", "/a, /, a", "//a, /, a", "/a/, /, a", "/a/b, /a, b", "//a//b, //a, b",
    "., ., .", "./a, ., a", "../a, .., a", "a/.., a, ..", "/.., /, ..", "'', ., ''"
  })
  void parentAndFileName(String path, String parent, String fileName) {
    assertThat(raw(path).parent()).isEqualTo(raw(parent));
    assertThat(raw(path).fileName()).isEqualTo(raw(fileName));
  }

  @ParameterizedTest
  @CsvSource({
    "a, n",
    "a/b, a/n",
    "a/b/, a/n",
    "a//b, a//n",
    "/a, /n",
    "/a/b, /a/n",
    "/, /n",
    "'', n"
  })
  void sibling(String path, String sibling) {
    assertThat(raw(path).sibling(raw("n"))).isEqualTo(raw(sibling));
  }

  @ParameterizedTest
  @CsvSource({"a, a/n", "a/, a/n", "/, /n", "'', n", "a/b, a/b/n"})
  void resolve(String path, String resolved) {
    assertThat(raw(path).resolve(raw("n"))).isEqualTo(raw(resolved));
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b, /a, true", "/a, /a, true", "/ab, /a, false", "/a, /a/b, false", "/a, /, true",
    "a/b, a, true", "ab, a, false", "/b/a, /a, false", "/a/b, /a/, true", "a//b, a, true"
  })
  void startsWith(String path, String prefix, boolean expected) {
    assertThat(raw(path).startsWith(raw(prefix))).isEqualTo(expected);
  }

  @Test
  void tail_isTheRestOfTheBytes() {
    RawPath path = raw("/image/usr");
    assertThat(path.tail(0)).isEqualTo(path);
    assertThat(path.tail("/image".length())).isEqualTo(raw("/usr"));
    assertThat(path.tail(path.length())).isEqualTo(RawPath.EMPTY);
    assertThatThrownBy(() -> path.tail(path.length() + 1)).isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @CsvSource({"/, true", "/a, true", "a, false", "'', false", "./a, false"})
  void isAbsolute(String path, boolean expected) {
    assertThat(raw(path).isAbsolute()).isEqualTo(expected);
  }

  @Test
  void nothing_isNormalised() {
    for (String text : new String[] {"a//b", "./a", "a/", "a/../b", "//"}) {
      assertThat(raw(text)).hasToString(text);
    }
  }

  @Test
  void nul_isRejected() {
    assertThatThrownBy(() -> raw("a\0b")).isInstanceOf(InvalidPathException.class);
    assertThatThrownBy(() -> RawPath.of(new byte[] {0})).isInstanceOf(InvalidPathException.class);
  }

  @Test
  void bytes_areCopiedInAndOut() {
    byte[] bytes = {'a', 'b'};
    RawPath path = RawPath.of(bytes);
    bytes[0] = 'x';
    path.bytes()[1] = 'x';
    assertThat(path).isEqualTo(raw("ab"));
  }

  @Test
  void equality_isThatOfTheBytes() {
    assertThat(raw("ä")).isEqualTo(RawPath.of(new byte[] {(byte) 0xc3, (byte) 0xa4}));
    assertThat(raw("a")).hasSameHashCodeAs(raw("a")).isNotEqualTo(raw("A")).isNotEqualTo("a");
  }
}
