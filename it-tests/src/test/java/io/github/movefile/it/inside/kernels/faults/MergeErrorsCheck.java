// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.CommandResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * System calls of a merge fail, of each name the first and the last. Every file is whole in the
 * root, or untouched in the image with what the root had; a second merge completes the first.
 */
class MergeErrorsCheck {
  @TestFactory
  Stream<DynamicTest> errors() throws IOException {
    List<TracedCall> calls;
    try (TreeStage stage = new TreeStage()) {
      stage.mergeTraced(List.of("--seccomp-bpf", "-e", "trace=%file,%desc")).requireSuccess();
      stage.assertDone(Stage.SECOND_FORM_OF_ACLS, true);
      calls = stage.calls();
    }
    Map<String, TracedCall> first = new LinkedHashMap<>();
    Map<String, TracedCall> last = new LinkedHashMap<>();
    for (TracedCall call : calls) {
      first.putIfAbsent(call.name() + (isQuestion(call) ? ", a question" : ""), call);
      last.put(call.name(), call);
    }
    assertThat(first.keySet()).contains("mkdirat", "getdents64", "linkat", "unlinkat", "renameat");
    List<DynamicTest> tests = new ArrayList<>();
    first
        .values()
        .forEach(
            call ->
                List.of(Errno.EIO, Errno.ENOSPC, Errno.EINTR)
                    .forEach(errno -> tests.add(test(call, errno))));
    last.values().stream()
        .filter(call -> !first.containsValue(call))
        .forEach(call -> tests.add(test(call, Errno.EIO)));
    return tests.stream();
  }

  private static DynamicTest test(TracedCall call, Errno errno) {
    boolean madeAgain = errno == Errno.EINTR && !call.name().equals("close");
    boolean inComparison = !madeAgain && isOfComparison(call);
    boolean hasAnotherWay = !madeAgain && hasAnotherWay(call);
    boolean warned = !inComparison && call.isAboutAnAttribute();
    boolean goesOn = madeAgain || inComparison || hasAnotherWay || warned;
    String told = call.nameInMessages() + ": " + errno + " (" + errno.words() + ")";
    String outcome =
        madeAgain
            ? "is made again"
            : inComparison
                ? "replaces the file"
                : hasAnotherWay
                    ? "has another way taken"
                    : warned ? "is a warning" : "ends the merge";
    return DynamicTest.dynamicTest(
        call + " " + errno + ": " + outcome,
        () -> {
          for (int tries = 1; ; tries++) {
            try (TreeStage stage = new TreeStage()) {
              List<String> options = new ArrayList<>(List.of("--seccomp-bpf"));
              options.addAll(call.tampering(stage::sameNameAs, "error=" + errno));
              CommandResult result = stage.mergeTraced(options);
              if (!stage.trace().isOnlyInjected(stage::concerns) && tries < Trace.MOST_TRIES) {
                continue;
              }

              assertThat(stage.trace().injected())
                  .singleElement()
                  .matches(stage::concerns, "concerns the files");
              assertThat(result.exitCode()).as("%s", result).isEqualTo(goesOn ? 0 : 1);
              if (madeAgain || inComparison || hasAnotherWay) {
                assertThat(result.errorText()).isEmpty();
              } else {
                assertThat(result.errorText()).contains(told);
              }
              Set<String> tolerated = warned ? Stage.ACL_AND_MODE : Stage.SECOND_FORM_OF_ACLS;
              stage.assertNothingLost(tolerated);
              // A merge that goes on doesn't know of what another one has merged.
              boolean linked = stage.sourceLinksAreTogether();
              stage.merge(List.of()).requireSuccess();
              stage.assertDone(tolerated, linked);
              return;
            }
          }
        });
  }

  /**
   * Whether a directory can be renamed at all; EXDEV alone is an answer, and each file finds out.
   */
  private static boolean isQuestion(TracedCall call) {
    return call.name().equals("renameat") && call.text().contains("\".\"");
  }

  /** A new directory gets its name by renameat2; if that fails, its files get theirs one by one. */
  private static boolean hasAnotherWay(TracedCall call) {
    return isQuestion(call) || call.name().equals("renameat2");
  }

  /**
   * Of what the root has already: a file that is copied has its attributes read while it is open.
   */
  private static boolean isOfComparison(TracedCall call) {
    return call.name().matches("l(list|get)xattr") && call.text().contains("/file\"");
  }
}
