// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.verify;

import io.github.movefile.merge.ManifestEntry;
import io.github.movefile.merge.ManifestFormat;
import io.github.movefile.merge.ManifestReader;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.util.Optional;

/** Compares each entry of a manifest with what the root has, as it is read. Once, of one thread. */
final class ManifestVerify {
  private final VerifySession session;
  private final ManifestReader manifest;
  private final FactsComparison facts;
  private final DigestComparison digests;

  ManifestVerify(VerifySession session, ManifestReader manifest) {
    this.session = session;
    this.manifest = manifest;
    this.facts = new FactsComparison(session);
    this.digests = new DigestComparison(session);
  }

  void run() throws IOException {
    RootDirectory directory = RootDirectory.open(session, RawPath.EMPTY);
    try {
      Optional<ManifestEntry> next = manifest.next();
      while (next.isPresent()) {
        ManifestEntry entry = next.get();
        RawPath parent = parent(entry.path());
        if (!parent.equals(directory.path())) {
          directory.close();
          directory = RootDirectory.open(session, parent);
        }
        session.countEntry();
        compare(entry, directory);
        next = manifest.next();
      }
    } finally {
      directory.close();
    }
  }

  private static RawPath parent(RawPath path) {
    RawPath parent = path.parent();
    return parent.equals(RawPath.DOT) ? RawPath.EMPTY : parent;
  }

  private void compare(ManifestEntry entry, RootDirectory directory) throws IOException {
    try (RootEntry found = directory.find(entry.path().fileName(), entry.type())) {
      if (found == null) {
        return;
      }
      boolean hasSize = manifest.format() == ManifestFormat.JSON_LINES;
      if (hasSize) {
        facts.compareAll(entry, found);
      } else {
        facts.compareSecondsAndLink(entry, found);
      }
      if (entry.type() == FileType.REGULAR && (!hasSize || entry.size() == found.facts().size())) {
        digests.compare(entry, found);
      }
    }
  }
}
