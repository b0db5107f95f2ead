// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.MethodRefusal;
import io.github.movefile.filecopy.SourceState;
import io.github.movefile.syscalls.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a copy has to report: the first method in the order that the kernel doesn't refuse copies
 * everything, and each refusal before that is told with its errno.
 *
 * @param contents of the file
 * @param refused the methods that are asked in vain
 * @param used the one after them
 */
record Expectation(Contents contents, List<Refused> refused, CopyMethod used) {
  /** A method that is asked, and what the kernel answers. */
  record Refused(CopyMethod method, Errno errno) {
    @Override
    public String toString() {
      return method + " " + errno;
    }
  }

  static Expectation of(Way way, Contents contents, Ends ends, Blocked blocked) {
    List<Refused> refused = new ArrayList<>();
    for (CopyMethod method : way.order(contents)) {
      Optional<Errno> answer = blocked.answer(method).or(() -> answerOfLinux(method, ends));
      if (answer.isEmpty()) {
        return new Expectation(contents, List.copyOf(refused), method);
      }
      refused.add(new Refused(method, answer.get()));
    }
    throw new AssertionError("nobody refuses to read and write");
  }

  /** ioctl_ficlone(2), copy_file_range(2). */
  private static Optional<Errno> answerOfLinux(CopyMethod method, Ends ends) {
    Optional<Errno> yes = Optional.empty();
    Optional<Errno> otherFileSystem = Optional.of(Errno.EXDEV);
    return switch (method) {
      case REFLINK ->
          ends.share()
              ? yes
              : ends.isOneFileSystem() ? Optional.of(Errno.EOPNOTSUPP) : otherFileSystem;
      case COPY_FILE_RANGE ->
          ends.isOneFileSystem() || copiesRangesAcross() ? yes : otherFileSystem;
      case SENDFILE, READ_WRITE, PORTABLE -> yes;
    };
  }

  /** From one file system to another copy_file_range went from Linux 5.3 to 5.18 only. */
  private static boolean copiesRangesAcross() {
    String[] numbers = System.getProperty("os.version").split("[^0-9]+", 3);
    int major = Integer.parseInt(numbers[0]);
    int minor = Integer.parseInt(numbers[1]);
    return major == 5 && minor >= 3 && minor <= 18;
  }

  void assertToldBy(CopyResult result) {
    assertThat(result.source()).isEqualTo(SourceState.UNCHANGED);
    assertThat(result.length()).isEqualTo(contents.length());
    if (contents == Contents.EMPTY) {
      assertThat(result.methods().values()).allMatch(bytes -> bytes == 0);
      assertThat(asked(result)).isSubsetOf(refused);
      return;
    }
    // What is known to be missing is told before anything is asked.
    assertThat(asked(result))
        .as("refusals of %s", result)
        .containsExactlyInAnyOrderElementsOf(refused);
    assertThat(result.methods()).as("methods of %s", result).isEqualTo(Map.of(used, bytes()));
    assertThat(result.bytesCopied()).isEqualTo(bytes());
    assertThat(result.holes()).isEqualTo(bytes() == contents.length() ? 0 : contents.holes());
  }

  /** A reflink shares holes without looking at them. */
  private long bytes() {
    return used == CopyMethod.REFLINK ? contents.length() : contents.dataLength();
  }

  /**
   * The refusals of methods that are faster than the one that is used; of others there are none.
   */
  private List<Refused> asked(CopyResult result) {
    List<Refused> asked = new ArrayList<>();
    for (MethodRefusal refusal : result.refusals()) {
      if (refusal.cause() == null) {
        assertThat(refusal.reason()).isEqualTo("file is small: a plain copy is faster");
      } else {
        Errno errno = refusal.cause().errno();
        assertThat(refusal.reason()).startsWith(refusal.cause().call() + ": " + errno + " (");
        Refused told = new Refused(refusal.method(), errno);
        if (refused.contains(told)) {
          asked.add(told);
        } else {
          // Known to be missing, so that the order doesn't count.
          assertThat(errno).as("%s", result).isEqualTo(Errno.ENOSYS);
          assertThat(refusal.reason()).endsWith(", earlier");
        }
      }
    }
    return asked;
  }

  /** Such as "COPY_FILE_RANGE after REFLINK EPERM". */
  @Override
  public String toString() {
    if (contents == Contents.EMPTY) {
      return "nothing to copy";
    }
    StringBuilder text = new StringBuilder(used.toString());
    for (Refused each : refused) {
      text.append(each.equals(refused.get(0)) ? " after " : ", ").append(each);
    }
    return text.toString();
  }
}
