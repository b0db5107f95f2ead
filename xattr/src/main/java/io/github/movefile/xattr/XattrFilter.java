// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.XattrName;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.function.Predicate;

/**
 * A set of attribute names, given by shell globs. Immutable and thread-safe.
 *
 * <p>A glob matches a whole name as fnmatch(3) does without flags in the C locale: byte by byte,
 * with {@code *} (any bytes, also dots and slashes), {@code ?} (one byte), {@code [abc]}, {@code
 * [a-z]}, {@code [!abc]} or {@code [^abc]}, {@code [[:digit:]]} and the other eleven classes in
 * ASCII, and a backslash before a byte that stands for itself. A {@code [} without its {@code ]}
 * stands for itself. As in glibc, a glob with an unknown class, or cut off behind a backslash or a
 * range's hyphen, matches nothing. Equivalence classes ({@code [=a=]}) and collating symbols
 * ({@code [.-.]}) are not known. A match takes time proportional to the product of both lengths at
 * worst.
 */
public final class XattrFilter {
  /** Matches nothing. */
  public static final XattrFilter NONE = new XattrFilter(new AnyOf(List.of()), "");

  /** As in regular expressions. */
  private static final String WHITE_SPACE = " \t\n\u000B\f\r";

  /**
   * What means something to one file system, one machine or one desktop only: properties of btrfs
   * and bcachefs, IMA and EVM signatures, SELinux labels, NFSv4 ACLs, the ACLs that xfs shows a
   * second time, the notes of overlayfs, and from portage's PORTAGE_XATTR_EXCLUDE what web servers
   * and desktops leave behind.
   */
  public static final XattrFilter DEFAULT_EXCLUSION =
      of(
          "btrfs.* bcachefs.* security.evm security.ima security.selinux system.nfs4_acl"
              + " trusted.SGI_ACL_* trusted.overlay.*"
              + " user.apache_handler user.Beagle.* user.dublincore.* user.mime_encoding"
              + " user.xdg.*");

  private final Predicate<XattrName> names;
  private final String text;

  private XattrFilter(Predicate<XattrName> names, String text) {
    this.names = names;
    this.text = text;
  }

  /**
   * The names that any of several globs matches.
   *
   * @param globs separated by white space, as in PORTAGE_XATTR_EXCLUDE; taken as UTF-8. There is no
   *     way to quote white space.
   * @return a filter, {@link #NONE} if there is no glob in it
   */
  public static XattrFilter of(String globs) {
    // No stream and no lambda: each command makes a filter, and the first of both take 10 ms.
    StringTokenizer words = new StringTokenizer(globs, WHITE_SPACE);
    if (!words.hasMoreTokens()) {
      return NONE;
    }
    List<Glob> compiled = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      compiled.add(Glob.of(word));
      text.append(text.isEmpty() ? "" : " ").append(word);
    }
    return new XattrFilter(new AnyOf(compiled), text.toString());
  }

  private record AnyOf(List<Glob> globs) implements Predicate<XattrName> {
    @Override
    public boolean test(XattrName name) {
      for (Glob glob : globs) {
        if (glob.matches(name.unsafeBytes())) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * The names of both filters.
   *
   * @param more another filter
   * @return a union
   */
  public XattrFilter or(XattrFilter more) {
    if (this == NONE) {
      return more;
    }
    return more == NONE ? this : new XattrFilter(names.or(more.names), text + " " + more.text);
  }

  /**
   * The names of this filter without those of another, such as {@link #DEFAULT_EXCLUSION} but for
   * {@code security.selinux}.
   *
   * @param kept what not to match
   * @return a difference
   */
  public XattrFilter except(XattrFilter kept) {
    return this == NONE || kept == NONE
        ? this
        : new XattrFilter(
            names.and(kept.names.negate()), "(" + text + " except " + kept.text + ")");
  }

  /**
   * Whether a name is in the set.
   *
   * @param name an attribute
   * @return true if a glob matches all of it
   */
  public boolean matches(XattrName name) {
    return names.test(name);
  }

  /**
   * For messages only.
   *
   * @return the globs
   */
  @Override
  public String toString() {
    return text;
  }
}
