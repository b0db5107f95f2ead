// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import io.github.movefile.syscalls.testing.Command;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of docs/file-systems.md by their names. */
final class Tables {
  private Tables() {}

  static Map<String, List<String>> of(List<Arrival> arrivals) {
    KeptTables kept = new KeptTables(arrivals);
    WayTables ways = new WayTables(arrivals);
    List<String> columns = new ArrayList<>(Routes.ALL);
    columns.add(Routes.ITSELF);
    List<String> old = new ArrayList<>(Routes.ALL);
    old.addAll(List.of(Places.EXT4_OF_SECONDS, Places.XFS_WITHOUT_BIGTIME));
    Map<String, List<String>> tables = new LinkedHashMap<>();
    tables.put("way", ways.matrix());
    tables.put("refusals", ways.refusals());
    tables.put("contents", kept.asRoot(Samples.CONTENTS, columns));
    tables.put("owner", kept.asRoot(Samples.OWNER_AND_MODE, columns));
    tables.put("attributes", kept.asRoot(Samples.ATTRIBUTES, columns));
    tables.put("nodes", kept.asRoot(Samples.LINKS_AND_NODES, columns));
    tables.put("names", kept.asRoot(Samples.NAMES_AND_TREES, columns));
    tables.put("flags", kept.asRoot(Samples.FLAGS, columns));
    tables.put("times", kept.asRoot(Samples.TIMES, old));
    tables.put("ordinary", kept.asOrdinaryUser(Samples.all(), columns));
    tables.put("losses", kept.losses());
    return tables;
  }

  /** What they depend on: the kernel, and the programs that made the file systems. */
  static String origin() {
    String kernel = System.getProperty("os.version").replaceFirst("^(\\d+\\.\\d+).*", "$1");
    String programs =
        Command.of(
                "dpkg-query",
                "-Wf",
                "${Package} ${source:Upstream-Version}, ",
                "btrfs-progs",
                "e2fsprogs",
                "xfsprogs")
            .run()
            .requireSuccess()
            .text();
    return "Linux " + kernel + ", " + programs.replaceFirst(",$", "");
  }
}
