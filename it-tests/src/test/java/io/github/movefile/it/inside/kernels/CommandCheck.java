// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import io.github.movefile.it.inside.kernels.faults.RealCommand;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The command works, and tells what is refused. */
class CommandCheck {
  /** What {@code movefile doctor} calls them; statx is none of its business. */
  private static final Map<String, BlockedCall> DOCTORS_NAMES =
      Map.of(
          "reflink", BlockedCall.FICLONE,
          "copy_file_range", BlockedCall.COPY_FILE_RANGE,
          "sendfile", BlockedCall.SENDFILE,
          "openat2", BlockedCall.OPENAT2,
          "rename_noreplace", BlockedCall.RENAMEAT2,
          "rename_exchange", BlockedCall.RENAMEAT2);

  private final Ends xfs = Ends.named("xfs→xfs");

  @TestFactory
  Stream<DynamicTest> moves() {
    return Stream.of(xfs, Ends.named("ext4→xfs"))
        .flatMap(
            ends ->
                Stream.of(Contents.SMALL, Contents.A_MIB)
                    .map(
                        contents ->
                            DynamicTest.dynamicTest(
                                ends + ": movefile copy of " + contents,
                                () -> copy(ends, contents))));
  }

  private static void copy(Ends ends, Contents contents) throws Exception {
    Expectation expected = Expectation.of(Way.MOVE_FILE, contents, ends, Blocked.here());
    try (Scratch from = Scratch.in(ends.source());
        Scratch to = Scratch.in(ends.target())) {
      contents.writeTo(from.path("file"));
      from.stampAll();
      Seen before = Seen.below(from.path());

      JsonObject told =
          run("copy", "--json", from.path("file").toString(), to.path("file").toString());

      String method = expected.used().name().toLowerCase(Locale.ROOT);
      assertThat(told.getObject("copied")).isEqualTo(Map.of(method, (int) contents.length()));
      assertThat(told.getArray("warnings")).isEmpty();
      for (Expectation.Refused refused : expected.refused()) {
        assertThat(told.getArray("refusals").toString())
            .contains(refused.method().name().toLowerCase(Locale.ROOT))
            .contains(": " + refused.errno() + " (");
      }
      assertThat(Seen.below(to.path()).get("file").faithful())
          .isEqualTo(before.get("file").faithful());
      assertThat(Seen.below(from.path()).entries()).isEqualTo(before.entries());
    }
  }

  @Test
  void doctor_namesWhatIsRefusedAndWithWhich() throws Exception {
    try (Scratch directory = Scratch.in(xfs.target())) {
      JsonObject told = run("doctor", "--json", directory.path().toString());

      assertThat(told.getString("type")).isEqualTo("xfs");
      DOCTORS_NAMES.forEach(
          (name, call) -> {
            String answer = told.getString(name);
            if (Blocked.here().answer(call).isPresent()) {
              assertThat(answer)
                  .as(name)
                  .startsWith("no (")
                  .endsWith(": " + Blocked.here().answer(call).get() + ")");
            } else {
              assertThat(answer).as(name).isEqualTo("yes");
            }
          });
    }
  }

  private static JsonObject run(String... arguments) throws Exception {
    return JsonParser.object()
        .from(RealCommand.of(List.of(), List.of(arguments)).run().requireSuccess().text());
  }
}
