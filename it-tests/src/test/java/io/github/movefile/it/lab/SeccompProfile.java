// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import io.github.movefile.it.inside.kernels.Blocked;
import io.github.movefile.it.inside.kernels.BlockedCall;
import io.github.movefile.it.inside.kernels.BlockedCall.Argument;
import io.github.movefile.syscalls.Errno;
import java.util.Optional;

/**
 * A seccomp profile in the JSON of container engines ("Seccomp security profiles for Docker"):
 * every system call is allowed, but for those that are to answer an errno instead.
 */
final class SeccompProfile {
  /** Arguments are compared as 64 bits, of which the kernel looks at an int. */
  private static final long LOW_32_BITS = 0xffff_ffffL;

  private SeccompProfile() {}

  /**
   * Writes a profile.
   *
   * @param blocked the calls and their answers; may be empty
   * @return JSON
   */
  static String of(Blocked blocked) {
    JsonStringWriter json = JsonWriter.string();
    json.object().value("defaultAction", "SCMP_ACT_ALLOW").array("syscalls");
    blocked.answers().forEach((call, errno) -> rule(json, call, errno));
    return json.end().end().done();
  }

  private static void rule(JsonStringWriter json, BlockedCall call, Errno errno) {
    json.object().array("names").value(call.systemCall()).end();
    json.value("action", "SCMP_ACT_ERRNO").value("errnoRet", errno.code());
    Optional<Argument> argument = call.argument(errno);
    if (argument.isPresent()) {
      json.array("args").object().value("index", argument.get().index());
      json.value("op", "SCMP_CMP_MASKED_EQ").value("value", LOW_32_BITS);
      json.value("valueTwo", argument.get().value()).end().end();
    }
    json.end();
  }
}
