// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies and manifests of {@code movefile merge}, by its options. */
class MergeOptionsTest {
  @AutoClose private final TempTree temp = TempTree.create();

  private Cli.Outcome merge(Object... options) {
    Object[] words = new Object[options.length + 3];
    words[0] = "merge";
    System.arraycopy(options, 0, words, 1, options.length);
    words[options.length + 1] = temp.path("image");
    words[options.length + 2] = temp.path("root");
    return Cli.run(words);
  }

  @Test
  void collisions_backUp() {
    temp.file("image/x/in", "new");
    temp.file("root/x", "old");

    Cli.Outcome outcome = merge("--collisions=backup");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains("1 in place of a backup");
    assertThat(temp.path("root/x/in")).hasContent("new");
    assertThat(temp.path("root/x.backup.0000")).hasContent("old");
  }

  @Test
  void collisions_skip() {
    temp.file("image/x/in", "new");
    temp.file("root/x", "old");

    assertThat(merge("--collisions=skip").status()).isZero();

    assertThat(temp.path("image/x/in")).hasContent("new");
    assertThat(temp.path("root/x")).hasContent("old");
  }

  @Test
  void linksToDirectories_areRefusedWhereAskedFor() throws Exception {
    temp.file("image/lib/a", "a");
    temp.directory("root/usr/lib");
    Files.createSymbolicLink(temp.path("root/lib"), Path.of("usr/lib"));

    assertThat(merge("--directory-links=refuse").status()).isEqualTo(1);
    assertThat(merge("--directory-links=follow").status()).isZero();
    assertThat(temp.path("root/usr/lib/a")).hasContent("a");
  }

  @Test
  void manifests_areWritten_andTellWhatWasInstalled() throws Exception {
    Path manifest = temp.path("manifest");
    Path contents = temp.path("contents");
    temp.file("image/etc/conf", "1");
    temp.directory("root");

    assertThat(merge("--manifest=" + manifest, "--contents=" + contents).status()).isZero();

    assertThat(Files.readAllLines(manifest)).hasSize(3);
    assertThat(Files.readAllLines(manifest).get(2))
        .contains("\"path\":\"etc/conf\"")
        .contains("6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b");
    List<String> lines = Files.readAllLines(contents);
    assertThat(lines.get(0)).isEqualTo("dir /etc");
    assertThat(lines.get(1)).startsWith("obj /etc/conf c4ca4238a0b923820dcc509a6f75849b ");
    Files.delete(temp.path("root/etc/conf"));
    temp.file("image/etc/conf", "2");
    assertThat(merge("--protect=/etc", "--installed=" + contents).status()).isZero();
    assertThat(temp.path("root/etc/conf")).doesNotExist();
    assertThat(temp.path("root/etc/._cfg0000_conf")).hasContent("2");
  }

  @Test
  void protectMask_letsThrough() {
    temp.file("image/etc/a", "new");
    temp.file("image/etc/env.d/b", "new");
    temp.file("root/etc/a", "old");
    temp.file("root/etc/env.d/b", "old");

    assertThat(merge("--protect=/etc", "--protect-mask=/etc/env.d").out())
        .contains("1 pending beside protected ones");

    assertThat(temp.path("root/etc/a")).hasContent("old");
    assertThat(temp.path("root/etc/._cfg0000_a")).hasContent("new");
    assertThat(temp.path("root/etc/env.d/b")).hasContent("new");
  }

  @Test
  void nameThatContentsCannotTell_isMerged_andTold() {
    temp.file("image/a\nb", "1");
    temp.directory("root");

    Cli.Outcome outcome = merge("--contents=" + temp.path("contents"));

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("movefile: ").contains("a line end in its name");
    assertThat(temp.path("root/a\nb")).hasContent("1");
  }

  @Test
  void manifestThatCannotBeWritten_endsBeforeAnythingIsMerged() {
    temp.file("image/a", "1");
    temp.directory("root");

    Cli.Outcome outcome = merge("--manifest=" + temp.path("no/where"));

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "movefile: cannot write the manifest '"
                + temp.path("no/where")
                + "': no such file or directory\n");
    assertThat(temp.path("image/a")).hasContent("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--workers=0", "--workers=x", "--workers=-1", "--installed=x"})
  void wrongOptions_areWrongUsage(String option) {
    assertThat(merge(option).status()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--protect=/etc /usr/../x, --protect-mask=/etc, --protect, /usr/../x",
    "--protect=/etc, --protect-mask=.., --protect-mask, .."
  })
  void protectedPathThatLeadsUp_isWrongUsage(
      String protect, String mask, String option, String path) {
    Cli.Outcome outcome = merge(protect, mask);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.errLines().get(0))
        .isEqualTo(
            "movefile: invalid '%s': '..' in a list of protected paths: '%s'"
                .formatted(option, path));
  }

  @Test
  void installedThatIsNotThere_isTold() {
    Path missing = temp.path("missing");

    assertThat(merge("--protect=/etc", "--installed=" + missing).errLines().get(0))
        .isEqualTo("movefile: cannot read '" + missing + "': no such file or directory");
  }

  @Test
  void existingDirectories_update() throws Exception {
    temp.file("image/d/a", "a");
    Files.setPosixFilePermissions(
        temp.path("image/d"), java.nio.file.attribute.PosixFilePermissions.fromString("rwx--x---"));
    temp.file("root/d/b", "b");

    assertThat(merge("--existing-directories=update", "--unchanged=replace").status()).isZero();

    assertThat(
            java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(temp.path("root/d"))))
        .isEqualTo("rwx--x---");
  }
}
