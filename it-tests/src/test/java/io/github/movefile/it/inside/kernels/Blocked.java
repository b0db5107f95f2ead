// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.syscalls.Errno;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a kernel refuses.
 *
 * @param answers the errno that each refused call gets
 */
public record Blocked(Map<BlockedCall, Errno> answers) {
  /** The system property that tells a run in a container what is refused there. */
  public static final String PROPERTY = "movefile.it.blocked";

  /** Nothing is refused. */
  public static final Blocked NOTHING = new Blocked(Map.of());

  /** Keeps them in the order of the calls. */
  public Blocked {
    Map<BlockedCall, Errno> ordered = new EnumMap<>(BlockedCall.class);
    ordered.putAll(answers);
    answers = Collections.unmodifiableMap(ordered);
  }

  /**
   * Some calls, with one answer.
   *
   * @param errno the answer
   * @param calls at least one
   * @return nothing else is refused
   */
  public static Blocked with(Errno errno, BlockedCall... calls) {
    return new Blocked(Arrays.stream(calls).collect(Collectors.toMap(call -> call, call -> errno)));
  }

  /** That of this run. */
  static Blocked here() {
    Map<BlockedCall, Errno> answers = new EnumMap<>(BlockedCall.class);
    for (String each : System.getProperty(PROPERTY).split(",", -1)) {
      if (!each.isEmpty()) {
        String[] words = each.split("=", 2);
        answers.put(BlockedCall.valueOf(words[0]), Errno.valueOf(words[1]));
      }
    }
    return new Blocked(answers);
  }

  /**
   * As a value for {@link #PROPERTY}.
   *
   * @return such as "FICLONE=EPERM,STATX=ENOSYS"
   */
  public String property() {
    return answers.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(","));
  }

  /** What a call gets, empty if it reaches the kernel. */
  Optional<Errno> answer(BlockedCall call) {
    return Optional.ofNullable(answers.get(call));
  }

  /** What a way to copy gets, empty if it reaches the kernel. */
  Optional<Errno> answer(CopyMethod method) {
    return answers.entrySet().stream()
        .filter(each -> each.getKey().copyMethod().filter(method::equals).isPresent())
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
