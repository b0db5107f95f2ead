// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static io.github.movefile.xattr.XattrDifference.Kind.ONLY_IN_FIRST;
import static io.github.movefile.xattr.XattrDifference.Kind.ONLY_IN_SECOND;
import static io.github.movefile.xattr.XattrDifference.Kind.VALUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.TempTree;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What two files differ in. */
class XattrsCompareTest {
  private static final XattrName A = XattrName.of("user.a");
  private static final XattrName B = XattrName.of("user.b");
  private static final XattrName C = XattrName.of("user.c");

  private final Xattrs xattrs = Xattrs.create();
  private final FaultInjectingSyscalls faulty = new FaultInjectingSyscalls(Syscalls.system());
  private final Xattrs failing = Xattrs.using(faulty.syscalls().xattrs());
  @AutoClose private final TempTree temp = TempTree.create();
  private XattrFile first;
  private XattrFile second;

  @BeforeEach
  void makeFiles() {
    temp.file("first", "");
    temp.file("second", "");
    first = XattrFile.path(temp.raw("first"));
    second = XattrFile.path(temp.raw("second"));
  }

  private void set(XattrFile file, XattrName name, int value) throws XattrException {
    xattrs.set(file, name, new byte[] {(byte) value});
  }

  private List<XattrDifference> compare() throws XattrException {
    return xattrs.compare(first, second, XattrFilter.NONE);
  }

  @Test
  void filesWithoutAttributes_areEqual() throws Exception {
    assertThat(compare()).isEmpty();
  }

  @Test
  void everyKindOfDifference_isNamed_inOrderOfNames() throws Exception {
    set(first, C, 1);
    set(first, A, 1);
    set(second, A, 2);
    set(second, B, 1);

    assertThat(compare())
        .containsExactly(
            new XattrDifference(A, VALUE),
            new XattrDifference(B, ONLY_IN_SECOND),
            new XattrDifference(C, ONLY_IN_FIRST));
  }

  @Test
  void equalValues_areNoDifference_inWhateverOrderTheyWereSet() throws Exception {
    set(first, A, 1);
    set(first, B, 2);
    set(second, B, 2);
    set(second, A, 1);

    assertThat(compare()).isEmpty();
  }

  @Test
  void emptyValue_differsFromNone_andFromAnother() throws Exception {
    xattrs.set(first, A, new byte[0]);
    assertThat(compare()).containsExactly(new XattrDifference(A, ONLY_IN_FIRST));

    set(second, A, 0);
    assertThat(compare()).containsExactly(new XattrDifference(A, VALUE));
  }

  @Test
  void excluded_isNotLookedAt() throws Exception {
    set(first, A, 1);
    set(second, A, 2);
    set(second, B, 1);

    assertThat(xattrs.compare(first, second, XattrFilter.of("user.a")))
        .containsExactly(new XattrDifference(B, ONLY_IN_SECOND));
    assertThat(xattrs.compare(first, second, XattrFilter.of("user.*"))).isEmpty();
  }

  @Test
  void goneMeanwhile_countsAsNeverThere() throws Exception {
    set(first, A, 1);
    set(second, A, 1);
    faulty.arm(Fault.once("lgetxattr", 1, Errno.ENODATA));

    assertThat(failing.compare(first, second, XattrFilter.NONE))
        .containsExactly(new XattrDifference(A, ONLY_IN_SECOND));
    assertThat(failing.compare(first, second, XattrFilter.NONE)).isEmpty();
  }

  @Test
  void goneFromSecondMeanwhile_isOnlyInFirst() throws Exception {
    set(first, A, 1);
    set(second, A, 1);
    faulty.arm(Fault.once("lgetxattr", 2, Errno.ENODATA));

    assertThat(failing.compare(first, second, XattrFilter.NONE))
        .containsExactly(new XattrDifference(A, ONLY_IN_FIRST));
  }

  @Test
  void goneFromBothMeanwhile_isNoDifference() throws Exception {
    set(first, A, 1);
    set(second, A, 2);
    faulty.arm(Fault.always("lgetxattr", Errno.ENODATA));

    assertThat(failing.compare(first, second, XattrFilter.NONE)).isEmpty();
  }

  @Test
  void valueThatCannotBeRead_isAnError() throws Exception {
    set(first, A, 1);
    set(second, A, 1);
    faulty.arm(Fault.once("lgetxattr", 2, Errno.EIO));

    XattrException error =
        catchThrowableOfType(
            XattrException.class, () -> failing.compare(first, second, XattrFilter.NONE));

    assertThat(error.errno()).isEqualTo(Errno.EIO);
    assertThat(error.file()).isEqualTo(temp.raw("second"));
    assertThat(error.attribute()).isEqualTo(A);
  }
}
