// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Option;
import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.cli.shared.WorkingDirectory;
import io.github.movefile.merge.ManifestEntry;
import io.github.movefile.merge.ManifestWriter;
import io.github.movefile.merge.UntellableEntryException;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The manifests that a merge was asked to write. For one thread at a time. */
final class ManifestFiles implements AutoCloseable {
  static final List<Option> OPTIONS =
      List.of(
          Option.value(
              "manifest",
              "FILE",
              "write what ROOT has got to FILE, one JSON object a line, with the SHA-256 of files,"
                  + " which are read and written for it instead of shared or copied by the kernel;"
                  + " those that are renamed, and with --reflink=always all, are read afterwards; a"
                  + " FILE that is there is replaced when all is merged"),
          Option.value(
              "contents",
              "FILE",
              "write what ROOT has got to FILE likewise, as portage's CONTENTS, with the MD5 of"
                  + " files"));

  private static final String DIGEST = "SHA-256";
  private static final String CONTENTS_DIGEST = "MD5";

  private final List<ManifestFile> files = new ArrayList<>(2);
  private final Set<String> digests = new TreeSet<>();
  private final List<String> untold = new ArrayList<>();

  private ManifestFiles() {}

  /**
   * Refuses one that lies in the image, where it would be merged itself, one in the place of what
   * the image brings, and two that are one file.
   */
  static void requireApart(Arguments arguments, RawPath image, RawPath root) throws UsageException {
    if (!arguments.has("manifest") && !arguments.has("contents")) {
      return;
    }
    Path forbidden = real(WorkingDirectory.resolve(image));
    Path top = real(WorkingDirectory.resolve(root));
    Set<Path> places = new HashSet<>();
    for (String option : List.of("manifest", "contents")) {
      for (RawPath file : arguments.paths(option)) {
        Path place = place(WorkingDirectory.resolve(file));
        if (place.startsWith(forbidden)) {
          throw new UsageException(file.quoted() + " lies in the image");
        }
        if (place.startsWith(top) && isThere(forbidden.resolve(top.relativize(place)))) {
          throw new UsageException(file.quoted() + " is a name that the image brings");
        }
        boolean isReplaced = Files.isRegularFile(place) || Files.notExists(place);
        if (isReplaced && !places.add(place)) {
          throw new UsageException("two manifests to one file, " + file.quoted());
        }
      }
    }
  }

  private static boolean isThere(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static Path place(Path file) {
    Path name = file.getFileName();
    Path parent = file.getParent();
    return name == null || parent == null ? real(file) : real(parent).resolve(name);
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.normalize(); // it isn't there, which will be said by who opens it
    }
  }

  /** Opens them. */
  static ManifestFiles of(Arguments arguments) throws IOException {
    ManifestFiles all = new ManifestFiles();
    try {
      for (RawPath manifest : arguments.paths("manifest")) {
        all.files.add(ManifestFile.open(manifest, ManifestWriter::jsonLines));
        all.digests.add(DIGEST);
      }
      for (RawPath contents : arguments.paths("contents")) {
        all.files.add(ManifestFile.open(contents, ManifestWriter::contents));
        all.digests.add(CONTENTS_DIGEST);
      }
      return all;
    } catch (IOException e) {
      all.close();
      throw e;
    }
  }

  /** Whether there is any. */
  boolean isAsked() {
    return !files.isEmpty();
  }

  /** The digests that they need. */
  Set<String> digests() {
    return digests;
  }

  void write(ManifestEntry entry) throws IOException {
    for (ManifestFile file : files) {
      try {
        file.write(entry);
      } catch (UntellableEntryException e) {
        untold.add(e.getMessage()); // it is merged; that the list lacks it is said at the end
      }
    }
  }

  /** What the form of a manifest has no way to say: one line for people each. */
  List<String> untold() {
    return untold;
  }

  /** Puts them in their places: all is merged. */
  void publish() throws IOException {
    onEach(ManifestFile::publish);
  }

  /** Ends them; those that were not published go. */
  @Override
  public void close() throws IOException {
    onEach(ManifestFile::close);
  }

  private interface End {
    void of(ManifestFile file) throws IOException;
  }

  private void onEach(End end) throws IOException {
    IOException failure = null;
    for (ManifestFile file : files) {
      try {
        end.of(file);
      } catch (IOException e) {
        failure = e; // it is done to all, whatever is said of one
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
