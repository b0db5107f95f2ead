// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import io.github.movefile.xattr.XattrFilter;
import io.github.movefile.xattr.XattrRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file that can't have its ACL on the target's file system grants nobody more than it did. */
@AcrossFileSystems
class LostAclTest {
  private static final String ACL = "system.posix_acl_access";

  @AutoClose private final TempTree from = TempTree.onOtherFileSystem();
  @AutoClose private final TempTree to = TempTree.create();

  private final FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
  private final Path target = to.path("target");
  private Path source;

  /** The mask, which stands in the group bits, is rw-; the group itself has nothing. */
  @BeforeEach
  void makeAFileThatItsGroupMayNotRead() throws IOException {
    Requirements.command("setfacl");
    source = from.file("source", "secret");
    Command.of("setfacl", "--set", "u::rw-,u:1:rw-,g::---,m::rw-,o::---", source.toString())
        .run()
        .requireSuccess();
    assertThat(mode(source)).isEqualTo("rw-rw----");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void aclThatIsKept_keepsTheModeToo() throws IOException {
    MoveResult result = MoveFile.create().move(source, target);

    assertThat(mode(target)).isEqualTo("rw-rw----");
    assertThat(result.warnings()).isEmpty();
  }

  @Test
  void aclThatIsRefused_leavesTheGroupWithWhatItHad() throws IOException {
    faulty.arm(Fault.always("fsetxattr", Errno.EOPNOTSUPP));

    MoveResult result = MoveFile.using(faulty.syscalls()).move(source, target);

    assertThat(mode(target)).isEqualTo("rw-------");
    assertThat(result.warnings())
        .extracting(MoveWarning::toString)
        .containsExactly(
            "attribute " + ACL + " not kept: fsetxattr: EOPNOTSUPP (Operation not supported)",
            "mode 660 became 600 without the ACL");
  }

  @Test
  void aclThatCannotBeRead_leavesTheGroupWithNothing() throws IOException {
    faulty.arm(Fault.always("fgetxattr", Errno.EIO));

    MoveResult result = MoveFile.using(faulty.syscalls()).move(source, target);

    assertThat(mode(target)).isEqualTo("rw-------");
    assertThat(result.warnings())
        .extracting(MoveWarning::loss)
        .containsExactly(MoveWarning.Loss.XATTR, MoveWarning.Loss.MODE);
  }

  @Test
  void aclThatIsExcluded_leavesTheGroupWithWhatItHad() throws IOException {
    XattrRules rules = XattrRules.builder().exclude(XattrFilter.of(ACL)).build();

    MoveResult result =
        MoveFile.create().move(source, target, MoveOptions.builder().xattrs(rules).build());

    assertThat(mode(target)).isEqualTo("rw-------");
    assertThat(result.warnings())
        .extracting(MoveWarning::detail)
        .containsExactly("mode 660 became 600 without the ACL");
  }

  @Test
  void setuidAndSticky_areNoPartOfAnAcl() throws IOException {
    Command.of("chmod", "u+s,o+t", source.toString()).run().requireSuccess();
    faulty.arm(Fault.always("fsetxattr", Errno.EOPNOTSUPP));

    MoveFile.using(faulty.syscalls()).move(source, target);

    String bits =
        Command.of("stat", "-c", "%a", target.toString()).run().requireSuccess().text().strip();
    assertThat(Integer.parseInt(bits, 8)).isEqualTo(FileStat.SETUID | FileStat.STICKY | 0600);
  }
}
