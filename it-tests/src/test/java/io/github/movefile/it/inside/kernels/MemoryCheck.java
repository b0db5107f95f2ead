// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.FileCopy;
import io.github.movefile.filecopy.MethodRefusal;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** ENOSYS holds for every file, so that the call isn't made again; any other errno may not. */
class MemoryCheck {
  private static final Map<CopyMethod, String> CALLS =
      Map.of(
          CopyMethod.REFLINK, "ficlone",
          CopyMethod.COPY_FILE_RANGE, "copyFileRange",
          CopyMethod.SENDFILE, "sendfile");

  /** A method that the kernel itself would let copy between two directories. */
  private record Case(Ends ends, CopyMethod method) {
    Optional<Errno> answer() {
      return Blocked.here().answer(method);
    }

    boolean isRemembered() {
      return answer().equals(Optional.of(Errno.ENOSYS));
    }

    @Override
    public String toString() {
      return ends + ": " + method + answer().map(errno -> ", refused by " + errno).orElse("");
    }
  }

  private static Stream<Case> cases() {
    return Ends.all().stream()
        .filter(Ends::share)
        .flatMap(ends -> CALLS.keySet().stream().sorted().map(method -> new Case(ends, method)));
  }

  @TestFactory
  Stream<DynamicTest> callsOfTwoCopies() {
    return cases()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each + (each.isRemembered() ? ", is asked once" : ", is asked each time"),
                    () -> assertCalls(each)));
  }

  private static void assertCalls(Case of) throws IOException {
    RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());
    List<CopyResult> results = copyTwice(FileCopy.using(recording.syscalls()), of);

    String call = CALLS.get(of.method());
    assertThat(recording.count(call)).as(call).isEqualTo(of.isRemembered() ? 1 : 2);
    assertThat(results.get(1).methods()).isEqualTo(results.get(0).methods());
    assertThat(results.get(0).methods())
        .containsOnlyKeys(of.answer().isPresent() ? CopyMethod.READ_WRITE : of.method());
  }

  /** The service of the process is one, and so is what it knows. */
  @TestFactory
  Stream<DynamicTest> whatTheSecondCopyTells() {
    return cases()
        .map(each -> DynamicTest.dynamicTest(each + ", as it is told", () -> assertTold(each)));
  }

  private static void assertTold(Case of) throws IOException {
    copyTwice(FileCopy.create(), of);
    CopyResult last = copyTwice(FileCopy.create(), of).get(1);

    String told = of.answer().map(errno -> ": " + errno + " (" + errno.words() + ")").orElse("");
    assertThat(
            last.refusals().stream()
                .filter(refusal -> refusal.method() == of.method())
                .map(MethodRefusal::reason)
                .map(reason -> reason.substring(reason.indexOf(": "))))
        .isEqualTo(
            told.isEmpty() ? List.of() : List.of(told + (of.isRemembered() ? ", earlier" : "")));
  }

  /** By this method, or by read and write. */
  private static List<CopyResult> copyTwice(FileCopy copier, Case of) throws IOException {
    CopyOptions options = CopyOptions.builder().methods(Set.of(of.method())).build();
    try (Scratch from = Scratch.in(of.ends().source());
        Scratch to = Scratch.in(of.ends().target())) {
      Contents.A_MIB.writeTo(from.path("source"));
      return List.of(
          copier.copy(from.path("source"), to.path("first"), options),
          copier.copy(from.path("source"), to.path("second"), options));
    }
  }
}
