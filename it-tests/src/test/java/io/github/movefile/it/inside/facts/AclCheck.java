// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static io.github.movefile.it.inside.facts.Shell.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveResult;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * ACLs go from each file system to each other, once, and none comes from the target's directory.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AclCheck {
  private static final String ACL = "setfacl -m u:12345:rw,g:23456:r,m::rwx \"$1\"";
  private static final String LEAKING_ACL = "setfacl -d -m u:777:rwx,g:777:rwx,o::rwx \"$1\"";

  @AutoClose private final Disks disks = Disks.of("ext4", "btrfs", "xfs");
  private final MoveFile mover = MoveFile.create();

  private static String acl(Path file) {
    return run("getfacl -n -c -p -- \"$1\"", file);
  }

  /** The names of all attributes that root sees. */
  private static String attributes(Path file) {
    return run("getfattr -h -m - --absolute-names -- \"$1\" | grep -v '^#' | grep . || true", file);
  }

  private Path file(String disk, String name) {
    Path file = disks.directory(disk).resolve(name);
    Contents.write(file, 100);
    return file;
  }

  /** As LXD found out: what is kept on another file system stays there for ever. */
  @Test
  void xfs_showsAnAclTwice() {
    Path file = file("xfs", "file");
    run(ACL, file);
    Path directory = disks.directory("xfs");
    run(LEAKING_ACL, directory);

    assertThat(attributes(file).lines())
        .containsExactlyInAnyOrder("system.posix_acl_access", "trusted.SGI_ACL_FILE");
    assertThat(attributes(directory).lines())
        .contains("system.posix_acl_default", "trusted.SGI_ACL_DEFAULT");
  }

  @OnEachPair
  void aclOfAFile_survives(String from, String to) throws Exception {
    Path source = file(from, "source");
    Path target = disks.directory(to).resolve("target");
    run(ACL, source);
    String before = acl(source);

    MoveResult result = mover.move(source, target);

    assertThat(result.warnings()).isEmpty();
    assertThat(acl(target)).isEqualTo(before).containsOnlyOnce("user:12345:rw-");
    assertAttributesOfAFile(target, to);
  }

  private static void assertAttributesOfAFile(Path file, String disk) {
    if (disk.equals("xfs")) {
      assertThat(attributes(file).lines())
          .containsExactlyInAnyOrder("system.posix_acl_access", "trusted.SGI_ACL_FILE");
    } else {
      assertThat(attributes(file)).isEqualTo("system.posix_acl_access");
    }
  }

  @OnEachPair
  void defaultAclOfTheTargetsDirectory_doesNotLeak(String from, String to) throws Exception {
    Path plain = file(from, "plain");
    Path own = file(from, "own");
    run("chmod 0640 \"$1\"", plain);
    run(ACL, own);
    String plainBefore = acl(plain);
    String ownBefore = acl(own);
    Path directory = disks.directory(to);
    run(LEAKING_ACL, directory);
    run("touch \"$1\"", directory.resolve("made there"));
    assertThat(acl(directory.resolve("made there"))).contains("user:777:");

    mover.move(plain, directory.resolve("plain"));
    mover.move(own, directory.resolve("own"));

    assertThat(acl(directory.resolve("plain"))).isEqualTo(plainBefore).doesNotContain("777");
    assertThat(run("stat -c %a \"$1\"", directory.resolve("plain"))).isEqualTo("640");
    assertThat(attributes(directory.resolve("plain"))).isEmpty();
    assertThat(acl(directory.resolve("own"))).isEqualTo(ownBefore).doesNotContain("777");
  }

  @OnEachPair
  void aclsOfATree_survive(String from, String to) throws Exception {
    Path image = disks.directory(from);
    Path root = disks.directory(to);
    Path directory = Files.createDirectories(image.resolve("a/b"));
    run(ACL + "; setfacl -d -m u:3456:rx,g:4567:rwx \"$1\"", directory);
    Contents.write(directory.resolve("inherits"), 10);
    Files.createDirectory(directory.resolve("inherits too"));
    String before = aclsBelow(image);
    assertThat(before).contains("default:user:3456:r-x").containsPattern("\nuser:3456:");
    run(LEAKING_ACL, root);
    String rootBefore = acl(root);

    MergeReport report = TreeMerge.create().merge(image, root, MergeOptions.defaults());

    assertThat(report.warnings()).isEmpty();
    assertThat(aclsBelow(root)).isEqualTo(before);
    assertThat(acl(root)).isEqualTo(rootBefore);
    if (!to.equals("xfs")) {
      assertThat(run("getfattr -R -m - --absolute-names \"$1\"", root)).doesNotContain("SGI_ACL");
    }
  }

  private static String aclsBelow(Path directory) {
    return run("cd \"$1\"; find * -print0 | sort -z | xargs -0 getfacl -n", directory);
  }
}
