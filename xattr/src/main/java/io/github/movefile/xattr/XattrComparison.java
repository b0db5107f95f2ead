// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.XattrName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One run of {@link Xattrs#compare}. For one thread, once. */
final class XattrComparison {
  private final XattrReader reader;
  private final XattrFile first;
  private final XattrFile second;
  private final XattrFilter excluded;

  XattrComparison(XattrReader reader, XattrFile first, XattrFile second, XattrFilter excluded) {
    this.reader = reader;
    this.first = first;
    this.second = second;
    this.excluded = excluded;
  }

  List<XattrDifference> run() throws XattrException {
    SortedSet<XattrName> ofFirst = names(first);
    SortedSet<XattrName> ofSecond = names(second);
    SortedSet<XattrName> all = new TreeSet<>(ofFirst);
    all.addAll(ofSecond);
    List<XattrDifference> differences = new ArrayList<>();
    for (XattrName attribute : all) {
      if (!ofSecond.contains(attribute)) {
        differences.add(onlyInFirst(attribute));
      } else if (!ofFirst.contains(attribute)) {
        differences.add(onlyInSecond(attribute));
      } else {
        compareValues(attribute).ifPresent(differences::add);
      }
    }
    return List.copyOf(differences);
  }

  private SortedSet<XattrName> names(XattrFile file) throws XattrException {
    SortedSet<XattrName> names = new TreeSet<>(reader.list(file));
    names.removeIf(excluded::matches);
    return names;
  }

  private Optional<XattrDifference> compareValues(XattrName attribute) throws XattrException {
    Optional<byte[]> a = value(first, attribute);
    Optional<byte[]> b = value(second, attribute);
    if (a.isPresent() && b.isPresent()) {
      return Arrays.equals(a.get(), b.get())
          ? Optional.empty()
          : Optional.of(new XattrDifference(attribute, XattrDifference.Kind.VALUE));
    }
    if (a.isPresent()) {
      return Optional.of(onlyInFirst(attribute));
    }
    return b.map(value -> onlyInSecond(attribute));
  }

  private Optional<byte[]> value(XattrFile file, XattrName attribute) throws XattrException {
    try {
      return reader.get(file, attribute);
    } catch (ErrnoException e) {
      throw new XattrException(file.name(), attribute, e);
    }
  }

  private static XattrDifference onlyInFirst(XattrName attribute) {
    return new XattrDifference(attribute, XattrDifference.Kind.ONLY_IN_FIRST);
  }

  private static XattrDifference onlyInSecond(XattrName attribute) {
    return new XattrDifference(attribute, XattrDifference.Kind.ONLY_IN_SECOND);
  }
}
