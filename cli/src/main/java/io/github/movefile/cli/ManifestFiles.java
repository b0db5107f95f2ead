// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Option;
import io.github.movefile.merge.ManifestEntry;
import io.github.movefile.merge.ManifestWriter;
import io.github.movefile.merge.UntellableEntryException;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
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
                  + " those that are renamed, and with --reflink=always all, are read afterwards"),
          Option.value(
              "contents",
              "FILE",
              "write what ROOT has got to FILE, as portage's CONTENTS, with the MD5 of files; read"
                  + " as for --manifest"));

  private static final String DIGEST = "SHA-256";
  private static final String CONTENTS_DIGEST = "MD5";

  private final List<ManifestWriter> writers = new ArrayList<>(2);
  private final Set<String> digests = new TreeSet<>();
  private final List<String> untold = new ArrayList<>();

  private ManifestFiles() {}

  /** Opens them; what is there is replaced. */
  static ManifestFiles of(Arguments arguments) throws IOException {
    ManifestFiles files = new ManifestFiles();
    try {
      for (RawPath manifest : arguments.paths("manifest")) {
        files.writers.add(ManifestWriter.jsonLines(open(manifest)));
        files.digests.add(DIGEST);
      }
      for (RawPath contents : arguments.paths("contents")) {
        files.writers.add(ManifestWriter.contents(open(contents)));
        files.digests.add(CONTENTS_DIGEST);
      }
      return files;
    } catch (IOException e) {
      files.close();
      throw e;
    }
  }

  private static OutputStream open(RawPath file) throws IOException {
    return Files.newOutputStream(file.toPath());
  }

  /** Whether there is any. */
  boolean isAsked() {
    return !writers.isEmpty();
  }

  /** The digests that they need. */
  Set<String> digests() {
    return digests;
  }

  void write(ManifestEntry entry) throws IOException {
    for (ManifestWriter writer : writers) {
      try {
        writer.write(entry);
      } catch (UntellableEntryException e) {
        untold.add(e.getMessage()); // it is merged; that the list lacks it is said at the end
      }
    }
  }

  /** What the form of a manifest has no way to say: one line for people each. */
  List<String> untold() {
    return untold;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (ManifestWriter writer : writers) {
      try {
        writer.close();
      } catch (IOException e) {
        failure = e; // all are closed, whatever is said of one
      }
    }
    writers.clear();
    if (failure != null) {
      throw failure;
    }
  }
}
