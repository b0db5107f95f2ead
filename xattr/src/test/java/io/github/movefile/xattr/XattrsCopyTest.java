// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies by rules, on the real kernel. */
class XattrsCopyTest {
  private static final XattrName A = XattrName.of("user.a");
  private static final XattrName B = XattrName.of("user.b");

  /** On ext4 all attributes of a file share a block. */
  private static final int ROOM_FOR_B = 100;

  private static final XattrName XDG = XattrName.of("user.xdg.origin.url");

  private final Xattrs xattrs = Xattrs.create();
  @AutoClose private final TempTree temp = TempTree.create();
  private XattrFile source;
  private XattrFile target;

  @BeforeEach
  void makeFiles() throws Exception {
    temp.file("source", "");
    temp.file("target", "");
    source = XattrFile.path(temp.raw("source"));
    target = XattrFile.path(temp.raw("target"));
    xattrs.set(source, A, bytes("1"));
    xattrs.set(source, B, bytes("2"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void targetsOwnAttributes_stay_andEqualNamesAreReplaced() throws Exception {
    XattrName own = XattrName.of("user.own");
    xattrs.set(target, own, bytes("kept"));
    xattrs.set(target, A, bytes("old"));

    xattrs.copy(source, target, XattrRules.defaults());

    assertThat(xattrs.get(target, own)).contains(bytes("kept"));
    assertThat(xattrs.get(target, A)).contains(bytes("1"));
    assertThat(xattrs.get(target, B)).contains(bytes("2"));
  }

  @Test
  void transform_seesWhatIsSet_andTheSourceStays() throws Exception {
    List<XattrName> seen = new ArrayList<>();
    XattrRules rules = XattrRules.builder().exclude(XattrFilter.of("user.b")).build();

    xattrs.copy(
        source,
        target,
        rules,
        (attribute, value) -> {
          seen.add(attribute);
          value[0]++;
          return value;
        });

    assertThat(seen).containsExactly(A);
    assertThat(xattrs.get(target, A)).contains(bytes("2"));
    assertThat(xattrs.get(source, A)).contains(bytes("1"));
    assertThat(xattrs.get(target, B)).isEmpty();
  }

  @Test
  void transformThatThrows_endsTheCopy() throws Exception {
    XattrTransform<IOException> none =
        (attribute, value) -> {
          throw new IOException("no value for " + attribute);
        };

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> xattrs.copy(source, target, XattrRules.defaults(), none))
        .withMessageStartingWith("no value for user.");

    assertThat(xattrs.list(target)).doesNotContain(A, B);
  }

  @Test
  void excluded_isNotCopied_unlessTheExclusionIsReplaced() throws Exception {
    xattrs.set(source, XDG, bytes("http"));

    XattrCopyResult byDefault = xattrs.copy(source, target, XattrRules.defaults());
    assertThat(byDefault.copied()).containsExactlyInAnyOrder(A, B);
    assertThat(byDefault.losses()).isEmpty();
    assertThat(xattrs.get(target, XDG)).isEmpty();

    XattrRules all = XattrRules.builder().exclude(XattrFilter.NONE).build();
    assertThat(xattrs.copy(source, target, all).copied()).containsExactlyInAnyOrder(A, B, XDG);
    assertThat(xattrs.get(target, XDG)).contains(bytes("http"));
  }

  @Test
  void skipped_isNotCopied() throws Exception {
    XattrRules rules = XattrRules.builder().policy("user.b", XattrPolicy.SKIP).build();

    assertThat(xattrs.copy(source, target, rules).copied()).containsExactly(A);
    assertThat(xattrs.list(target)).containsExactly(A);
  }

  @Test
  void fileSystemWithoutAttributes_takesNone_andSaysSo() throws Exception {
    XattrFile proc = procFile();

    XattrCopyResult result = xattrs.copy(source, proc, XattrRules.defaults());

    assertThat(result.copied()).isEmpty();
    assertThat(result.losses()).extracting(XattrLoss::name).containsExactlyInAnyOrder(A, B);
    assertThat(result.losses())
        .extracting(loss -> loss.cause().errno())
        .containsOnly(Errno.EOPNOTSUPP);
  }

  @Test
  void fileSystemWithoutAttributes_failsWhatIsRequired() {
    XattrFile proc = procFile();
    XattrRules rules = XattrRules.builder().policy("user.[ab]", XattrPolicy.REQUIRE).build();

    XattrException refused =
        catchThrowableOfType(XattrException.class, () -> xattrs.copy(source, proc, rules));

    assertThat(refused.errno()).isEqualTo(Errno.EOPNOTSUPP);
    assertThat(refused.file()).isEqualTo(proc.name());
  }

  @Test
  void fileSystemWithoutAttributes_givesNone() throws Exception {
    XattrCopyResult result = xattrs.copy(procFile(), target, XattrRules.defaults());

    assertThat(result.copied()).isEmpty();
    assertThat(result.losses()).isEmpty();
    assertThat(xattrs.list(target)).isEmpty();
  }

  /** Of a process, whose owner may write to it: else a user would be told EACCES. */
  private static XattrFile procFile() {
    return XattrFile.path(RawPath.of("/proc/self/comm"));
  }

  @Test
  void missingSource_isAnError() {
    XattrFile missing = XattrFile.path(temp.raw("missing"));

    XattrException error =
        catchThrowableOfType(
            XattrException.class, () -> xattrs.copy(missing, target, XattrRules.defaults()));

    assertThat(error.errno()).isEqualTo(Errno.ENOENT);
    assertThat(error.call()).isEqualTo("llistxattr");
    assertThat(error.attribute()).isNull();
  }

  @Test
  void missingTarget_isAnErrorEvenUnderTry_sinceItCannotBeListed() {
    XattrFile missing = XattrFile.path(temp.raw("missing"));

    XattrException error =
        catchThrowableOfType(
            XattrException.class, () -> xattrs.copy(source, missing, XattrRules.defaults()));

    assertThat(error.errno()).isEqualTo(Errno.ENOENT);
    assertThat(error.file()).isEqualTo(temp.raw("missing"));
  }

  /** In both directions; where the target takes as much as the source, all travel. */
  @Test
  void valueTooLargeForTheTarget_isALossAndTheOthersTravel() throws Exception {
    try (TempTree other = TempTree.onOtherFileSystem()) {
      assertLargestTravelsOrIsLost(other, temp);
      assertLargestTravelsOrIsLost(temp, other);
    }
  }

  private void assertLargestTravelsOrIsLost(TempTree from, TempTree to) throws Exception {
    byte[] largest = new byte[LargestValue.in(from, A) - ROOM_FOR_B];
    boolean fits = largest.length <= LargestValue.in(to, A) - ROOM_FOR_B;
    from.file("big", "");
    to.file("copy", "");
    XattrFile big = XattrFile.path(from.raw("big"));
    XattrFile copy = XattrFile.path(to.raw("copy"));
    xattrs.set(big, A, largest);
    xattrs.set(big, B, bytes("small"));

    XattrCopyResult result = xattrs.copy(big, copy, XattrRules.defaults());

    assertThat(xattrs.get(copy, B)).contains(bytes("small"));
    if (fits) {
      assertThat(result.losses()).isEmpty();
      assertThat(xattrs.get(copy, A)).contains(largest);
    } else {
      assertThat(result.copied()).containsExactly(B);
      assertThat(result.losses()).extracting(XattrLoss::name).containsExactly(A);
      assertThat(result.losses().get(0).cause().errno()).isEqualTo(Errno.ENOSPC);
      assertThat(xattrs.get(copy, A)).isEmpty();
    }
  }

  @Test
  void attributesOfRoot_travelAcrossFileSystems() throws Exception {
    Requirements.root();
    XattrName trusted = XattrName.of("trusted.x");
    xattrs.set(source, trusted, bytes("t"));
    try (TempTree other = TempTree.onOtherFileSystem()) {
      other.file("target", "");
      XattrFile there = XattrFile.path(other.raw("target"));

      XattrCopyResult result = xattrs.copy(source, there, XattrRules.defaults());

      assertThat(result.losses()).isEmpty();
      assertThat(result.copied()).containsExactlyInAnyOrder(A, B, trusted);
      assertThat(xattrs.compare(source, there, XattrFilter.NONE)).isEmpty();
    }
  }

  @Test
  void oneService_servesManyThreads() throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Void>> runs = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        byte mark = (byte) thread;
        runs.add(pool.submit(() -> copyManyTimes(mark)));
      }
      for (Future<Void> run : runs) {
        run.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private Void copyManyTimes(byte mark) throws Exception {
    byte[] value = new byte[500];
    Arrays.fill(value, mark);
    temp.file("from" + mark, "");
    temp.file("to" + mark, "");
    XattrFile from = XattrFile.path(temp.raw("from" + mark));
    XattrFile to = XattrFile.path(temp.raw("to" + mark));
    xattrs.set(from, A, value);
    for (int i = 0; i < 500; i++) {
      assertThat(xattrs.copy(from, to, XattrRules.defaults()).copied()).containsExactly(A);
      assertThat(xattrs.get(to, A)).contains(value);
      assertThat(xattrs.remove(to, A)).isTrue();
    }
    return null;
  }
}
