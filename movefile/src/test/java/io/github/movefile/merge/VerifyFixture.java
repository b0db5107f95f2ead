// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.LeakCheckingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An image, a root, and what differs between them, each in a line. */
final class VerifyFixture implements AutoCloseable {
  final TempTree temp = TempTree.create();
  final List<Difference> differences = new ArrayList<>();

  Path image() {
    return temp.path("image");
  }

  Path root() {
    return temp.path("root");
  }

  Path image(String name) {
    return image().resolve(name);
  }

  Path root(String name) {
    return root().resolve(name);
  }

  /** Writes files of the image, and gives all of it times that reading doesn't change. */
  void writeImage(String... files) throws IOException {
    for (String file : files) {
      MergeFixture.write(image(file), "contents of " + file);
    }
    RichImage.stampAll(image());
  }

  /** Makes the root a copy of the image, by other means than ours. */
  VerifyFixture copyImage() {
    Command.of("cp", "-a", image().toString(), root().toString()).run().requireSuccess();
    return this;
  }

  List<String> againstImage() throws IOException {
    return againstImage(VerifyOptions.builder());
  }

  List<String> againstImage(VerifyOptions.Builder options) throws IOException {
    return run(
        options,
        (verify, o) -> verify.verify(RawPath.of(root()), RawPath.of(image()), o),
        Syscalls.system());
  }

  List<String> againstManifest(ManifestReader manifest) throws IOException {
    return run(
        VerifyOptions.builder(),
        (verify, o) -> verify.verifyManifest(RawPath.of(root()), manifest, o),
        Syscalls.system());
  }

  interface Run {
    VerifyReport run(TreeVerify verify, VerifyOptions options) throws IOException;
  }

  List<String> run(VerifyOptions.Builder options, Run run, Syscalls calls) throws IOException {
    differences.clear();
    LeakCheckingSyscalls leaks = new LeakCheckingSyscalls(calls);
    try {
      VerifyReport report =
          run.run(TreeVerify.using(leaks.syscalls()), options.listener(differences::add).build());
      if (report.differences() != differences.size()) {
        throw new AssertionError(report + " but heard " + differences);
      }
    } finally {
      leaks.assertNoLeaks();
    }
    return differences.stream().map(VerifyFixture::line).toList();
  }

  private static String line(Difference d) {
    String attribute = d.xattr().map(name -> "XATTR " + name).orElse(d.attribute().name());
    return d.path() + ": " + attribute + " " + d.expected() + " / " + d.found();
  }

  @Override
  public void close() {
    temp.close();
  }
}
