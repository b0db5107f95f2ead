// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.movefile.merge.ManifestWriter;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is at the place of a manifest before, during and after a merge. */
class ManifestFileTest {
  @AutoClose private final TempTree temp = TempTree.create();

  private Path manifest;

  @BeforeEach
  void makeTrees() {
    temp.file("image/a", "1");
    temp.directory("root");
    temp.directory("lists");
    manifest = temp.path("lists/manifest");
  }

  private Cli.Outcome merge(String... options) {
    Object[] words = new Object[options.length + 3];
    words[0] = "merge";
    System.arraycopy(options, 0, words, 1, options.length);
    words[options.length + 1] = temp.path("image");
    words[options.length + 2] = temp.path("root");
    return Cli.run(words);
  }

  private void assertIsAloneInItsDirectory() throws IOException {
    try (var all = Files.list(manifest.getParent())) {
      assertThat(all).containsExactly(manifest);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--transaction", "--keep"})
  void failedMerge_leavesWhatWasThere(String option) throws IOException {
    temp.file("lists/manifest", "old");
    temp.file("image/z", "a file");
    temp.directory("root/z");

    assertThat(merge(option, "--manifest=" + manifest).status()).isEqualTo(1);

    assertThat(manifest).hasContent("old");
    assertIsAloneInItsDirectory();
  }

  @Test
  void oneInTheImage_isRefused() {
    Path inImage = temp.path("image/manifest");

    Cli.Outcome outcome = merge("--manifest=" + inImage);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("'" + inImage + "' lies in the image");
    assertThat(temp.path("image/a")).exists();
    assertThat(temp.path("root")).isEmptyDirectory();
  }

  @Test
  void oneInThePlaceOfAFileOfTheImage_isRefused() {
    temp.file("root/a", "old");

    Cli.Outcome outcome = merge("--manifest=" + temp.path("lists/../root/a"));

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("/root/a' is a name that the image brings");
    assertThat(temp.path("root/a")).hasContent("old");
    assertThat(temp.path("image/a")).exists();
  }

  @Test
  void oneThatTheImageReplacesThroughALinkOfTheRoot_isWrittenBesideIt() {
    temp.file("image/lib/list", "of the image");
    Path list = temp.file("root/usr/lib/list", "old");
    temp.symlink("root/lib", "usr/lib");

    Cli.Outcome outcome = merge("--manifest=" + list);

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("'" + list + "': another file has come there meanwhile; it is in '");
    assertThat(list).hasContent("of the image");
    String kept = outcome.err().replaceAll("(?s).*it is in '([^']*)'.*", "$1");
    assertThat(Path.of(kept)).content().contains("\"path\":\"lib/list\"");
  }

  @Test
  void twoToOneFile_areRefused() {
    Path other = temp.path("lists/../lists/manifest");

    Cli.Outcome outcome = merge("--manifest=" + manifest, "--contents=" + other);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("two manifests to one file");
    assertThat(manifest).doesNotExist();
  }

  @Test
  void failedMerge_leavesNothingWhereNothingWas() {
    temp.file("image/z", "a file");
    temp.directory("root/z");

    assertThat(merge("--contents=" + manifest).status()).isEqualTo(1);

    assertThat(manifest.getParent()).isEmptyDirectory();
  }

  @Test
  void merge_replacesIt_andKeepsItsPermissions() throws IOException {
    temp.file("lists/manifest", "old");
    Files.setPosixFilePermissions(manifest, PosixFilePermissions.fromString("rw-r-x---"));

    assertThat(merge("--contents=" + manifest).status()).isZero();

    assertThat(Files.readString(manifest)).startsWith("obj /a ");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(manifest)))
        .isEqualTo("rw-r-x---");
    assertIsAloneInItsDirectory();
  }

  @Test
  void newOne_hasThePermissionsOfANewFile() throws IOException {
    assertThat(merge("--contents=" + manifest).status()).isZero();

    assertThat(Files.getPosixFilePermissions(manifest))
        .isEqualTo(Files.getPosixFilePermissions(temp.file("new", "")));
  }

  @Test
  void link_isWrittenThrough() throws IOException {
    Path list = temp.file("list", "old");
    Files.createSymbolicLink(manifest, list);

    assertThat(merge("--contents=" + manifest).status()).isZero();

    assertThat(manifest).isSymbolicLink();
    assertThat(Files.readString(list)).startsWith("obj /a ");
  }

  @Test
  void fifo_isWrittenTo() throws Exception {
    Command.of("mkfifo", manifest.toString()).run().requireSuccess();
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> Command.of("cat", manifest.toString()).run().requireSuccess().text());

    assertThat(merge("--contents=" + manifest).status()).isZero();

    assertThat(read.get(1, TimeUnit.MINUTES)).startsWith("obj /a ");
    assertIsAloneInItsDirectory();
  }

  @Test
  void oneThatCannotBePutInItsPlace_isKept_andToldWhere() throws IOException {
    try (ManifestFile file = ManifestFile.open(RawPath.of(manifest), ManifestWriter::contents)) {
      temp.directory("lists/manifest/in the way");

      assertThatExceptionOfType(IOException.class)
          .isThrownBy(file::publish)
          .withMessageStartingWith("'" + manifest + "': ")
          .withMessageContaining("; it is in '" + manifest.getParent() + "/.movefile-manifest-");
    }
    try (var all = Files.list(manifest.getParent())) {
      assertThat(all).hasSize(2);
    }
  }
}
