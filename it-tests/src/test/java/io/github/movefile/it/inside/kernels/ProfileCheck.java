// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whether the run is worth anything: each call that is said to be refused is, and no other, asked
 * by a program that has nothing of ours.
 */
class ProfileCheck {
  /**
   * Makes system calls without a valid descriptor or address, and prints the errno of each. A
   * filter answers before the kernel looks at them; the kernel answers EBADF or EFAULT.
   */
  private static final String PERL =
      """
      my $arm = `uname -m` =~ /aarch64/;
      my %calls = (
        FICLONE => [$arm ? 29 : 16, -1, 0x40049409, -1],
        'FICLONE in 64 bits' => [$arm ? 29 : 16, -1, 0x140049409, -1],
        COPY_FILE_RANGE => [$arm ? 285 : 326, -1, 0, -1, 0, 1, 0],
        SENDFILE => [$arm ? 71 : 40, -1, -1, 0, 1],
        OPENAT2 => [437, -1, 0, 0, 24],
        RENAMEAT2 => [$arm ? 276 : 316, -1, 0, -1, 0, 0],
        STATX => [$arm ? 291 : 332, -1, 0, 0, 0x7ff, 0],
        FICLONERANGE => [$arm ? 29 : 16, -1, 0x4020940d, -1],
        FS_IOC_GETFLAGS => [$arm ? 29 : 16, -1, 0x80086601, -1],
        renameat => [$arm ? 38 : 264, -1, 0, -1, 0],
        newfstatat => [$arm ? 79 : 262, -1, 0, 0, 0],
      );
      for (sort keys %calls) {
        my ($number, @arguments) = @{$calls{$_}};
        print "$_=", (syscall($number, @arguments) == -1 ? $! + 0 : 'done'), "\\n";
      }
      """;

  private static final List<Errno> OF_THE_KERNEL = List.of(Errno.EBADF, Errno.EFAULT);

  @TestFactory
  Stream<DynamicTest> rawCalls() {
    Map<String, Errno> answers = new TreeMap<>();
    for (String line :
        Command.of("perl", "-we", PERL).run().requireSuccess().text().lines().toList()) {
      String[] words = line.split("=", 2);
      answers.put(words[0], Errno.of(Integer.parseInt(words[1])));
    }
    assertThat(answers).hasSize(BlockedCall.values().length + 5);
    return answers.entrySet().stream().map(each -> test(each.getKey(), each.getValue()));
  }

  private static DynamicTest test(String call, Errno answer) {
    Optional<Errno> refusal =
        Stream.of(BlockedCall.values())
            .filter(each -> each.name().equals(call.split(" ", 2)[0]))
            .findFirst()
            .flatMap(Blocked.here()::answer);
    return DynamicTest.dynamicTest(
        call + (refusal.isPresent() ? " is refused: " + refusal.get() : " reaches the kernel"),
        () -> {
          if (refusal.isPresent()) {
            assertThat(answer).isEqualTo(refusal.get());
          } else {
            assertThat(answer).isIn(OF_THE_KERNEL);
          }
        });
  }
}
