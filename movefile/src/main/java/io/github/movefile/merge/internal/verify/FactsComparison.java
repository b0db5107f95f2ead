// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.verify;

import io.github.movefile.merge.Attribute;
import io.github.movefile.merge.DirectoryTimes;
import io.github.movefile.merge.ManifestEntry;
import io.github.movefile.merge.internal.manifest.JsonLinesWriter;
import io.github.movefile.merge.internal.manifest.TimeText;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.io.IOException;

/** Compares what statx(2) and readlink(2) tell of two entries of one type. Of one thread. */
final class FactsComparison {
  private final VerifySession session;

  FactsComparison(VerifySession session) {
    this.session = session;
  }

  /** Size, mode, owner, group, time to the ns, link text, device. */
  void compareAll(ManifestEntry expected, RootEntry found) throws IOException {
    FileStat facts = found.facts();
    RawPath path = expected.path();
    if (expected.type() == FileType.REGULAR && expected.size() != facts.size()) {
      session.differ(path, Attribute.SIZE, bytes(expected.size()), bytes(facts.size()));
    }
    if (expected.type() != FileType.SYMLINK && expected.mode() != facts.permissions()) {
      session.differ(
          path,
          Attribute.MODE,
          JsonLinesWriter.octal(expected.mode()),
          JsonLinesWriter.octal(facts.permissions()));
    }
    if (expected.uid() != facts.uid()) {
      session.differ(path, Attribute.OWNER, id(expected.uid()), id(facts.uid()));
    }
    if (expected.gid() != facts.gid()) {
      session.differ(path, Attribute.GROUP, id(expected.gid()), id(facts.gid()));
    }
    if (hasTime(expected.type())) {
      compareTimes(path, expected.mtime(), facts.mtime());
    }
    boolean isDevice =
        expected.type() == FileType.BLOCK_DEVICE || expected.type() == FileType.CHARACTER_DEVICE;
    if (isDevice && expected.rdev() != facts.rdev()) {
      session.differ(
          path,
          Attribute.DEVICE,
          JsonLinesWriter.device(expected.rdev()),
          JsonLinesWriter.device(facts.rdev()));
    }
    compareLinks(expected, found);
  }

  /** What CONTENTS tells: seconds of files and links, link text. */
  void compareSecondsAndLink(ManifestEntry expected, RootEntry found) throws IOException {
    if (expected.type() == FileType.REGULAR || expected.type() == FileType.SYMLINK) {
      Timespec seconds = new Timespec(found.facts().mtime().seconds(), 0);
      compareTimes(expected.path(), expected.mtime(), seconds);
    }
    compareLinks(expected, found);
  }

  private boolean hasTime(FileType type) {
    return type != FileType.DIRECTORY
        || session.options().directoryTimes() == DirectoryTimes.COMPARE;
  }

  private void compareTimes(RawPath path, Timespec expected, Timespec found) throws IOException {
    if (!expected.equals(found)) {
      session.differ(path, Attribute.MTIME, TimeText.of(expected), TimeText.of(found));
    }
  }

  private void compareLinks(ManifestEntry expected, RootEntry found) throws IOException {
    if (expected.link().isEmpty()) {
      return;
    }
    RawPath text;
    try {
      text = session.calls().paths().readlinkat(found.place().dir(), found.place().path());
    } catch (ErrnoException e) {
      session.unreadable(expected.path(), e);
      return;
    }
    if (!expected.link().get().equals(text)) {
      session.differ(
          expected.path(), Attribute.LINK, expected.link().get().quoted(), text.quoted());
    }
  }

  private static String bytes(long size) {
    return size + " bytes";
  }

  private static String id(int id) {
    return Integer.toUnsignedString(id);
  }
}
