// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Capabilities as setcap(8) makes them and getcap(8) sees them. */
class CapabilityTest {
  private final Xattrs xattrs = Xattrs.create();
  @AutoClose private final TempTree temp = TempTree.create();

  @Test
  void capability_travelsByDefault() throws Exception {
    Requirements.root();
    Requirements.command("setcap", "getcap");
    Path source = temp.file("source", "");
    Command.of("setcap", "cap_net_raw,cap_chown+ep", source.toString()).run().requireSuccess();
    try (TempTree other = TempTree.onOtherFileSystem()) {
      Path target = other.file("target", "");

      XattrCopyResult result =
          xattrs.copy(
              XattrFile.path(temp.raw("source")),
              XattrFile.path(other.raw("target")),
              XattrRules.defaults());

      assertThat(result.copied()).containsExactly(XattrName.of("security.capability"));
      assertThat(getcap(target)).isEqualTo(getcap(source)).contains("cap_chown,cap_net_raw=ep");
    }
  }

  /** What getcap says behind the name. */
  private static String getcap(Path file) {
    String line = Command.of("getcap", file.toString()).run().requireSuccess().text();
    assertThat(line).startsWith(file + " ");
    return line.substring(file.toString().length());
  }
}
