// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code movefile verify}, against all that a merge leaves. */
class VerifyCommandTest {
  @AutoClose private final TempTree temp = TempTree.create();

  /** Merges, and returns what to verify against. */
  private Path merged(String against) {
    temp.file("image/d/a", "1234");
    temp.file("image/b", "12");
    Path root = temp.directory("root");
    Path manifest = temp.path("manifest");
    String option = against.equals("contents") ? "--contents=" : "--manifest=";
    assertThat(Cli.run("merge", "--keep", option + manifest, temp.path("image"), root).status())
        .isZero();
    return against.equals("image") ? temp.path("image") : manifest;
  }

  private Cli.Outcome verify(Path against, Object... options) {
    Object[] words = new Object[options.length + 3];
    words[0] = "verify";
    words[1] = temp.path("root");
    words[2] = "--against=" + against;
    System.arraycopy(options, 0, words, 3, options.length);
    return Cli.run(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "manifest", "contents"})
  void nothingDiffers_afterAMerge(String against) {
    Path expected = merged(against);
    temp.file("root/of others", "");

    assertThat(verify(expected))
        .isEqualTo(new Cli.Outcome(0, "3 entries compared, no difference\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "manifest", "contents"})
  void differences_areTold(String against) throws Exception {
    Path expected = merged(against);
    Files.delete(temp.path("root/b"));
    java.nio.file.attribute.FileTime time = Files.getLastModifiedTime(temp.path("root/d/a"));
    Files.writeString(temp.path("root/d/a"), "4321");
    Files.setLastModifiedTime(temp.path("root/d/a"), time);

    Cli.Outcome outcome = verify(expected);

    assertThat(outcome.status()).isEqualTo(1);
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines).contains("'b': missing", "3 entries compared, 2 differences");
    assertThat(lines).anyMatch(line -> line.startsWith("'d/a': contents: expected "));
    assertThat(verify(expected, "-q")).isEqualTo(new Cli.Outcome(1, "", ""));
  }

  @Test
  void json_isOneObjectADifference() throws Exception {
    Path expected = merged("manifest");
    Files.setPosixFilePermissions(
        temp.path("root/b"), PosixFilePermissions.fromString("rwx--x---"));

    Cli.Outcome outcome = verify(expected, "--json");

    JsonObject difference = JsonParser.object().from(outcome.out());
    assertThat(difference.getString("path")).isEqualTo("b");
    assertThat(difference.getString("attribute")).isEqualTo("mode");
    assertThat(difference.getString("expected")).contains("644");
    assertThat(difference.getString("found")).contains("710");
  }

  @Test
  void malformedManifest_isNamedWithItsLine() {
    temp.directory("root");
    Path manifest = temp.file("manifest", "obj /a");

    Cli.Outcome outcome = verify(manifest);

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith("movefile: cannot verify '" + temp.path("root") + "' against '" + manifest)
        .contains("line 1");
  }

  @Test
  void missingRoot_isTold() {
    Path expected = merged("manifest");

    Cli.Outcome outcome = Cli.run("verify", temp.path("missing"), "--against=" + expected);

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("ENOENT (No such file or directory)");
  }

  @Test
  void nothingToCompareWith_isWrongUsage() {
    assertThat(Cli.run("verify", temp.directory("root")).errLines())
        .contains("movefile: give one '--against', an image or a manifest");
    assertThat(Cli.run("verify", temp.path("root")).status()).isEqualTo(2);
  }
}
