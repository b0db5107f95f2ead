// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.XattrName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people are told. */
class DifferenceTest {
  private static String text(String path, Attribute attribute, String expected, String found) {
    return new Difference(RawPath.of(path), attribute, Optional.empty(), expected, found)
        .toString();
  }

  @Test
  void difference_isOneLine() {
    assertThat(text("a b", Attribute.MODE, "0755", "0700"))
        .isEqualTo("'a b': mode: expected 0755, found 0700");
    assertThat(text("a", Attribute.HARD_LINKS, "a hard link of 'b'", "another file"))
        .isEqualTo("'a': hard links: expected a hard link of 'b', found another file");
    assertThat(text("new\nline", Attribute.MISSING, "file", "nothing"))
        .isEqualTo("'new'$'\\n''line': missing");
    Difference xattr =
        new Difference(
            RawPath.of("a"), Attribute.XATTR, Optional.of(XattrName.of("user.x")), "0x01", "none");
    assertThat(xattr).hasToString("'a': xattr user.x: expected 0x01, found none");
  }

  @Test
  void whatCannotBeRead_isToldWithItsSide() {
    assertThat(text("a", Attribute.UNREADABLE, "", "openat: EIO"))
        .isEqualTo("'a': unreadable: openat: EIO");
    assertThat(text("", Attribute.UNREADABLE, "openat: EIO", ""))
        .isEqualTo("'.': what it should be is unreadable: openat: EIO");
  }
}
