// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultSweep;
import io.github.movefile.syscalls.testing.TempTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each call of a copy fails, once and for good, in every way. Whatever differs from a perfect copy
 * then must be in the result or in the exception.
 */
class XattrsCopyFaultSweepTest {
  private static final Map<XattrName, byte[]> SOURCE =
      Map.of(
          XattrName.of("user.a"), new byte[] {1, 2, 3},
          XattrName.of("user.b"), new byte[0],
          XattrName.of("user.c"), new byte[sizeOfC()]);
  private static final XattrName OWN = XattrName.of("user.own");
  private static final XattrName INHERITED = XattrName.of("user.inherited");
  private static final Set<Errno> NO_ATTRIBUTES =
      Set.of(Errno.EOPNOTSUPP, Errno.ENOTSUPP, Errno.ENOSYS);

  /** More than the first buffer for values, where there can be such. */
  private static int sizeOfC() {
    try (TempTree temp = TempTree.onOtherFileSystem()) {
      return temp.kind().hasOneBlockOfAttributes() ? 3000 : 5000;
    }
  }

  @TestFactory
  Stream<DynamicTest> losesNothingSilently() throws Exception {
    return sweep(XattrPolicy.TRY);
  }

  @TestFactory
  Stream<DynamicTest> failsRatherThanLosesWhatIsRequired() throws Exception {
    return sweep(XattrPolicy.REQUIRE);
  }

  private static Stream<DynamicTest> sweep(XattrPolicy policy) throws Exception {
    return FaultSweep.over(() -> new Copying(policy))
        .calls("llistxattr", "lgetxattr", "lsetxattr", "lremovexattr")
        .errnos(
            Errno.EIO,
            Errno.ENOSPC,
            Errno.EDQUOT,
            Errno.EINTR,
            Errno.EPERM,
            Errno.EACCES,
            Errno.ENODATA,
            Errno.ERANGE,
            Errno.E2BIG,
            Errno.EOPNOTSUPP,
            Errno.ENOSYS)
        .tests();
  }

  private static final class Copying implements FaultSweep.Scenario {
    private final TempTree temp = TempTree.onOtherFileSystem();
    private final Xattrs real = Xattrs.create();
    private final XattrRules rules;
    private final XattrFile source;
    private final XattrFile target;
    private Optional<XattrCopyResult> result = Optional.empty();

    Copying(XattrPolicy policy) throws Exception {
      rules =
          XattrRules.builder()
              .defaultPolicy(policy)
              .dropInherited(XattrFilter.of("user.inherited"))
              .build();
      temp.file("source", "");
      temp.file("target", "");
      source = XattrFile.path(temp.raw("source"));
      target = XattrFile.path(temp.raw("target"));
      for (Map.Entry<XattrName, byte[]> attribute : SOURCE.entrySet()) {
        real.set(source, attribute.getKey(), attribute.getValue());
      }
      real.set(target, OWN, new byte[] {7});
      real.set(target, INHERITED, new byte[] {8});
    }

    @Override
    public void run(Syscalls syscalls) throws Exception {
      Xattrs xattrs = Xattrs.using(syscalls.restarting().xattrs());
      result = Optional.of(xattrs.copy(source, target, rules));
    }

    @Override
    public void check(FaultSweep.Outcome outcome) throws Exception {
      assertThat(real.get(target, OWN)).contains(new byte[] {7});
      assertThat(real.list(source)).hasSameSizeAs(SOURCE.keySet());
      if (outcome.failure() != null) {
        checkException(outcome.fault(), outcome.failure());
      } else {
        checkResult(outcome.fault(), result.orElseThrow());
      }
    }

    private void checkException(Fault fault, Throwable failure) {
      assertThat(failure).isInstanceOf(XattrException.class);
      XattrException error = (XattrException) failure;
      assertThat(error.errno()).isEqualTo(fault.errno());
      assertThat(error.call()).isEqualTo(fault.call());
      if (fault.call().equals("llistxattr")) {
        assertThat(error.attribute()).isNull();
      } else {
        assertThat(rules.policyOf(error.attribute())).isEqualTo(XattrPolicy.REQUIRE);
      }
      assertThat(error.file().fileName().toString()).isIn("source", "target");
    }

    private void checkResult(Fault fault, XattrCopyResult copy) throws Exception {
      Set<XattrName> lost = new HashSet<>(copy.losses().stream().map(XattrLoss::name).toList());
      assertThat(copy.losses()).hasSameSizeAs(lost);
      for (XattrLoss loss : copy.losses()) {
        assertThat(loss.cause().errno()).isEqualTo(fault.errno());
        assertThat(loss.cause().call()).isEqualTo(fault.call());
        assertThat(rules.policyOf(loss.name())).isEqualTo(XattrPolicy.TRY);
      }
      for (XattrName name : copy.copied()) {
        assertThat(real.get(target, name)).contains(SOURCE.get(name));
      }
      List<XattrName> unreported = new ArrayList<>(differences());
      unreported.removeAll(lost);
      assertThat(unreported).hasSizeLessThanOrEqualTo(documentedGaps(fault));
      Set<XattrName> both = new HashSet<>(copy.copied());
      both.retainAll(lost);
      assertThat(both).isEmpty();
    }

    /** Where the target isn't what a perfect copy is. */
    private List<XattrName> differences() throws Exception {
      List<XattrName> different = new ArrayList<>();
      for (Map.Entry<XattrName, byte[]> attribute : SOURCE.entrySet()) {
        Optional<byte[]> value = real.get(target, attribute.getKey());
        if (value.isEmpty() || !Arrays.equals(value.get(), attribute.getValue())) {
          different.add(attribute.getKey());
        }
      }
      if (real.get(target, INHERITED).isPresent()) {
        different.add(INHERITED);
      }
      return different;
    }

    /** How many attributes may be missing since the kernel says that they aren't there. */
    private static int documentedGaps(Fault fault) {
      if (fault == null) {
        return 0;
      }
      boolean forGood = fault.span() == Fault.Span.FOR_GOOD;
      int all = SOURCE.size() + 1;
      if (fault.call().equals("llistxattr") && NO_ATTRIBUTES.contains(fault.errno())) {
        int ofSource = fault.nth() == 1 ? SOURCE.size() : 0;
        int ofTarget = fault.nth() == 2 || forGood ? 1 : 0;
        return ofSource + ofTarget;
      }
      if (fault.errno() == Errno.ENODATA
          && (fault.call().equals("lgetxattr") || fault.call().equals("lremovexattr"))) {
        return forGood ? all : 1;
      }
      return 0;
    }

    @Override
    public void close() {
      temp.close();
    }
  }
}
