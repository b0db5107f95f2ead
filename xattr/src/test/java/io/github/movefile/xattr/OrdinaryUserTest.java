// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.AsUser;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user without capabilities can carry. */
class OrdinaryUserTest {
  private final Xattrs xattrs = Xattrs.create();
  @AutoClose private final TempTree temp = TempTree.create();
  private XattrFile source;

  @BeforeEach
  void makeSource() throws Exception {
    Requirements.root();
    temp.openToEveryone();
    Path file = temp.file("source", "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    source = XattrFile.path(temp.raw("source"));
    xattrs.set(source, XattrName.of("user.x"), new byte[] {1});
  }

  /** Copies from its first argument to its second, a new file of a mode, and prints the result. */
  static final class Copy {
    public static void main(String[] arguments) throws Exception {
      Path target = Path.of(arguments[1]);
      Files.createFile(target);
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(arguments[2]));
      XattrCopyResult result =
          Xattrs.create()
              .copy(
                  XattrFile.path(RawPath.of(Path.of(arguments[0]))),
                  XattrFile.path(RawPath.of(target)),
                  XattrRules.defaults());
      result.copied().forEach(name -> System.out.println("copied " + name));
      result
          .losses()
          .forEach(l -> System.out.println("lost " + l.name() + " " + l.cause().errno()));
    }
  }

  private List<String> copyAsUser(String mode) {
    return AsUser.call(
            Copy.class, temp.path("source").toString(), temp.path("target").toString(), mode)
        .requireSuccess()
        .text()
        .lines()
        .toList();
  }

  @Test
  void attributesOfRoot_areNotShown_soNotMissed() throws Exception {
    xattrs.set(source, XattrName.of("trusted.x"), new byte[] {1});

    assertThat(copyAsUser("rw-------")).containsExactly("copied user.x");
  }

  @Test
  void capability_isALoss() {
    Requirements.command("setcap");
    Command.of("setcap", "cap_chown+ep", temp.path("source").toString()).run().requireSuccess();

    assertThat(copyAsUser("rw-------"))
        .containsExactlyInAnyOrder("copied user.x", "lost security.capability EPERM");
  }

  /** Why a move sets a mode without w after the attributes. */
  @Test
  void userAttribute_isALossOnAFileThatMayNotBeWritten() {
    assertThat(copyAsUser("r--r--r--")).containsExactly("lost user.x EACCES");
  }

  @Test
  void acl_travels() throws Exception {
    Requirements.command("setfacl", "getfacl");
    Command.of("setfacl", "-m", "u:12345:r", temp.path("source").toString()).run().requireSuccess();

    assertThat(copyAsUser("rw-------"))
        .containsExactlyInAnyOrder("copied user.x", "copied system.posix_acl_access");
    assertThat(
            Command.of("getfacl", "-n", "-c", temp.path("target").toString())
                .run()
                .requireSuccess()
                .text())
        .contains("user:12345:r--");
  }
}
