// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of docs/examples compile as they stand there, and do what they say. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../docs/examples");
  private static final String EPOCH = "1600000000";

  private final TempTree temp = TempTree.create();
  private final TempTree elsewhere = TempTree.onOtherFileSystem();
  @TempDir Path scratch;

  @AfterEach
  void remove() {
    temp.close();
    elsewhere.close();
  }

  private CompiledSource example(String name) throws IOException {
    return CompiledSource.of(EXAMPLES.resolve(name + ".java"), scratch.resolve("classes"));
  }

  @Test
  void installer_installsUpgradesAndVerifies() throws IOException {
    CompiledSource installer = example("PackageInstaller");
    Path root = temp.directory("root");
    elsewhere.file("v1/etc/conf", "default 1");
    elsewhere.file("v1/etc/touched", "default 1");
    elsewhere.file("v1/usr/bin/tool", "tool 1");
    elsewhere.file("v1/usr/share/old/file", "only in 1");
    elsewhere.file("v2/etc/conf", "default 2");
    elsewhere.file("v2/etc/touched", "default 1");
    elsewhere.file("v2/usr/bin/tool", "tool 2");
    elsewhere.file("v2/usr/bin/new", "only in 2");

    assertThat(install(installer, "v1", root)).isEmpty();
    assertThat(installer.run(Map.of(), "verify", "demo", root.toString())).isEmpty();
    Files.writeString(root.resolve("etc/conf"), "the admin's");
    Files.delete(root.resolve("etc/touched"));
    Files.writeString(root.resolve("usr/share/of others"), "");

    String said = install(installer, "v2", root);

    assertThat(said.lines())
        .containsExactly(
            "look at etc/._cfg0000_conf, the new etc/conf",
            "look at etc/._cfg0000_touched, the new etc/touched");
    assertThat(root.resolve("etc/conf")).hasContent("the admin's");
    assertThat(root.resolve("etc/._cfg0000_conf")).hasContent("default 2");
    assertThat(root.resolve("etc/touched")).doesNotExist();
    assertThat(root.resolve("usr/bin/tool")).hasContent("tool 2");
    assertThat(root.resolve("usr/bin/new")).hasContent("only in 2");
    assertThat(root.resolve("usr/share/old")).doesNotExist();
    assertThat(root.resolve("usr/share/of others")).exists();
    assertThat(installer.run(Map.of(), "verify", "demo", root.toString()))
        .contains("etc/conf")
        .contains("etc/touched")
        .doesNotContain("usr/");
  }

  @Test
  void installer_removesNothingBehindALink_norWhatWasChanged() throws IOException {
    CompiledSource installer = example("PackageInstaller");
    Path root = temp.directory("root");
    Files.createDirectories(root.resolve("usr/lib"));
    Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));
    elsewhere.file("v1/lib/libc.so", "1");
    elsewhere.file("v1/opt/tool", "1");
    elsewhere.file("v1/etc/changed", "1");
    elsewhere.file("v1/etc/kept as it was", "1");
    elsewhere.file("v2/usr/lib/libc.so", "2");
    assertThat(install(installer, "v1", root)).isEmpty();
    assertThat(root.resolve("usr/lib/libc.so")).hasContent("1");
    Files.writeString(root.resolve("etc/changed"), "the admin's");
    Path outside = temp.directory("outside");
    Files.move(root.resolve("opt/tool"), outside.resolve("tool"));
    Files.delete(root.resolve("opt"));
    Files.createSymbolicLink(root.resolve("opt"), outside);

    assertThat(install(installer, "v2", root)).isEmpty();

    assertThat(root.resolve("usr/lib/libc.so")).hasContent("2");
    assertThat(outside.resolve("tool")).hasContent("1");
    assertThat(root.resolve("etc/changed")).hasContent("the admin's");
    assertThat(root.resolve("etc/kept as it was")).doesNotExist();
  }

  private String install(CompiledSource installer, String version, Path root) {
    String image = elsewhere.path(version).toString();
    return installer.run(Map.of(), "install", "demo", image, root.toString());
  }

  @Test
  void builder_makesTheSameImageTwice() throws IOException, InterruptedException {
    Requirements.root();
    CompiledSource builder = example("ImageBuilder");
    elsewhere.file("base/usr/bin/tool", "tool");
    Files.createLink(elsewhere.path("base/usr/bin/alias"), elsewhere.path("base/usr/bin/tool"));
    Files.createSymbolicLink(elsewhere.path("base/lib"), Path.of("usr/lib"));
    elsewhere.file("base/usr/lib/one", "1");
    elsewhere.file("base/etc/owned", "by 33");
    SampleFiles.chown(elsewhere.path("base/etc/owned"), 33, 34);
    SampleFiles.chmod(elsewhere.path("base/usr/bin/tool"), 04755);
    elsewhere.file("app/usr/bin/app", "app");
    elsewhere.file("app/lib/two", "2");

    String first = build(builder, "first");
    Thread.sleep(1100); // whatever takes the time of day for one of its own would differ now
    String second = build(builder, "second");

    assertThat(second).isEqualTo(first);
    Path root = temp.path("first");
    assertThat(root.resolve("usr/lib/two")).hasContent("2");
    assertThat(Files.getAttribute(root.resolve("etc/owned"), "unix:uid")).isEqualTo(100_033);
    assertThat(Files.getAttribute(root.resolve("etc/owned"), "unix:gid")).isEqualTo(100_034);
    assertThat(Files.getLastModifiedTime(root.resolve("usr/bin/app")).toMillis() / 1000)
        .isEqualTo(Long.parseLong(EPOCH));
    assertThat(elsewhere.path("base/usr/bin/tool")).hasContent("tool");
  }

  /** The digest of what tar makes of the root. */
  private String build(CompiledSource builder, String name) {
    Path root = temp.path(name);
    builder.run(
        Map.of("SOURCE_DATE_EPOCH", EPOCH),
        root.toString(),
        "0:100000:65536",
        elsewhere.path("base").toString(),
        elsewhere.path("app").toString());
    String tar = "tar --sort=name --numeric-owner -C \"$1\" -cf - . | sha256sum";
    return Command.of("bash", "-o", "pipefail", "-c", tar, "-", root.toString())
        .run()
        .requireSuccess()
        .text();
  }
}
