// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A copy of a rich image, of which one attribute is changed at a time: just that difference is told
 * against the image, and against both forms of manifest if they know the attribute.
 */
final class MutatedCopy implements AutoCloseable {
  static final String NOTHING = "";

  private final VerifyFixture fixture = new VerifyFixture();
  private final List<Row> rows = new ArrayList<>();
  private List<ManifestEntry> manifest = List.of();

  /** Changes the copy. */
  interface Mutation {
    void apply(Path root) throws IOException;
  }

  private record Row(
      String name, Mutation mutation, String inImage, String inJson, String inContents) {}

  void makeImage() throws IOException {
    RichImage.in(fixture.image());
    manifest = ManifestOfTree.entries(fixture.image());
  }

  /** Copies the image again. */
  void freshRoot() {
    Command.of("rm", "-rf", fixture.root().toString()).run().requireSuccess();
    fixture.copyImage();
  }

  VerifyFixture trees() {
    return fixture;
  }

  /** How many entries the image has. */
  int entries() {
    return manifest.size();
  }

  List<String> verifyJson() throws IOException {
    return fixture.againstManifest(ManifestOfTree.reader(ManifestWriter::jsonLines, manifest));
  }

  List<String> verifyContents() throws IOException {
    return fixture.againstManifest(ManifestOfTree.reader(ManifestWriter::contents, manifest));
  }

  /** Adds a mutation, and what is told of it, each a difference or {@link #NOTHING}. */
  void row(String name, Mutation mutation, String image, String json, String contents) {
    rows.add(new Row(name, mutation, image, json, contents));
  }

  /** What all three know. */
  void everywhere(String name, Mutation mutation, String difference) {
    row(name, mutation, difference, difference, difference);
  }

  /** What CONTENTS doesn't know. */
  void notInContents(String name, Mutation mutation, String difference) {
    row(name, mutation, difference, difference, NOTHING);
  }

  /** What no manifest knows. */
  void onlyInImage(String name, Mutation mutation, String difference) {
    row(name, mutation, difference, NOTHING, NOTHING);
  }

  Stream<DynamicTest> tests() {
    return rows.stream().map(row -> DynamicTest.dynamicTest(row.name, () -> check(row)));
  }

  private void check(Row row) throws IOException {
    freshRoot();
    row.mutation.apply(fixture.root());
    assertTold("image", fixture.againstImage(), row.inImage);
    assertTold("JSON Lines", verifyJson(), row.inJson);
    assertTold("CONTENTS", verifyContents(), row.inContents);
  }

  /** Digests and ACLs aren't spelled out: what is expected ends where they begin. */
  private static void assertTold(String against, List<String> told, String expected) {
    if (expected.isEmpty()) {
      assertThat(told).as(against).isEmpty();
    } else if (expected.endsWith(" MD5 ") || expected.endsWith(" 0x")) {
      assertThat(told).as(against).singleElement().asString().startsWith(expected);
    } else {
      assertThat(told).as(against).containsExactly(expected);
    }
  }

  @Override
  public void close() {
    fixture.close();
  }
}
