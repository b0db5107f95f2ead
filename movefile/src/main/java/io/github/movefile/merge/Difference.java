// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.XattrName;
import java.util.Locale;
import java.util.Optional;

/**
 * One attribute of one entry in which a root isn't what it should be. The texts are for people, on
 * one line each: modes in octal, times in seconds, names quoted.
 *
 * @param path the entry, relative to the root
 * @param attribute what differs
 * @param xattr the name of the extended attribute; empty for all but {@link Attribute#XATTR}
 * @param expected what it should be; of {@link Attribute#UNREADABLE} what failed in the image or
 *     the manifest, or empty
 * @param found what it is; of {@link Attribute#UNREADABLE} what failed in the root, or empty
 */
public record Difference(
    RawPath path, Attribute attribute, Optional<XattrName> xattr, String expected, String found) {
  /**
   * For people.
   *
   * @return one line, such as {@code 'usr/bin/x': mode: expected 0755, found 0700}
   */
  @Override
  public String toString() {
    String entry = (path.length() == 0 ? RawPath.DOT : path).quoted() + ": ";
    String name = attribute.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return switch (attribute) {
      case MISSING -> entry + name;
      case UNREADABLE ->
          found.isEmpty()
              ? entry + "what it should be is unreadable: " + expected
              : entry + "unreadable: " + found;
      default ->
          entry
              + name
              + xattr.map(x -> " " + x).orElse("")
              + (": expected " + expected + ", found " + found);
    };
  }
}
