// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.verify;

import io.github.movefile.filecopy.ContentComparison;
import io.github.movefile.merge.Attribute;
import io.github.movefile.merge.ManifestEntry;
import io.github.movefile.merge.internal.ConfinedTree;
import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.merge.internal.ConfinedTrees;
import io.github.movefile.move.internal.Listing;
import io.github.movefile.move.internal.Place;
import io.github.movefile.move.internal.QuietOpen;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks an image and compares each entry with what the root has: all entries of a directory in the
 * order of their names' bytes, then one child directory after the other. Once, of one thread.
 */
final class ImageVerify {
  private final VerifySession session;
  private final RawPath imagePath;
  private final ConfinedTree imageTree;
  private final FactsComparison facts;
  private final XattrsComparison xattrs;
  private final ContentComparison contents;
  private final HardLinkGroups hardLinks;

  /** Directories that are still to be walked, by their paths: no descriptor waits for its turn. */
  private final Deque<RawPath> ahead = new ArrayDeque<>();

  ImageVerify(VerifySession session, Fd image, RawPath imagePath) {
    this.session = session;
    this.imagePath = imagePath;
    this.imageTree = ConfinedTrees.of(session.calls(), image);
    this.facts = new FactsComparison(session);
    this.xattrs = new XattrsComparison(session);
    this.contents = ContentComparison.using(session.calls(), false);
    this.hardLinks = new HardLinkGroups(session);
  }

  void run() throws IOException {
    ahead.push(RawPath.EMPTY);
    while (!ahead.isEmpty()) {
      walk(ahead.pop());
    }
  }

  private void walk(RawPath path) throws IOException {
    ReadFd opened;
    try {
      opened = openQuietly(path);
    } catch (ErrnoException e) {
      session.expectationUnreadable(path, e);
      return;
    }
    try (ReadFd image = opened;
        RootDirectory root = RootDirectory.open(session, path)) {
      List<DirectoryEntry> entries;
      try {
        entries = Listing.of(session.calls().paths(), image.fd());
      } catch (ErrnoException e) {
        session.expectationUnreadable(path, e);
        return;
      }
      List<RawPath> directories = new ArrayList<>();
      for (DirectoryEntry entry : entries) {
        session.countEntry();
        compare(image.fd(), root, entry.name());
        if (entry.type() == FileType.DIRECTORY) {
          directories.add(root.pathOf(entry.name()));
        }
      }
      for (int i = directories.size() - 1; i >= 0; i--) {
        ahead.push(directories.get(i));
      }
    }
  }

  /**
   * Opens a directory of the image so that listing it leaves its time of access, if that may be.
   */
  private ReadFd openQuietly(RawPath path) throws ErrnoException {
    try (ReadFd directory = new ReadFd(imageTree.openDirectory(path, Links.REFUSE))) {
      Place itself = new Place(directory.fd(), RawPath.DOT, path);
      return new ReadFd(QuietOpen.file(session.calls().paths(), itself));
    }
  }

  private void compare(Fd image, RootDirectory root, RawPath name) throws IOException {
    RawPath path = root.pathOf(name);
    Place source = new Place(image, name, imagePath.resolve(path));
    FileStat expected;
    ManifestEntry entry;
    try {
      expected = session.calls().paths().statx(image, name, AtFlags.SYMLINK_NOFOLLOW);
      entry = entry(path, source, expected);
    } catch (ErrnoException e) {
      session.expectationUnreadable(path, e);
      return;
    }
    try (RootEntry found = root.find(name, expected.type())) {
      if (found == null) {
        return;
      }
      facts.compareAll(entry, found);
      xattrs.compare(path, source, found.place());
      if (expected.isRegular()) {
        hardLinks.compare(path, expected, found.facts());
        if (expected.size() == found.facts().size()) {
          compareContents(path, source, expected, found);
        }
      }
    }
  }

  private ManifestEntry entry(RawPath path, Place source, FileStat is) throws ErrnoException {
    Optional<RawPath> link =
        is.isSymlink()
            ? Optional.of(session.calls().paths().readlinkat(source.dir(), source.path()))
            : Optional.empty();
    return new ManifestEntry(
        path,
        is.type(),
        is.permissions(),
        is.uid(),
        is.gid(),
        is.size(),
        is.mtime(),
        is.rdev(),
        link,
        Map.of());
  }

  private void compareContents(RawPath path, Place source, FileStat expected, RootEntry found)
      throws IOException {
    if (expected.isSameFile(found.facts()) || expected.size() == 0) {
      return;
    }
    ReadFd opened;
    try {
      opened = OpenFile.of(session.calls(), source, expected);
    } catch (IOException e) {
      session.expectationUnreadable(path, e);
      return;
    }
    boolean areEqual;
    try (ReadFd image = opened;
        ReadFd root = OpenFile.of(session.calls(), found.place(), found.facts())) {
      areEqual = contents.equal(image.fd(), expected, root.fd(), found.facts());
    } catch (IOException e) {
      session.unreadable(path, e);
      return;
    }
    if (!areEqual) {
      session.differ(path, Attribute.CONTENTS, "the bytes of the image", "other bytes");
    }
  }
}
