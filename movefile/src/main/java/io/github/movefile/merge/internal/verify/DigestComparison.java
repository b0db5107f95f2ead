// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.verify;

import io.github.movefile.filecopy.FileDigest;
import io.github.movefile.merge.Attribute;
import io.github.movefile.merge.Digest;
import io.github.movefile.merge.ManifestEntry;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares the contents of a file with the digests of a manifest, by one read. Of one thread. */
final class DigestComparison {
  private final VerifySession session;
  private final FileDigest digests;

  DigestComparison(VerifySession session) {
    this.session = session;
    this.digests = FileDigest.using(session.calls());
  }

  /** Tells the first digest that differs, if one does. */
  void compare(ManifestEntry expected, RootEntry found) throws IOException {
    Set<String> algorithms = known(expected);
    if (algorithms.isEmpty()) {
      return;
    }
    Map<String, byte[]> all;
    try (ReadFd file = OpenFile.of(session.calls(), found.place(), found.facts())) {
      all = digests.of(file.fd(), algorithms);
    } catch (IOException e) {
      session.unreadable(expected.path(), e);
      return;
    }
    for (Map.Entry<String, byte[]> entry : all.entrySet()) {
      Digest there = Digest.of(entry.getValue());
      Digest wanted = expected.digests().get(entry.getKey());
      if (wanted != null && !wanted.equals(there)) {
        String name = entry.getKey() + " ";
        session.differ(
            expected.path(), Attribute.CONTENTS, name + wanted.hex(), name + there.hex());
        return;
      }
    }
  }

  /** The digests that can be computed here; of the others it is told that they can't. */
  private Set<String> known(ManifestEntry expected) throws IOException {
    Set<String> known = new TreeSet<>();
    for (String algorithm : expected.digests().keySet()) {
      try {
        MessageDigest.getInstance(algorithm);
        known.add(algorithm);
      } catch (NoSuchAlgorithmException e) {
        session.expectationUnreadable(
            expected.path(), new IOException("there is no digest " + algorithm + " here", e));
      }
    }
    return known;
  }
}
