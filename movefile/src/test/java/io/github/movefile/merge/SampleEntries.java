// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Entries with whatever names, times and sizes there may be, from a seed. */
final class SampleEntries {
  private static final FileType[] TYPES = {
    FileType.REGULAR,
    FileType.DIRECTORY,
    FileType.SYMLINK,
    FileType.FIFO,
    FileType.SOCKET,
    FileType.BLOCK_DEVICE,
    FileType.CHARACTER_DEVICE
  };

  private static final String[] PIECES = {
    "a",
    "é",
    "\ud83d\ude00",
    " ",
    "  ",
    " -> ",
    "->",
    "\"",
    "\\",
    "\\n",
    "'",
    "</",
    "-rf",
    "\u0001",
    "\t",
    "\u007f",
    "\u2028",
    "...",
    ".a",
    "%s",
    "{",
    "obj ",
    " 0123456789abcdef0123456789abcdef 1"
  };

  private final Random random;

  SampleEntries(long seed) {
    random = new Random(seed);
  }

  /** With all that JSON can tell. */
  ManifestEntry any() {
    FileType type = TYPES[random.nextInt(TYPES.length)];
    boolean isDevice = type == FileType.BLOCK_DEVICE || type == FileType.CHARACTER_DEVICE;
    Map<String, Digest> digests = new TreeMap<>();
    if (type == FileType.REGULAR && random.nextBoolean()) {
      digests.put("SHA-256", digest(32));
      digests.put("SHA-512/256", digest(32));
      digests.put("SHA3-256", digest(32));
      digests.put("MD5", digest(16));
    }
    return new ManifestEntry(
        path(true),
        type,
        random.nextInt(010000),
        random.nextInt(),
        random.nextInt(),
        type == FileType.REGULAR ? random.nextLong() >>> (1 + random.nextInt(63)) : 0,
        new Timespec(random.nextLong() >> random.nextInt(64), nanos()),
        isDevice ? FileStat.device(random.nextInt(), random.nextInt()) : 0,
        type == FileType.SYMLINK ? Optional.of(linkText(true)) : Optional.empty(),
        digests);
  }

  /** With what CONTENTS tells, and names that it can tell. */
  ManifestEntry tellable() {
    FileType type = TYPES[random.nextInt(4)];
    boolean hasTime = type == FileType.REGULAR || type == FileType.SYMLINK;
    return new ManifestEntry(
        path(false),
        type,
        0,
        0,
        0,
        0,
        hasTime ? new Timespec(random.nextLong() >> random.nextInt(64), 0) : new Timespec(0, 0),
        0,
        type == FileType.SYMLINK ? Optional.of(linkText(false)) : Optional.empty(),
        type == FileType.REGULAR ? Map.of("MD5", digest(16)) : Map.of());
  }

  private int nanos() {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> 1;
      case 2 -> 999_999_999;
      default -> random.nextInt(1_000_000_000);
    };
  }

  private Digest digest(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Digest.of(bytes);
  }

  private RawPath path(boolean withLineEnds) {
    RawPath path = name(withLineEnds, true);
    for (int i = random.nextInt(4); i > 0; i--) {
      path = path.resolve(name(withLineEnds, true));
    }
    return path;
  }

  private RawPath linkText(boolean isFree) {
    RawPath text = name(isFree, isFree);
    return random.nextBoolean() ? text : RawPath.of("/").resolve(text);
  }

  private RawPath name(boolean withLineEnds, boolean withArrows) {
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    name.write('n'); // so that it is neither empty nor dots
    for (int i = random.nextInt(6); i > 0; i--) {
      String piece = PIECES[random.nextInt(PIECES.length)];
      if (withArrows || !piece.contains("->")) {
        name.writeBytes(piece.getBytes(StandardCharsets.UTF_8));
      }
      switch (random.nextInt(8)) {
        case 0 -> name.write(0x80 + random.nextInt(0x80));
        case 1 -> name.write(withLineEnds ? '\n' : ' ');
        case 2 -> name.write(withLineEnds ? '\r' : 'r');
        default -> name.write('x');
      }
    }
    return RawPath.of(name.toByteArray());
  }
}
