// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.AsUser;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** File systems that are full or read-only, and users who may not. */
class RefusingFileSystemsTest {
  @AutoClose private final TempTree temp = TempTree.create();

  /** A file system of its own, unmounted in the end. */
  private record Mount(Path path) implements AutoCloseable {
    static Mount tmpfs(Path path, String options) {
      return of("tmpfs", path, options);
    }

    static Mount of(String type, Path path, String options) {
      Requirements.root();
      Requirements.command("mount", "umount");
      CommandResult mount =
          Command.of("mount", "-t", type, "-o", options, type, path.toString()).run();
      Requirements.need(mount.exitCode() == 0, "the right to mount");
      return new Mount(path);
    }

    @Override
    public void close() {
      Command.of("umount", path.toString()).run().requireSuccess();
    }
  }

  @Test
  void readOnlyTarget_isRefusedAndNothingChanged() {
    Path a = temp.file("a", "text");
    Path directory = temp.directory("mnt");
    try (Mount mount = Mount.tmpfs(directory, "ro,size=64k")) {
      Path b = mount.path().resolve("b");

      Cli.Outcome outcome = Cli.run("move", a, b);

      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.err())
          .startsWith("movefile: cannot move '" + a + "' to '" + b + "': ")
          .endsWith(": EROFS (Read-only file system)\n");
      assertThat(a).hasContent("text");
    }
  }

  @Test
  void fullTarget_isRefusedAndNothingLeft() throws IOException {
    Path a = temp.file("a", new byte[1 << 20]);
    Path directory = temp.directory("mnt");
    try (Mount mount = Mount.tmpfs(directory, "size=256k")) {
      Path b = mount.path().resolve("b");

      Cli.Outcome outcome = Cli.run("move", "--json", a, b);

      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.out())
          .contains("\"failure\":\"no_space\"", "\"errno\":\"ENOSPC\"", "\"state\":\"unchanged\"");
      assertThat(a).hasSize(1 << 20);
      try (var left = Files.list(mount.path())) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void lostAttribute_isAWarning_andAnErrorIfRequired() throws IOException {
    Path a = temp.file("a", "text");
    Files.setAttribute(a, "user:x", new byte[] {1});
    Path directory = temp.directory("mnt");
    try (Mount mount = Mount.of("ramfs", directory, "rw")) { // which has no attributes
      Path b = mount.path().resolve("b");
      String refusal = "fsetxattr: EOPNOTSUPP (Operation not supported)\n";

      Cli.Outcome required = Cli.run("copy", "--require-xattrs", "user.[wxy]", a, b);
      assertThat(required.status()).isEqualTo(1);
      assertThat(required.err())
          .isEqualTo(
              "movefile: cannot copy '" + a + "' to '" + b + "': attribute user.x: " + refusal);
      assertThat(b).doesNotExist();

      assertThat(Cli.run("copy", a, b))
          .isEqualTo(
              new Cli.Outcome(
                  0, "", "movefile: warning: '" + b + "': attribute user.x not kept: " + refusal));
      assertThat(b).hasContent("text");
    }
  }

  @Test
  void forbiddenDirectory_isRefused() throws IOException {
    Path a = temp.file("a", "text");
    Path b = temp.directory("private").resolve("b");
    Files.setPosixFilePermissions(b.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
    temp.openToEveryone();

    CommandResult result = AsUser.run(Main.class, "move", a.toString(), b.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errorText())
        .isEqualTo(
            "movefile: cannot move '"
                + a
                + "' to '"
                + b
                + "': renameat: EACCES (Permission denied)");
    assertThat(a).hasContent("text");
  }

  @Test
  void copy_tellsWhichSideIsForbidden() throws IOException {
    Path secret = temp.file("secret", "text");
    Path open = temp.file("open", "text");
    Path directory = temp.directory("private");
    temp.openToEveryone();
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(copyAsUser(secret, temp.path("b")))
        .endsWith("': the source: openat: EACCES (Permission denied)");
    assertThat(copyAsUser(open, directory.resolve("b")))
        .endsWith("': the target's directory: openat: EACCES (Permission denied)");
  }

  private static String copyAsUser(Path a, Path b) {
    return AsUser.run(Main.class, "copy", a.toString(), b.toString()).errorText();
  }

  @Test
  void lostOwner_isAWarning_silencedByQuiet_refusedOnDemand() throws IOException {
    Path a = temp.file("a", "text");
    temp.openToEveryone();
    String b = temp.path("b").toString();

    CommandResult warned = AsUser.run(Main.class, "copy", a.toString(), b);
    assertThat(warned.exitCode()).isZero();
    assertThat(warned.errorText())
        .isEqualTo(
            "movefile: warning: '"
                + b
                + "': owner 0:0 not kept: fchown: EPERM (Operation not permitted)");

    CommandResult quiet = AsUser.run(Main.class, "copy", "-q", a.toString(), b);
    assertThat(quiet.exitCode()).isZero();
    assertThat(quiet.errorText()).isEmpty();

    Files.delete(Path.of(b));
    CommandResult refused = AsUser.run(Main.class, "copy", "--fail-on-loss", a.toString(), b);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errorText()).contains("owner 0:0 not kept");
    assertThat(Path.of(b)).doesNotExist();
  }

  @Test
  void sourceThatCannotBeRemoved_isToldWithWhatIsLeft() throws IOException {
    Requirements.root();
    try (TempTree other = TempTree.onOtherFileSystem().openToEveryone()) {
      Path a = temp.directory("private").resolve("a");
      Files.writeString(a, "text");
      Files.setPosixFilePermissions(a, PosixFilePermissions.fromString("rw-r--r--"));
      Files.setPosixFilePermissions(a.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
      temp.openToEveryone();
      Path b = other.path("b");

      CommandResult result = AsUser.run(Main.class, "move", "-q", a.toString(), b.toString());

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.errorText())
          .isEqualTo(
              "movefile: cannot move '"
                  + a
                  + "' to '"
                  + b
                  + "': unlinkat: EACCES (Permission denied); '"
                  + b
                  + "' is complete, and '"
                  + a
                  + "' is still there");
      assertThat(a).hasContent("text");

      CommandResult warned = AsUser.run(Main.class, "move", a.toString(), b.toString());
      assertThat(warned.errorText())
          .endsWith(
              "is still there\nmovefile: warning: '"
                  + b
                  + "': owner 0:0 not kept: fchown: EPERM (Operation not permitted)");

      CommandResult json = AsUser.run(Main.class, "move", "--json", a.toString(), b.toString());
      assertThat(json.text()).contains("source_left", "\"warnings\":[{\"loss\":\"owner\"");
    }
  }
}
