// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ACLs as setfacl(1) makes them and getfacl(1) sees them. */
class AclTest {
  private static final XattrName ACCESS = XattrName.of("system.posix_acl_access");
  private static final XattrName DEFAULT = XattrName.of("system.posix_acl_default");

  private final Xattrs xattrs = Xattrs.create();
  @AutoClose private final TempTree temp = TempTree.create();

  @BeforeEach
  void needTools() {
    Requirements.command("setfacl", "getfacl");
  }

  private static void setfacl(Path file, String... options) {
    String[] words = new String[options.length + 2];
    words[0] = "setfacl";
    System.arraycopy(options, 0, words, 1, options.length);
    words[words.length - 1] = file.toString();
    Command.of(words).run().requireSuccess();
  }

  private static String getfacl(Path file) {
    return Command.of("getfacl", "-n", "-c", "-p", file.toString()).run().requireSuccess().text();
  }

  private XattrCopyResult copy(String source, String target, XattrRules rules)
      throws XattrException {
    return xattrs.copy(XattrFile.path(temp.raw(source)), XattrFile.path(temp.raw(target)), rules);
  }

  @Test
  void accessAcl_travels() throws Exception {
    Path source = temp.file("source", "");
    setfacl(source, "-m", "u:12345:rw,g:54321:r");
    Path target = temp.file("target", "");

    XattrCopyResult result = copy("source", "target", XattrRules.defaults());

    assertThat(result.copied()).containsExactly(ACCESS);
    assertThat(getfacl(target)).isEqualTo(getfacl(source)).contains("user:12345:rw-");
  }

  @Test
  void accessAcl_travelsToAnotherFileSystem() throws Exception {
    Path source = temp.file("source", "");
    setfacl(source, "-m", "u:12345:rw");
    try (TempTree other = TempTree.onOtherFileSystem()) {
      Path target = other.file("target", "");
      XattrCopyResult result =
          xattrs.copy(
              XattrFile.path(temp.raw("source")),
              XattrFile.path(other.raw("target")),
              XattrRules.defaults());

      assertThat(result.losses()).isEmpty();
      assertThat(getfacl(target)).isEqualTo(getfacl(source)).contains("user:12345:rw-");
    }
  }

  @Test
  void bothAclsOfADirectory_travel() throws Exception {
    Path source = temp.directory("source");
    setfacl(source, "-m", "u:12345:rwx");
    setfacl(source, "-d", "-m", "u:23456:r");
    Path target = temp.directory("target");

    XattrCopyResult result = copy("source", "target", XattrRules.defaults());

    assertThat(result.copied()).containsExactlyInAnyOrder(ACCESS, DEFAULT);
    assertThat(getfacl(target))
        .isEqualTo(getfacl(source))
        .contains("user:12345:rwx", "default:user:23456:r--");
  }

  @Test
  void aclOfTheTargetsDirectory_doesNotLeakIntoAFile() throws Exception {
    temp.file("source", "");
    Path target = fileInDirectoryWithDefaultAcl();
    assertThat(getfacl(target)).contains("user:12345:");

    XattrCopyResult result = copy("source", "dir/target", XattrRules.defaults());

    assertThat(result.losses()).isEmpty();
    assertThat(getfacl(target)).doesNotContain("user:12345:");
    assertThat(xattrs.list(XattrFile.path(temp.raw("dir/target")))).isEmpty();
  }

  @Test
  void aclOfTheTargetsDirectory_doesNotLeakIntoADirectory() throws Exception {
    temp.directory("source");
    setfacl(temp.directory("dir"), "-d", "-m", "u:12345:rwx");
    Path target = temp.directory("dir/target");
    assertThat(getfacl(target)).contains("\nuser:12345:", "default:user:12345:");

    copy("source", "dir/target", XattrRules.defaults());

    assertThat(getfacl(target)).doesNotContain("12345");
  }

  @Test
  void ownAcl_replacesTheInheritedOne() throws Exception {
    Path source = temp.file("source", "");
    setfacl(source, "-m", "u:777:r");
    Path target = fileInDirectoryWithDefaultAcl();

    copy("source", "dir/target", XattrRules.defaults());

    assertThat(getfacl(target)).isEqualTo(getfacl(source)).doesNotContain("12345");
  }

  @Test
  void inheritedAcl_isDroppedAlsoWhenAclsAreNotCopied() throws Exception {
    Path source = temp.file("source", "");
    setfacl(source, "-m", "u:777:r");
    Path target = fileInDirectoryWithDefaultAcl();
    XattrRules rules = XattrRules.builder().policy("system.posix_acl_*", XattrPolicy.SKIP).build();

    XattrCopyResult result = copy("source", "dir/target", rules);

    assertThat(result.copied()).isEmpty();
    assertThat(getfacl(target)).doesNotContain("user:777:", "user:12345:");
  }

  @Test
  void inheritedAcl_staysWhenNothingIsToBeDropped() throws Exception {
    temp.file("source", "");
    Path target = fileInDirectoryWithDefaultAcl();

    copy("source", "dir/target", XattrRules.builder().dropInherited(XattrFilter.NONE).build());

    assertThat(getfacl(target)).contains("user:12345:");
  }

  @Test
  void otherInheritance_isDroppedWhenAsked() throws Exception {
    temp.file("source", "");
    temp.file("target", "");
    XattrFile target = XattrFile.path(temp.raw("target"));
    xattrs.set(target, XattrName.of("user.label"), new byte[] {1});
    xattrs.set(target, XattrName.of("user.own"), new byte[] {2});

    copy("source", "target", XattrRules.builder().dropInherited(XattrFilter.of("user.l*")).build());

    assertThat(xattrs.list(target)).containsExactly(XattrName.of("user.own"));
  }

  private Path fileInDirectoryWithDefaultAcl() {
    setfacl(temp.directory("dir"), "-d", "-m", "u:12345:rw");
    return temp.file("dir/target", "");
  }
}
