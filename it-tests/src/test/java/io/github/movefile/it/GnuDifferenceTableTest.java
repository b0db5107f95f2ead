// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.it.inside.gnu.DifferenceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The published table of differences from GNU is the one that {@link GnuDifferenceIT} goes by. */
class GnuDifferenceTableTest {
  private static final Path PUBLISHED = Path.of("../docs/gnu-differences.md");

  @Test
  void publishedTable_isCurrent() throws IOException {
    String table = DifferenceTable.markdown();
    if (Boolean.getBoolean("movefile.docs.write")) {
      Files.writeString(PUBLISHED, table);
    }
    assertThat(PUBLISHED).hasContent(table);
  }

  @Test
  void names_areUnique() {
    assertThat(DifferenceTable.names()).doesNotHaveDuplicates();
  }
}
