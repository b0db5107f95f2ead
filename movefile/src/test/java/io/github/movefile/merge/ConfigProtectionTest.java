// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.syscalls.RawPath;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigProtectionTest {
  private static boolean isProtected(ConfigProtection protection, String path) {
    return protection.isProtected(RawPath.of(path), true);
  }

  @ParameterizedTest
  @CsvSource({
    // protect, mask, path, protected
    "/etc, '', etc/fstab, true",
    "/etc, '', etc/a/b/c, true",
    "/etc, '', etc, true",
    "/etc, '', etcetera, false",
    "/etc, '', etcetera/x, false",
    "/etc, '', etc.d/x, false",
    "/etc, '', et, false",
    "/etc, '', usr/etc/x, false",
    "/etc/fstab, '', etc/fstab, true",
    "/etc/fstab, '', etc/fstab.old, false",
    "/etc/fstab, '', etc, false",
    "/etc, /etc/env.d, etc/env.d/x, false",
    "/etc, /etc/env.d, etc/env.d2/x, true",
    "/etc, /etc/env.d, etc/x, true",
    "/etc /etc/env.d/mine, /etc/env.d, etc/env.d/mine, true",
    "/etc /etc/env.d/mine, /etc/env.d, etc/env.d/yours, false",
    "/etc, /etc, etc/x, false",
    "/etc, /, etc/x, true",
    "/, '', anything/at/all, true",
    "/, /, anything, false",
    "/, /usr, usr/bin/x, false",
    "'', /etc, etc/x, false",
    "'', '', etc/x, false",
  })
  void longestEntry_decides(String protect, String mask, String path, boolean expected) {
    assertThat(isProtected(ConfigProtection.parse(protect, mask), path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/a", "etc/a", "/etc/a/", "etc/a///", "//etc//a", "./etc/./a/."})
  void spellingOfEntry_isOfNoMatter(String entry) {
    ConfigProtection protection = ConfigProtection.of(List.of(RawPath.of(entry)), List.of());
    assertThat(isProtected(protection, "etc/a")).isTrue();
    assertThat(isProtected(protection, "etc/a/b")).isTrue();
    assertThat(isProtected(protection, "etc/ab")).isFalse();
    // Else the spelling would count as length.
    ConfigProtection masked =
        ConfigProtection.of(List.of(RawPath.of(entry)), List.of(RawPath.of("etc/a")));
    assertThat(isProtected(masked, "etc/a/b")).isFalse();
  }

  @Test
  void dotsInNames_areNames() {
    ConfigProtection protection = ConfigProtection.parse("/etc/... /etc/.x /etc/..y", "");
    assertThat(isProtected(protection, "etc/.../a")).isTrue();
    assertThat(isProtected(protection, "etc/.x")).isTrue();
    assertThat(isProtected(protection, "etc/..y")).isTrue();
    assertThat(isProtected(protection, "etc/x")).isFalse();
  }

  @Test
  void parse_separatesByWhiteSpace() {
    ConfigProtection protection = ConfigProtection.parse("  /a\t/b\n\n/c \r/d ", " \n ");
    for (String path : List.of("a/1", "b/1", "c/1", "d/1")) {
      assertThat(isProtected(protection, path)).as(path).isTrue();
    }
    assertThat(isProtected(protection, "e")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "/..", "../etc", "/etc/..", "/etc/../usr"})
  void wayUp_isRefused(String entry) {
    assertThatThrownBy(() -> ConfigProtection.parse(entry, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(entry);
    assertThatThrownBy(() -> ConfigProtection.parse("", entry))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void emptyPath_isRefused() {
    assertThatThrownBy(() -> ConfigProtection.of(List.of(RawPath.EMPTY), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void missingFile_isProtectedOnlyIfItWasInstalled() {
    List<RawPath> asked = new ArrayList<>();
    RawPath removed = RawPath.of("etc/removed");
    ConfigProtection lists = ConfigProtection.parse("/etc", "/etc/env.d");
    ConfigProtection protection =
        lists.installed(
            path -> {
              asked.add(path);
              return path.equals(removed);
            });

    assertThat(protection.isProtected(removed, false)).isTrue();
    assertThat(protection.isProtected(RawPath.of("etc/new"), false)).isFalse();
    assertThat(protection.isProtected(RawPath.of("etc/there"), true)).isTrue();
    assertThat(protection.isProtected(RawPath.of("etc/env.d/x"), false)).isFalse();
    assertThat(protection.isProtected(RawPath.of("usr/x"), false)).isFalse();
    assertThat(asked).containsExactly(removed, RawPath.of("etc/new"));
    assertThat(lists.isProtected(removed, false)).isFalse();
  }

  @Test
  void names_areBytes() {
    RawPath broken = RawPath.of("etc/\377\n-x".getBytes(ISO_8859_1));
    RawPath other = RawPath.of("etc/\376\n-x".getBytes(ISO_8859_1));
    RawPath longest = RawPath.of("etc/" + "n".repeat(255));
    ConfigProtection protection = ConfigProtection.of(List.of(broken, longest), List.of());
    assertThat(protection.isProtected(broken, true)).isTrue();
    assertThat(protection.isProtected(broken.resolve(RawPath.of("f")), true)).isTrue();
    assertThat(protection.isProtected(other, true)).isFalse();
    assertThat(protection.isProtected(longest, true)).isTrue();
    assertThat(isProtected(protection, "etc/" + "n".repeat(254))).isFalse();
    assertThat(isProtected(ConfigProtection.parse("/-x", ""), "-x/y")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomLists_agreeWithTheRuleAsWritten(long seed) {
    Random random = new Random(seed);
    int protectedPaths = 0;
    int maskedPaths = 0;
    for (int round = 0; round < 500; round++) {
      List<String> protect = paths(random, random.nextInt(5));
      List<String> mask = paths(random, random.nextInt(5));
      ConfigProtection protection = ConfigProtection.of(spelled(protect, random), raw(mask));
      for (String path : paths(random, 40)) {
        boolean expected = rule(protect, mask, path);
        assertThat(isProtected(protection, path))
            .as("%s of %s but %s, seed %d", path, protect, mask, seed)
            .isEqualTo(expected);
        protectedPaths += expected ? 1 : 0;
        maskedPaths += !expected && rule(protect, List.of(), path) ? 1 : 0;
      }
    }
    assertThat(protectedPaths).isGreaterThan(1000);
    assertThat(maskedPaths).isGreaterThan(300);
  }

  /** The documented rule, component by component and without a thought of speed. */
  private static boolean rule(List<String> protect, List<String> mask, String path) {
    int longestProtect = -1;
    int longestMask = -1;
    List<String> parts = List.of(path.split("/"));
    for (int n = 1; n <= parts.size(); n++) {
      String start = String.join("/", parts.subList(0, n));
      longestProtect = protect.contains(start) ? start.length() : longestProtect;
      longestMask = mask.contains(start) ? start.length() : longestMask;
    }
    return longestProtect > longestMask;
  }

  /** Few components, one the beginning of the other, so that many match or almost do. */
  private static List<String> paths(Random random, int count) {
    List<String> names = List.of("a", "ab", "a.", "-b", "b\n");
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> parts = new ArrayList<>();
      for (int depth = 1 + random.nextInt(4); depth > 0; depth--) {
        parts.add(names.get(random.nextInt(random.nextBoolean() ? 2 : names.size())));
      }
      paths.add(String.join("/", parts));
    }
    return paths;
  }

  private static List<RawPath> spelled(List<String> paths, Random random) {
    return raw(
        paths.stream()
            .map(path -> random.nextBoolean() ? "/" + path : path)
            .map(path -> random.nextBoolean() ? path + "/" : path)
            .map(path -> random.nextBoolean() ? path.replace("/", "//") : path)
            .toList());
  }

  private static List<RawPath> raw(List<String> paths) {
    return paths.stream().map(RawPath::of).toList();
  }

  @Test
  void question_allocatesNothing() {
    ConfigProtection protection =
        ConfigProtection.parse("/etc /usr/share/config /var/x", "/etc/env.d /etc/gconf");
    List<RawPath> paths = raw(List.of("etc/fstab", "etc/env.d/99x", "usr/bin/x", "var/xy"));
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Set<Long> allocated = new HashSet<>();
    for (int round = 0; round < 20; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 10_000; i++) {
        for (int p = 0; p < 4; p++) {
          protection.isProtected(paths.get(p), (i & 1) == 0);
        }
      }
      allocated.add((threads.getCurrentThreadAllocatedBytes() - before) / 10_000);
    }
    assertThat(allocated).contains(0L);
  }
}
