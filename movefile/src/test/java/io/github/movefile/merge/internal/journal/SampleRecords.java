// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.XattrName;
import java.util.List;

/** Records of every type. */
final class SampleRecords {
  static final RawPath NOT_UTF8 = RawPath.of("\377\200z".getBytes(ISO_8859_1));

  static final List<RawPath> NAMES =
      List.of(
          RawPath.of("a"),
          NOT_UTF8,
          RawPath.of("a\nb"),
          RawPath.of(" "),
          RawPath.of("..."),
          RawPath.of(".a"),
          RawPath.of("n".repeat(255)));

  static final Timespec EARLY = new Timespec(-5, 999_999_999);
  static final Timespec LATE = new Timespec(Long.MAX_VALUE, 0);

  static final List<JournalRecord> SMALL_SURVEY =
      List.of(
          new TransactionBegin(RawPath.of("/image"), -1, RawPath.of(".s"), true),
          new KnownDirectory(RawPath.EMPTY, false, EARLY, LATE, null),
          new KnownDirectory(
              RawPath.of("a/b"),
              true,
              LATE,
              EARLY,
              metadata(xattr("user.a", new byte[] {0, -1}), xattr("user.b", new byte[0]))));

  static final List<JournalRecord> SMALL_CHANGES =
      List.of(
          new InDirectory(RawPath.EMPTY, RawPath.of("a/b"), true),
          new NewEntry(RawPath.of("n"), RawPath.of(".s1"), 7, 0, null),
          new NewEntry(NOT_UTF8, RawPath.of(".s2"), Long.MIN_VALUE, 8, RawPath.of("n.old")),
          new NewTime(RawPath.of("t"), 9, EARLY, LATE),
          new MergedSource(RawPath.of("m"), 10, Long.MAX_VALUE, EARLY),
          new EmptiedDirectory(RawPath.of("d")),
          new DirectoryTimes(RawPath.of("a"), false, EARLY, LATE));

  private SampleRecords() {}

  static List<JournalRecord> small(JournalKind kind) {
    return kind == JournalKind.SURVEY ? SMALL_SURVEY : SMALL_CHANGES;
  }

  static DirectoryMetadata metadata(JournalXattr... xattrs) {
    return new DirectoryMetadata(07755, 0, -1, 0x80000010, List.of(xattrs));
  }

  static JournalXattr xattr(String name, byte[] value) {
    return new JournalXattr(XattrName.of(name), value);
  }

  /** A record that is longer than the writer's buffer. */
  static JournalRecord large(int size) {
    return new KnownDirectory(
        RawPath.EMPTY, false, EARLY, LATE, metadata(xattr("user.large", new byte[size])));
  }
}
