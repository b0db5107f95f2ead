// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many system calls each thing costs. */
class XattrsCallCountTest {
  private static final XattrName A = XattrName.of("user.a");
  private static final XattrName B = XattrName.of("user.b");
  private static final XattrRules NOTHING_DROPPED =
      XattrRules.builder().dropInherited(XattrFilter.NONE).build();

  private final Xattrs real = Xattrs.create();
  private final RecordingSyscalls recorder = new RecordingSyscalls(Syscalls.system());
  private final Xattrs xattrs = Xattrs.using(recorder.syscalls().xattrs());
  @AutoClose private final TempTree temp = TempTree.create();
  @AutoClose private Fd sourceFd;
  @AutoClose private Fd targetFd;
  private XattrFile source;
  private XattrFile target;

  @BeforeEach
  void makeFiles() throws Exception {
    temp.file("source", "");
    temp.file("target", "");
    sourceFd = open("source");
    targetFd = open("target");
    source = XattrFile.open(sourceFd, temp.raw("source"));
    target = XattrFile.open(targetFd, temp.raw("target"));
  }

  private Fd open(String name) throws Exception {
    return Syscalls.system().paths().openat(Fd.CWD, temp.raw(name), OpenFlags.READ_WRITE, 0);
  }

  @Test
  void copyOfNothing_listsTheSourceOnce() throws Exception {
    xattrs.copy(source, target, NOTHING_DROPPED);

    assertThat(recorder.names()).containsExactly("flistxattr");
  }

  @Test
  void copyOfNothing_listsTheTargetOnceForWhatItInherited() throws Exception {
    xattrs.copy(source, target, XattrRules.defaults());

    assertThat(recorder.names()).containsExactly("flistxattr", "flistxattr");
  }

  @Test
  void copy_takesOneGetAndOneSetEach() throws Exception {
    real.set(source, A, new byte[] {1});
    real.set(source, B, new byte[] {2});

    xattrs.copy(source, target, XattrRules.defaults());

    assertThat(recorder.names())
        .containsExactly(
            "flistxattr", "fgetxattr", "fsetxattr", "fgetxattr", "fsetxattr", "flistxattr");
  }

  @Test
  void skippedAndExcluded_areNotEvenRead() throws Exception {
    real.set(source, A, new byte[] {1});
    real.set(source, XattrName.of("user.xdg.x"), new byte[] {2});
    XattrRules rules =
        XattrRules.builder()
            .dropInherited(XattrFilter.NONE)
            .policy("user.a", XattrPolicy.SKIP)
            .build();

    xattrs.copy(source, target, rules);

    assertThat(recorder.names()).containsExactly("flistxattr");
  }

  @Test
  void singleOperations_takeOneCallEach() throws Exception {
    xattrs.list(source);
    xattrs.set(source, A, new byte[] {1});
    xattrs.get(source, A);
    xattrs.remove(source, A);

    assertThat(recorder.names())
        .containsExactly("flistxattr", "fsetxattr", "fgetxattr", "fremovexattr");
  }

  @Test
  void comparison_readsOnlyWhatBothHave() throws Exception {
    real.set(source, A, new byte[] {1});
    real.set(target, A, new byte[] {1});
    real.set(target, B, new byte[] {1});

    xattrs.compare(source, target, XattrFilter.NONE);

    assertThat(recorder.names())
        .containsExactly("flistxattr", "flistxattr", "fgetxattr", "fgetxattr");
  }
}
