// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.verify;

import io.github.movefile.merge.Attribute;
import io.github.movefile.merge.Digest;
import io.github.movefile.merge.ManifestEntry;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares the contents of a file with the digests of a manifest, by one read. Of one thread. */
final class DigestComparison {
  private static final int SIZE = 256 * 1024;

  private final VerifySession session;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);

  DigestComparison(VerifySession session) {
    this.session = session;
  }

  /** Tells the first digest that differs, if one does. */
  void compare(ManifestEntry expected, RootEntry found) throws IOException {
    if (expected.digests().isEmpty()) {
      return;
    }
    SortedMap<String, MessageDigest> running = new TreeMap<>();
    for (String algorithm : expected.digests().keySet()) {
      try {
        running.put(algorithm, MessageDigest.getInstance(algorithm));
      } catch (NoSuchAlgorithmException e) {
        session.expectationUnreadable(
            expected.path(), new IOException("there is no digest " + algorithm + " here", e));
      }
    }
    try (Fd file = OpenFile.of(session.calls(), found.place(), found.facts())) {
      read(file, found.facts(), running);
    } catch (IOException e) {
      session.unreadable(expected.path(), e);
      return;
    }
    tell(expected, running);
  }

  private void read(Fd file, FileStat facts, SortedMap<String, MessageDigest> running)
      throws IOException {
    // A file that somebody writes to all the while would have no end.
    long left = facts.size();
    long offset = 0;
    while (left > 0) {
      buffer.clear().limit((int) Math.min(SIZE, left));
      int count = session.calls().data().pread(file, buffer, offset);
      if (count == 0) {
        return;
      }
      buffer.flip();
      for (MessageDigest digest : running.values()) {
        digest.update(buffer.duplicate());
      }
      offset += count;
      left -= count;
    }
  }

  private void tell(ManifestEntry expected, SortedMap<String, MessageDigest> running)
      throws IOException {
    for (Map.Entry<String, MessageDigest> entry : running.entrySet()) {
      Digest found = Digest.of(entry.getValue().digest());
      Digest wanted = expected.digests().get(entry.getKey());
      if (wanted != null && !wanted.equals(found)) {
        String name = entry.getKey() + " ";
        session.differ(
            expected.path(), Attribute.CONTENTS, name + wanted.hex(), name + found.hex());
        return;
      }
    }
  }
}
