// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.XattrName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XattrFilterTest {
  private static boolean matches(String globs, String name) {
    return XattrFilter.of(globs).matches(XattrName.of(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "btrfs.compression",
        "btrfs.",
        "bcachefs.data_replicas",
        "security.evm",
        "security.ima",
        "security.selinux",
        "system.nfs4_acl",
        "trusted.SGI_ACL_FILE",
        "trusted.SGI_ACL_DEFAULT",
        "trusted.overlay.opaque",
        "user.apache_handler",
        "user.Beagle.Uid",
        "user.dublincore.title",
        "user.mime_encoding",
        "user.xdg.origin.url"
      })
  void defaultExclusion_hasWhatBelongsToAMachine(String name) {
    assertThat(XattrFilter.DEFAULT_EXCLUSION.matches(XattrName.of(name))).isTrue();
    assertThat(XattrRules.defaults().policyOf(XattrName.of(name))).isEqualTo(XattrPolicy.SKIP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "security.capability",
        "security.SMACK64",
        "security.evmx",
        "security.imax",
        "security.selinux2",
        "system.posix_acl_access",
        "system.posix_acl_default",
        "system.nfs4_acl2",
        "trusted.SGI_ACL",
        "trusted.overlay",
        "trusted.md5sum",
        "user.btrfs.x",
        "btrfs",
        "bcachefs",
        "user.apache_handlers",
        "user.beagle.Uid",
        "user.dublincore",
        "user.mime_type",
        "user.mime_encoding2",
        "user.xdg",
        "user.comment"
      })
  void defaultExclusion_leavesWhatBelongsToAFile(String name) {
    assertThat(XattrFilter.DEFAULT_EXCLUSION.matches(XattrName.of(name))).isFalse();
    assertThat(XattrRules.defaults().policyOf(XattrName.of(name))).isEqualTo(XattrPolicy.TRY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      value = {
        "user.x        | user.x    | true",
        "user.x        | user.xy   | false",
        "user.xy       | user.x    | false",
        "*             | a.b/c     | true",
        "a*            | a         | true",
        "*a            | ba        | true",
        "a*b*c         | aXbYbZc   | true",
        "a*b*c         | aXbYbZ    | false",
        "a**b          | ab        | true",
        "?             | a         | true",
        "a?            | a         | false",
        "[abc]         | b         | true",
        "[abc]         | d         | false",
        "[!abc]        | d         | true",
        "[!abc]        | a         | false",
        "[^abc]        | d         | true",
        "[^abc]        | a         | false",
        "[a-c]         | b         | true",
        "[a-c]         | d         | false",
        "[c-a]         | b         | false",
        "[]]           | ]         | true",
        "[!]]          | ]         | false",
        "[!]]          | a         | true",
        "[a-]          | -         | true",
        "[a!]          | !         | true",
        "[\\]a]        | ]         | true",
        "[a            | [a        | true",
        "[a            | a         | false",
        "[!            | [!        | true",
        "[]a           | []a       | true",
        "x[            | x[        | true",
        "\\*           | *         | true",
        "\\*           | a         | false",
        "a\\b          | ab        | true",
        "a\\\\         | a\\       | true",
        "a\\           | a\\       | false",
        "[[:digit:]]   | 7         | true",
        "[[:digit:]]   | a         | false",
        "[![:digit:]x] | a         | true",
        "[![:digit:]x] | x         | false",
        "[[:upper:]]   | A         | true",
        "[[:nothing:]] | n         | false",
        "[![:nothing:] | a         | false",
        "[a-           | [a-       | false",
        "[-            | [-        | true",
        "[[:digit]     | d         | true",
      })
  void glob_matchesAsFnmatch(String glob, String name, boolean expected) {
    assertThat(matches(glob, name)).isEqualTo(expected);
  }

  @Test
  void name_isMatchedByteByByte() {
    XattrName notUtf8 = XattrName.of(new byte[] {'u', '.', (byte) 0xff, (byte) 0xfe});
    assertThat(XattrFilter.of("u.??").matches(notUtf8)).isTrue();
    assertThat(XattrFilter.of("u.?").matches(notUtf8)).isFalse();
    assertThat(XattrFilter.of("u.[!a][!b]").matches(notUtf8)).isTrue();
    assertThat(XattrFilter.of("u.*").matches(notUtf8)).isTrue();
    assertThat(matches("u.ä", "u.ä")).isTrue();
    assertThat(XattrFilter.of("u.ä").matches(latin1("u.ä"))).isFalse();
  }

  private static XattrName latin1(String text) {
    return XattrName.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void globs_areSeparatedByAnyWhiteSpace() {
    XattrFilter filter = XattrFilter.of("  user.a\tuser.b\n user.c* ");

    assertThat(filter.matches(XattrName.of("user.a"))).isTrue();
    assertThat(filter.matches(XattrName.of("user.b"))).isTrue();
    assertThat(filter.matches(XattrName.of("user.cd"))).isTrue();
    assertThat(filter.matches(XattrName.of("user.d"))).isFalse();
    assertThat(filter).hasToString("user.a user.b user.c*");
  }

  @Test
  void noGlob_matchesNothing() {
    assertThat(XattrFilter.of(" \n")).isSameAs(XattrFilter.NONE);
    assertThat(XattrFilter.NONE.matches(XattrName.of("user.x"))).isFalse();
  }

  @Test
  void union_hasBoth() {
    XattrFilter both = XattrFilter.of("user.a").or(XattrFilter.of("user.b"));

    assertThat(both.matches(XattrName.of("user.a"))).isTrue();
    assertThat(both.matches(XattrName.of("user.b"))).isTrue();
    assertThat(both.matches(XattrName.of("user.c"))).isFalse();
    assertThat(both).hasToString("user.a user.b");
    assertThat(both.or(XattrFilter.NONE)).isSameAs(both);
    assertThat(XattrFilter.NONE.or(both)).isSameAs(both);
  }

  @Test
  void difference_lacksTheSecond() {
    XattrFilter labels = XattrFilter.of("security.selinux");
    XattrFilter rest = XattrFilter.DEFAULT_EXCLUSION.except(labels);

    assertThat(rest.matches(XattrName.of("security.selinux"))).isFalse();
    assertThat(rest.matches(XattrName.of("security.ima"))).isTrue();
    assertThat(labels.except(XattrFilter.NONE)).isSameAs(labels);
    assertThat(XattrFilter.NONE.except(labels)).isSameAs(XattrFilter.NONE);
  }

  @Test
  void hostileGlob_takesNoExponentialTime() {
    String glob = "*a".repeat(60) + "*b";
    String name = "a".repeat(255);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertThat(matches(glob, name)).isFalse();
          assertThat(matches(glob, name + "b")).isTrue();
        });
  }
}
