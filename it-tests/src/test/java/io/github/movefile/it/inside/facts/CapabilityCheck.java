// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static io.github.movefile.it.inside.facts.Shell.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveResult;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;

/** File capabilities go from each file system to each other, whoever owns the file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapabilityCheck {
  @AutoClose private final Disks disks = Disks.of("ext4", "btrfs", "xfs");
  private final MoveFile mover = MoveFile.create();

  private Path program(String disk, String setcap) {
    Path file = disks.directory(disk).resolve("program");
    Contents.write(file, 100_000);
    run("chown 12345:23456 \"$1\"; chmod 0755 \"$1\"; setcap " + setcap + " \"$1\"", file);
    return file;
  }

  /** What getcap says, without the name. */
  private static String capabilities(Path file) {
    return run("getcap -n \"$1\"", file).replace(file + " ", "");
  }

  /** Why the owner is set before them. */
  @OnEach
  void chown_clearsThem(String disk) {
    Path file = program(disk, "cap_net_raw+ep");
    assertThat(capabilities(file)).isEqualTo("cap_net_raw=ep");

    run("chown 12345:23456 \"$1\"", file);

    assertThat(capabilities(file)).isEmpty();
  }

  @OnEachPair
  void ofEveryUserNamespace_survive(String from, String to) throws Exception {
    String before = assertSurvive(program(from, "cap_net_raw,cap_chown+ep"), disks.directory(to));

    assertThat(before).isEqualTo("cap_chown,cap_net_raw=ep");
  }

  /** Version 3 of the attribute: they count where this user is root, user_namespaces(7). */
  @OnEachPair
  void ofOneUserNamespace_survive(String from, String to) throws Exception {
    String before = assertSurvive(program(from, "-n 100000 cap_setuid+ei"), disks.directory(to));

    assertThat(before).isEqualTo("cap_setuid=ei [rootid=100000]");
  }

  private String assertSurvive(Path source, Path directory) throws Exception {
    String before = capabilities(source);
    Path target = directory.resolve("program");

    MoveResult result = mover.move(source, target);

    assertThat(result.method()).isEqualTo(MoveMethod.COPIED);
    assertThat(result.warnings()).isEmpty();
    assertThat(capabilities(target)).isEqualTo(before);
    assertThat(run("stat -c %u:%g \"$1\"", target)).isEqualTo("12345:23456");
    return before;
  }
}
